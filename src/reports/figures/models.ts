import type { Figure } from "./figure.ts";
import { written } from "./figure.ts";

function designated(code: string, kind: string): Figure {
  return {
    code,
    measure: "things",
    state: true,
    sql: `SELECT d.id, p.home_id AS unit_id,
        coalesce((SELECT h.head_name FROM households h WHERE h.id = d.household_id),
          (SELECT v.name FROM unit_versions v WHERE v.unit_id = d.unit_id ORDER BY v.valid_from DESC LIMIT 1)) AS label,
        ${written("d.chosen_on")} AS detail, NULL::bigint AS amount
      FROM designations d JOIN place p ON p.unit_id = coalesce(d.unit_id, d.chosen_by)
      WHERE d.kind = '${kind}' AND d.year = $4 AND d.chosen_on <= $3 AND (d.ended_on IS NULL OR d.ended_on > $3)`,
  };
}

/** II.6: models of livelihood, and what was chosen as an example (order 1444, line 23). */
export const MODELS: readonly Figure[] = [
  {
    code: "models",
    measure: "things",
    state: true,
    sql: `SELECT m.id, p.home_id AS unit_id, m.name AS label, ${written("m.started_on")} AS detail, NULL::bigint AS amount
      FROM models m JOIN place p USING (unit_id) WHERE m.started_on <= $3 AND (m.ended_on IS NULL OR m.ended_on > $3)`,
  },
  {
    code: "model_households",
    measure: "households",
    state: true,
    sql: `SELECT here.household_id AS id, here.unit_id, here.head_name AS label, string_agg(m.name, '; ' ORDER BY m.name) AS detail,
        NULL::bigint AS amount
      FROM here JOIN model_households mh USING (household_id) JOIN models m ON m.id = mh.model_id
      WHERE mh.joined_on <= $3 AND (mh.left_on IS NULL OR mh.left_on > $3)
        AND m.started_on <= $3 AND (m.ended_on IS NULL OR m.ended_on > $3)
      GROUP BY here.household_id, here.unit_id, here.head_name`,
  },
  {
    code: "evaluations",
    measure: "times",
    sql: `SELECT e.id, p.home_id AS unit_id, m.name AS label, ${written("e.evaluated_on")} AS detail, NULL::bigint AS amount
      FROM model_evaluations e JOIN models m ON m.id = e.model_id JOIN place p ON p.unit_id = m.unit_id
      WHERE e.evaluated_on BETWEEN $2 AND $3`,
  },
  designated("pilot_communes", "commune"),
  designated("pilot_hamlets", "hamlet"),
  designated("pilot_groups", "group"),
  designated("pilot_households", "household"),
];
