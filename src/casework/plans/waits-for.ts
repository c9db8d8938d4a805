import { leadersOfHousehold } from "../../registry/responsible.ts";
import type { CommandContext } from "../../turns/command.ts";
import { approvalsOf } from "./approve.ts";
import type { PlanRow } from "./plan-rows.ts";
import { reviewersOf } from "./reviewers.ts";

/** Who is to decide about a plan that was handed in: those who have not said yes to this version yet; null where nobody is. */
export async function waitsFor(
  context: Pick<CommandContext, "sql" | "now">,
  plan: PlanRow,
): Promise<string | null> {
  const [first] = await approvalsOf(context, plan);
  const who =
    first === undefined
      ? await reviewersOf(context, plan)
      : await leadersOfHousehold(context, plan.household_id, first.person_id);
  return who.length === 0 ? null : who.map(({ name }) => name).join(", ");
}
