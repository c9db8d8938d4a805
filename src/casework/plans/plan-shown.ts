import type { Value } from "../../domain/value.ts";
import type { PlanRow } from "./plan-rows.ts";
import { stepsByPlace } from "./plan-steps.ts";
import { templateOf } from "../templates/templates.ts";

/** What texts may name of a plan, and what the flow `plan` takes over to change it. */
export function shownPlan(plan: PlanRow): { [key: string]: Value } {
  const next = plan.steps.find(({ done }) => done === null);
  const template = templateOf(plan.livelihood);
  const own = plan.steps.some(({ what }) => template?.steps.some(({ code }) => code === what) !== true);
  return {
    id: plan.id,
    status: plan.status,
    version: plan.version,
    livelihood: plan.livelihood,
    own_words: plan.own_words,
    own_contribution: plan.own_contribution,
    detail: plan.detail,
    goal: plan.goal,
    goal_words: plan.goal_words,
    income_now: plan.baseline_income,
    people: plan.baseline_people,
    per_person: perPerson(plan),
    risk: plan.risks,
    needs: plan.needs,
    need_amount: plan.need_amount,
    starts_on: plan.starts_on,
    steps: { ...stepsByPlace(plan.steps), result_on: template === null ? null : plan.result_on },
    how_steps: own ? "own" : "follow",
    own_steps: own ? ownSteps(plan.steps) : null,
    expected_income: plan.expected_income,
    result_on: plan.result_on,
    own_result_on: template === null ? plan.result_on : null,
    committed: plan.committed,
    reason: plan.reason,
    // A first yes of two has approved nothing yet.
    approved_name: plan.status === "submitted" ? null : plan.approved_by,
    approved_on: plan.status === "submitted" ? null : plan.approved_on,
    approved_note: plan.own_entry ? "own_entry" : null,
    next_step: next?.what ?? null,
    next_step_on: next?.on ?? null,
  };
}

/** Income of one person a month when the plan was made, in đồng; null where one of the two is not known. */
export function perPerson(plan: Pick<PlanRow, "baseline_income" | "baseline_people">): number | null {
  const { baseline_income: income, baseline_people: people } = plan;
  return income === null || people === null || people === 0 ? null : Math.round(income / people);
}

/** Own steps as a household would tell them. A single one ends in a mark, so that its commas set nothing apart. */
function ownSteps(steps: PlanRow["steps"]): string {
  return steps.map(({ what, on }) => `${written(on)} ${what}`).join("\n");
}

/** 2026-12-01 as people write it, so that it is read back as the same day. */
function written(date: string): string {
  const [year, month, day] = date.split("-").map(Number);
  return `${day}/${month}/${year}`;
}
