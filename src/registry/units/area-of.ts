import { typeOfCode, type Area } from "./unit-types.ts";

export type { Area } from "./unit-types.ts";

/** Rural or urban by the first of these units, nearest first, whose type says so; null where none does. */
export function areaOf(around: readonly { type: string }[]): Area | null {
  for (const { type } of around) {
    const { area } = typeOfCode(type);
    if (area !== null) return area;
  }
  return null;
}
