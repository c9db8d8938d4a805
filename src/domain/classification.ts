/** How a commune's review classifies a household (Nghị định 07/2021/NĐ-CP, Art. 3; Thông tư 07/2021/TT-BLĐTBXH). */
export const CLASSES = ["poor", "near_poor", "average", "left_poor", "left_near_poor", "none"] as const;
export type HouseholdClass = (typeof CLASSES)[number];

/** What happened between two entries. It is derived and never entered. */
export type Transition = "left_poor" | "left_near_poor" | "relapsed" | "new_case" | "worse" | "better";

const LISTED: readonly HouseholdClass[] = ["poor", "near_poor"];
const LEFT: readonly HouseholdClass[] = ["left_poor", "left_near_poor"];

/** How well off, the worst first; what is beyond the list counts alike. */
function rank(one: HouseholdClass): number {
  return one === "poor" ? 0 : one === "near_poor" ? 1 : 2;
}

/**
 * What the step from the entries before (oldest first) to `next` means: mới thoát nghèo, tái nghèo, phát sinh. Null where
 * nothing changed, or where it is the first entry of a household that never was on the list.
 */
export function transitionTo(before: readonly HouseholdClass[], next: HouseholdClass): Transition | null {
  const last = before.at(-1) ?? null;
  const wasListed = before.some((one) => LISTED.includes(one) || LEFT.includes(one));
  const isListed = LISTED.includes(next);
  if (last === null || !LISTED.includes(last)) {
    if (!isListed) return null;
    if (wasListed) return "relapsed";
    return last === null ? null : "new_case";
  }
  if (isListed) return rank(next) === rank(last) ? null : rank(next) < rank(last) ? "worse" : "better";
  return last === "poor" ? "left_poor" : "left_near_poor";
}
