import { mayWith, type Asking } from "../../registry/rights.ts";
import type { PlanRow } from "./plan-rows.ts";
import { ownEntryAllowed } from "./unit-settings.ts";

/** Whether somebody may decide about a plan: `own_entry` where only the rule against approving one's own entry forbids it. */
export async function reviewRight(
  asking: Asking,
  plan: PlanRow,
): Promise<"allowed" | "own_entry" | "not_allowed"> {
  if (!(await mayWith(asking, plan.household_id, "decide"))) return "not_allowed";
  const own = plan.entered_by !== null && plan.entered_by === asking.me.person;
  return own && !(await ownEntryAllowed(asking, plan.unit_id)) ? "own_entry" : "allowed";
}
