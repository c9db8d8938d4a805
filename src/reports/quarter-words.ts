import type { Say } from "./paper/say.ts";

/** "Quý III/2026" */
export function quarterLabel(id: string, say: Say): string {
  return say("quarters.label", quarterWords(id));
}

/** "Họp quý III 2026": over a narrow column. */
export function quarterColumn(id: string, say: Say): string {
  return say("quarters.column", quarterWords(id));
}

function quarterWords(id: string): { year: string; quarter: string } {
  const [year = "", index = "1"] = id.split("-Q");
  return { year, quarter: ["I", "II", "III", "IV"][Number(index) - 1] ?? index };
}
