import type { Value } from "../../domain/value.ts";
import type { PlanRow } from "./plan-rows.ts";

/** What a reviewer is shown side by side where it changed. */
const COMPARED = [
  "livelihood",
  "own_words",
  "own_contribution",
  "detail",
  "goal",
  "goal_words",
  "baseline_income",
  "needs",
  "need_amount",
  "starts_on",
  "expected_income",
  "result_on",
] as const satisfies readonly (keyof PlanRow)[];

/** A code of `terms.plan_notes`. */
const CHANGED = "changed";

/**
 * What a new version says otherwise than the one before: by field `{ was, now }`, and for what is too long to be shown
 * twice a `note` that it changed. Null where nothing did.
 */
export function changesBetween(before: PlanRow, after: PlanRow): { [field: string]: Value } | null {
  const changed: [string, Value][] = COMPARED.filter((field) => before[field] !== after[field]).map(
    (field) => [field, { was: before[field], now: after[field], note: CHANGED }],
  );
  if (outline(before) !== outline(after)) changed.push(["steps", { note: CHANGED }]);
  return changed.length === 0 ? null : Object.fromEntries(changed);
}

function outline({ steps }: PlanRow): string {
  return JSON.stringify(steps.map(({ what, on }) => [what, on]));
}
