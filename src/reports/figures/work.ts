import type { Figure } from "./figure.ts";
import { written } from "./figure.ts";

/** Results are of one person each; a household may have several. */
function results(code: string, kind: string): Figure {
  return {
    code,
    measure: "people",
    sql: `SELECT w.id, here.unit_id, here.head_name AS label,
        concat_ws(', ', w.what, w.place, ${written("w.happened_on")}) AS detail, NULL::bigint AS amount
      FROM here JOIN work_results w USING (household_id)
      WHERE w.kind = '${kind}' AND w.happened_on BETWEEN $2 AND $3`,
  };
}

/** II.5: vocational training, jobs, work abroad by contract (order 1444, lines 19–21). */
export const WORK: readonly Figure[] = [
  results("trained", "training"),
  results("placed", "job"),
  results("abroad", "abroad"),
];
