import type { Figure } from "./figure.ts";
import { written } from "./figure.ts";

/** Part I of the report: what was told to whom, and who answers for what (order 1444, lines 13–15). */
export const DIRECTION: readonly Figure[] = [
  {
    // Each row of the communication log, as often as it says that it was done.
    code: "communications",
    labels: "outreach_forms",
    measure: "times",
    sums: true,
    sql: `SELECT c.id, p.home_id AS unit_id, c.form AS label, ${written("c.done_on")} AS detail, c.times AS amount
      FROM communications c JOIN place p USING (unit_id) WHERE c.done_on BETWEEN $2 AND $3`,
  },
  {
    // People reached, where somebody counted them.
    code: "people_reached",
    labels: "outreach_forms",
    measure: "people",
    sums: true,
    sql: `SELECT c.id, p.home_id AS unit_id, c.form AS label, ${written("c.done_on")} AS detail, c.reached AS amount
      FROM communications c JOIN place p USING (unit_id) WHERE c.done_on BETWEEN $2 AND $3 AND c.reached IS NOT NULL`,
  },
  {
    // Members of the steering committee on the last day.
    code: "committee_members",
    measure: "people",
    state: true,
    sql: `SELECT m.id, p.home_id AS unit_id, m.name AS label, m.position AS detail, NULL::bigint AS amount
      FROM committee_members m JOIN place p USING (unit_id)
      WHERE m.valid_from <= $3 AND (m.valid_to IS NULL OR m.valid_to > $3)`,
  },
];
