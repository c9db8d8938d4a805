import { z } from "zod";
import { isClosed, nextStatus } from "../../domain/plan-status.ts";
import { mayBeFollowed } from "../../registry/consent.ts";
import { relationsTo } from "../../registry/rights.ts";
import { may } from "../../domain/scope.ts";
import { spokenOf, type Responsible } from "../../registry/responsible.ts";
import { theHousehold } from "../../registry/the-household.ts";
import { command, type CommandContext } from "../../turns/command.ts";
import { movePlan } from "./plan-event.ts";
import { holdHousehold, latestPlan, planById, type PlanRow } from "./plan-rows.ts";
import { GivenPlan, writeVersion } from "./plan-version.ts";
import { reviewersOf } from "./reviewers.ts";

const IdRow = z.object({ id: z.string() });

/**
 * Hands a plan in: a new one, or a new version of the one that was sent back. Whoever decides about it is shown it at
 * once. `not_allowed` also where another plan came first, or where the household has not agreed to be followed up.
 */
export const submitPlan = command({
  name: "casework.submit_plan",
  takes: GivenPlan,
  codes: ["not_allowed"],
  async run(context, given) {
    const { sql } = context;
    const household = theHousehold(context, given.household);
    if (household === null) return { code: "not_allowed" };
    const relations = await relationsTo(context, household);
    if (!may(relations, "act_for") || !(await mayBeFollowed(sql, household))) return { code: "not_allowed" };
    await holdHousehold(sql, household);
    const last = await latestPlan(sql, household);
    const open = last !== null && !isClosed(last.status) ? last : null;
    if (open !== null && nextStatus(open.status, "submit") === null) return { code: "not_allowed" };
    const plan = open === null ? await newPlan(context, household, last) : await nextVersion(context, open);
    await writeVersion(context, plan, given, !relations.includes("own"));
    await movePlan(context, plan, "submit", null);
    const written = await planById(sql, plan.id);
    if (written === null) throw new Error("a plan was written and is not there");
    return {
      code: "ok",
      value: { plan: plan.id, version: plan.version, officer: await tellReviewers(context, written) },
    };
  },
});

/** A plan of its own; it goes on with the last one where there was one. */
async function newPlan({ sql, now }: CommandContext, household: string, last: PlanRow | null) {
  const [plan] = await sql.rows(
    IdRow,
    `INSERT INTO plans (id, household_id, status, version, created_at, follows)
     VALUES (gen_random_uuid(), $1, 'draft', 1, $2, $3) RETURNING id`,
    [household, now, last?.id ?? null],
  );
  if (plan === undefined) throw new Error("a plan was written and came back without an id");
  return { id: plan.id, status: "draft" as const, version: 1 };
}

async function nextVersion({ sql }: CommandContext, plan: PlanRow) {
  const version = plan.version + 1;
  await sql.run("UPDATE plans SET version = $2 WHERE id = $1", [plan.id, version]);
  return { id: plan.id, status: plan.status, version };
}

/** Who will look at it, for the household to know; null where nobody could be told. */
async function tellReviewers(
  context: CommandContext,
  plan: PlanRow,
): Promise<ReturnType<typeof spokenOf> | null> {
  const told: Responsible[] = [];
  for (const reviewer of await reviewersOf(context, plan))
    if (await context.tell({ person: reviewer.id }, "review", { plan: plan.id })) told.push(reviewer);
  const [first] = told;
  return first === undefined ? null : spokenOf(first);
}
