import type { Figure } from "./figure.ts";
import { dayOf, written } from "./figure.ts";

/** Dialogues (họp mặt, đối thoại) that were held in the period. */
const HELD = `FROM meetings m JOIN place p USING (unit_id)
  WHERE m.kind = 'dialogue' AND m.status = 'held' AND m.meets_on BETWEEN $2 AND $3`;
const STATED = `FROM meeting_statements s JOIN meetings m ON m.id = s.meeting_id JOIN place p ON p.unit_id = m.unit_id
  WHERE m.kind = 'dialogue' AND m.status = 'held' AND m.meets_on BETWEEN $2 AND $3`;

/** On which day, and the household that said it. */
const SPOKEN = `concat_ws(', ', ${written("m.meets_on")}, (SELECT h.head_name FROM households h WHERE h.id = s.household_id))`;

/** II.7: meetings and dialogues (order 1444, line 23: at least once a quarter). */
export const MEETINGS: readonly Figure[] = [
  {
    code: "meetings",
    measure: "times",
    sql: `SELECT m.id, p.home_id AS unit_id, coalesce(m.place, m.topics) AS label, ${written("m.meets_on")} AS detail,
        NULL::bigint AS amount ${HELD}`,
  },
  {
    // By head where it was counted; else the households that came.
    code: "meeting_people",
    measure: "people",
    sums: true,
    sql: `SELECT m.id, p.home_id AS unit_id, coalesce(m.place, m.topics) AS label, ${written("m.meets_on")} AS detail,
        coalesce(m.people, (SELECT count(*) FROM meeting_households mh WHERE mh.meeting_id = m.id AND mh.came)) AS amount ${HELD}`,
  },
  {
    // Households that came to at least one of them, wherever it was.
    code: "met_households",
    measure: "households",
    sql: `SELECT here.household_id AS id, here.unit_id, here.head_name AS label, ${written("max(m.meets_on)")} AS detail, NULL::bigint AS amount
      FROM here JOIN meeting_households mh USING (household_id) JOIN meetings m ON m.id = mh.meeting_id
      WHERE mh.came AND m.kind = 'dialogue' AND m.status = 'held' AND m.meets_on BETWEEN $2 AND $3
      GROUP BY here.household_id, here.unit_id, here.head_name`,
  },
  {
    code: "issues_raised",
    measure: "times",
    sql: `SELECT s.id, p.home_id AS unit_id, s.text AS label, ${SPOKEN} AS detail, NULL::bigint AS amount ${STATED}`,
  },
  {
    // Answered on the spot, or what was agreed about it was done by the last day.
    code: "issues_solved",
    measure: "times",
    sql: `SELECT s.id, p.home_id AS unit_id, s.text AS label, ${SPOKEN} AS detail, NULL::bigint AS amount ${STATED}
      AND (s.answered OR EXISTS (SELECT FROM agreed_actions a JOIN tasks t ON t.id = a.task_id
        WHERE a.statement_id = s.id AND t.done_at IS NOT NULL AND ${dayOf("t.done_at")} <= $3))`,
  },
];
