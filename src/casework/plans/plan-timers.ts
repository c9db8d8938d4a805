import { z } from "zod";
import {
  addDays,
  addMonths,
  dayNumber,
  instantAt,
  localDateOf,
  type LocalDate,
} from "../../calendar/local-date.ts";
import type { Value } from "../../domain/value.ts";
import type { CommandContext } from "../../turns/command.ts";
import type { PlanRow, StepRow } from "./plan-rows.ts";

type Planning = Pick<CommandContext, "sql" | "now" | "remind">;

/** Households are asked in the evening, after the work in the fields. */
const EVENING = { hours: 18, minutes: 30 };
/** The day of the month on which its progress is asked for: late enough to know how it went, before the next begins. */
const PROGRESS_DAY = 28;
/** Progress is planned this many months ahead; each report plans on. */
const MONTHS_AHEAD = 12;
/** The yearly update is asked for in the eleventh month, so that the next plan is ready when the year is over. */
const MONTHS_A_YEAR = 11;

/** Plans everything that an approved plan asks for later. Planning it again changes nothing. */
export async function planReminders(planning: Planning, plan: PlanRow): Promise<void> {
  await remindOfSteps(planning, plan);
  await remindOfProgress(planning, plan);
  await remindOfYear(planning, plan);
}

/** Takes back what was planned and has not been asked yet: of a plan that is looked at once more nothing is due. */
export async function forgetReminders(
  { sql }: Pick<Planning, "sql">,
  plan: Pick<PlanRow, "id" | "version_id">,
): Promise<void> {
  await sql.run(
    `DELETE FROM timers WHERE fired_at IS NULL
       AND (starts_with(key, $1) OR starts_with(key, $2) OR key = $3)`,
    [`step:${plan.version_id}:`, `progress:${plan.id}:`, `plan_year:${plan.id}`],
  );
}

/** Once a year, before the plan's year is over: has it done what it was for, does it go on, or stop? */
async function remindOfYear({ now, remind }: Planning, plan: PlanRow): Promise<void> {
  await remind({
    key: `plan_year:${plan.id}`,
    kind: "plan_year",
    audience: { household: plan.household_id },
    dueAt: evening(addMonths(plan.starts_on ?? localDateOf(now), MONTHS_A_YEAR)),
    flow: "plan_end",
    vars: { household: householdOf(plan), yearly: true },
  });
}

/**
 * One question a month, for the months to come, from the month in which the plan begins; a plan that has ended by
 * then answers by itself that it is over.
 */
export async function remindOfProgress(planning: Planning, plan: PlanRow): Promise<void> {
  const { now } = planning;
  const first = `${localDateOf(now).slice(0, 8)}${PROGRESS_DAY}`;
  for (let ahead = 0; ahead < MONTHS_AHEAD; ahead++) {
    const date = addMonths(first, ahead);
    const dueAt = evening(date);
    if (dueAt <= now || (plan.starts_on !== null && date < plan.starts_on)) continue;
    await askAt(planning, plan, date.slice(0, 7), dueAt);
  }
}

/** Asks about `month` (YYYY-MM) tomorrow evening where its question came while the month had a report that is none any more. */
export async function askAgainOf(
  planning: Planning,
  plan: PlanRow,
  month: string,
  reportedAt: Date,
): Promise<void> {
  const silent = await planning.sql.rows(
    z.object({}),
    "SELECT FROM timers WHERE key = $1 AND fired_at >= $2",
    [progressKey(plan, month), reportedAt],
  );
  const tomorrow = addDays(localDateOf(planning.now), 1);
  if (silent.length > 0) await askAt(planning, plan, `${month}:${tomorrow}`, evening(tomorrow));
}

async function askAt({ remind }: Planning, plan: PlanRow, month: string, dueAt: Date): Promise<void> {
  await remind({
    key: progressKey(plan, month),
    kind: "progress",
    audience: { household: plan.household_id },
    dueAt,
    flow: "progress",
    vars: { household: householdOf(plan) },
  });
}

function progressKey(plan: PlanRow, month: string): string {
  return `progress:${plan.id}:${month}`;
}

/** Asks about one step again, on the evening of `date`. */
export async function remindOfStep(
  { now, remind }: Planning,
  plan: PlanRow,
  step: Pick<StepRow, "id" | "position" | "what" | "proof">,
  date: LocalDate,
  key = `step:${plan.version_id}:${step.position}`,
): Promise<void> {
  const soonest = addDays(localDateOf(now), 1);
  await remind({
    key,
    kind: "step",
    audience: { household: plan.household_id },
    dueAt: evening(dayNumber(date) < dayNumber(soonest) ? soonest : date),
    flow: "step_due",
    vars: {
      plan: plan.id,
      step: { id: step.id, label: step.what, proof: step.proof },
      household: householdOf(plan),
    },
  });
}

async function remindOfSteps(planning: Planning, plan: PlanRow): Promise<void> {
  for (const step of plan.steps.filter(({ done }) => done === null))
    await remindOfStep(planning, plan, step, step.on);
}

function householdOf(plan: PlanRow): { [key: string]: Value } {
  return { id: plan.household_id, label: plan.household_name, name: plan.household_name };
}

function evening(date: LocalDate): Date {
  return instantAt(date, EVENING.hours, EVENING.minutes);
}
