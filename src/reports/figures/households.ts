import type { Figure } from "./figure.ts";
import { written } from "./figure.ts";

/** SQL: whether an entry held on one evening at least; what is put right on its own day did not. */
const HELD_A_DAY = "(e.valid_to IS NULL OR e.valid_to > e.valid_from)";

/**
 * SQL: whether an entry `e` began in the period and ended the household's taking part in this way. What was put right on the
 * same day never held, and who takes part on that evening by another entry (a record that was merged) stays.
 */
export function endedIn(status: string): string {
  return `e.status = '${status}' AND e.valid_from BETWEEN $2 AND $3 AND ${HELD_A_DAY}
        AND NOT EXISTS (SELECT FROM enrolments t WHERE t.household_id = e.household_id AND t.status = 'taking_part'
          AND t.valid_from <= e.valid_from AND (t.valid_to IS NULL OR t.valid_to > e.valid_from))`;
}

/** A household whose taking part ended in the period in this way (order 1444, line 13: rà soát, điều chỉnh, thay thế). */
function ended(code: string, status: string): Figure {
  return {
    code,
    measure: "households",
    beyond: true,
    sql: `SELECT DISTINCT ON (here.household_id) here.household_id AS id, here.unit_id, here.head_name AS label,
        concat_ws(': ', ${written("e.valid_from")}, e.reason) AS detail, NULL::bigint AS amount
      FROM here JOIN enrolments e USING (household_id)
      WHERE ${endedIn(status)}
      ORDER BY here.household_id, e.valid_from DESC`,
  };
}

/** As the commune classified it, on the last day; of two records that were merged by the later decision. */
function classified(code: string, status: string): Figure {
  return {
    code,
    measure: "households",
    state: true,
    sql: `SELECT here.household_id AS id, here.unit_id, here.head_name AS label, c.decision_no AS detail, NULL::bigint AS amount
      FROM here JOIN (SELECT DISTINCT ON (household_id) household_id, status, decision_no FROM classifications
        WHERE valid_from <= $3 AND (valid_to IS NULL OR valid_to > $3)
        ORDER BY household_id, valid_from DESC, created_at DESC, id) c USING (household_id)
      WHERE c.status = '${status}'`,
  };
}

/**
 * The quotas of the year by where they count; and, of each that was given out of a larger one, the nearest unit around it
 * that has one.
 */
const ALLOTTED = `SELECT q.unit_id, p.home_id, q.document, q.quota,
    row_number() OVER (PARTITION BY p.home_id ORDER BY q.unit_id) = 1 AS first
  FROM enrolment_quotas q JOIN place p USING (unit_id) WHERE q.year = $4`;
const SHARED = `WITH RECURSIVE allotted AS (${ALLOTTED}), climb (unit_id, quota, at) AS (
    SELECT a.unit_id, a.quota, v.parent_id FROM allotted a JOIN unit_versions v ON v.unit_id = a.home_id
    WHERE v.valid_from <= $3 AND (v.valid_to IS NULL OR v.valid_to > $3)
    UNION
    SELECT c.unit_id, c.quota, v.parent_id FROM climb c JOIN unit_versions v ON v.unit_id = c.at
    WHERE c.at NOT IN (SELECT home_id FROM allotted) AND v.valid_from <= $3 AND (v.valid_to IS NULL OR v.valid_to > $3)
  ) SELECT quota, at AS giver FROM climb WHERE at IN (SELECT home_id FROM allotted)`;

/** II.1: the households of the scheme. */
export const HOUSEHOLDS: readonly Figure[] = [
  {
    // What the steering committee allotted for the year. A unit's own number holds for all that lies in it: what it shares
    // out to those below counts with them, the rest with itself, so that nothing counts twice.
    code: "quota",
    measure: "households",
    sums: true,
    state: true,
    sql: `SELECT unit_id AS id, home_id AS unit_id, document AS label, NULL AS detail,
        quota - CASE WHEN first THEN coalesce((SELECT sum(s.quota) FROM (${SHARED}) s WHERE s.giver = allotted.home_id), 0) ELSE 0 END AS amount
      FROM (${ALLOTTED}) allotted`,
  },
  {
    code: "taking_part",
    measure: "households",
    state: true,
    sql: `SELECT household_id AS id, unit_id, head_name AS label, NULL AS detail, NULL::bigint AS amount FROM taking_part`,
  },
  {
    // Began to take part in the period, and did not the day before: for the first time, or again after an end.
    code: "joined",
    measure: "households",
    sql: `SELECT DISTINCT ON (here.household_id) here.household_id AS id, here.unit_id, here.head_name AS label,
        ${written("e.valid_from")} AS detail, NULL::bigint AS amount
      FROM here JOIN enrolments e USING (household_id)
      WHERE e.status = 'taking_part' AND e.valid_from BETWEEN $2 AND $3 AND ${HELD_A_DAY}
        AND NOT EXISTS (SELECT FROM enrolments b WHERE b.household_id = e.household_id AND b.status = 'taking_part'
          AND b.valid_from < e.valid_from AND (b.valid_to IS NULL OR b.valid_to >= e.valid_from))
      ORDER BY here.household_id, e.valid_from`,
  },
  ended("replaced", "replaced"),
  ended("withdrawn", "withdrawn"),
  ended("left_poverty", "left_poverty"),
  classified("poor", "poor"),
  classified("near_poor", "near_poor"),
  {
    // Registered to leave poverty in the year (Tân Khai's plan, line 27: 5 households a year).
    code: "exits_registered",
    measure: "households",
    state: true,
    beyond: true,
    sql: `SELECT x.id, here.unit_id, here.head_name AS label, ${written("x.registered_on")} AS detail, NULL::bigint AS amount
      FROM here JOIN exit_registrations x USING (household_id)
      WHERE x.year = $4 AND x.registered_on <= $3 AND (x.withdrawn_on IS NULL OR x.withdrawn_on > $3)`,
  },
];
