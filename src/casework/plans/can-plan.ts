import { z } from "zod";
import { localDateOf } from "../../calendar/local-date.ts";
import { isClosed, nextStatus } from "../../domain/plan-status.ts";
import { mayBeFollowed } from "../../registry/consent.ts";
import { mayWith } from "../../registry/rights.ts";
import { theHousehold } from "../../registry/the-household.ts";
import { OptionalChoiceId } from "../../turns/choice-id.ts";
import { command, type CommandContext } from "../../turns/command.ts";
import { latestPlan } from "./plan-rows.ts";
import { shownPlan } from "./plan-shown.ts";

const CountRow = z.object({ people: z.int().nullable() });

/** Whether a plan can be handed in for a household now, and how many people live of it where that is known; `open` where one is being looked at or carried out. */
export const canPlan = command({
  name: "casework.can_plan",
  takes: z.object({ household: OptionalChoiceId }),
  codes: ["none", "open", "not_allowed", "no_consent"],
  async run(context, { household: handed }) {
    const household = theHousehold(context, handed);
    if (household === null) return { code: "none" };
    if (!(await mayWith(context, household, "act_for"))) return { code: "not_allowed" };
    if (!(await mayBeFollowed(context.sql, household))) return { code: "no_consent" };
    const plan = await latestPlan(context.sql, household);
    if (plan !== null && !isClosed(plan.status) && nextStatus(plan.status, "submit") === null)
      return { code: "open", value: shownPlan(plan) };
    return { code: "ok", value: { people: await peopleOf(context, household) } };
  },
});

/** How many people are known to live in the household; null where only its head is, or it never said. */
async function peopleOf(
  { sql, now }: Pick<CommandContext, "sql" | "now">,
  household: string,
): Promise<number | null> {
  const [row] = await sql.rows(
    CountRow,
    `SELECT coalesce(
       (SELECT count(*)::int FROM household_members
        WHERE household_id = $1 AND valid_from <= $2 AND (valid_to IS NULL OR valid_to > $2) HAVING count(*) > 1),
       (SELECT v.baseline_people FROM plans p JOIN plan_versions v ON v.plan_id = p.id
        WHERE p.household_id = $1 AND v.baseline_people IS NOT NULL ORDER BY v.created_at DESC LIMIT 1)) AS people`,
    [household, localDateOf(now)],
  );
  return row?.people ?? null;
}
