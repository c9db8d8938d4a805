import type { Change, ChangePlan, Decision } from "./change.ts";
import { planAlter } from "./plan-alter.ts";
import { planMerge } from "./plan-merge.ts";
import { planSplit } from "./plan-split.ts";
import type { UnitMap } from "./unit-map.ts";

/**
 * What a decision changes on the map, from a day on: nothing before that day is touched. `map` holds the units that the
 * change names with all their versions, their parents up to the top, their children, and their neighbours. A change that
 * was made already gives an empty plan. Throws an AppError where a unit is not there on the day, where it has a later
 * change (changes are entered in their order), or where the map would contradict itself.
 */
export function planChange(map: UnitMap, change: Change, decision: Decision): ChangePlan {
  switch (change.kind) {
    case "alter":
      return planAlter(map, change, decision);
    case "merge":
      return planMerge(map, change, decision);
    case "split":
      return planSplit(map, change, decision);
    default:
      return change satisfies never;
  }
}
