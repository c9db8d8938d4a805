import type { Figure } from "./figure.ts";
import { dayOf, written } from "./figure.ts";

/** States of a plan that was approved and not given up. */
export const PLAN_HOLDS = "('approved', 'under_way', 'achieved')";

/** II.2 and II.8: officers, plans, the household's book, visits (order 1444, lines 15 and 25). */
export const PLANS: readonly Figure[] = [
  {
    // Of those taking part, with an officer in charge on the last day.
    code: "with_officer",
    measure: "households",
    state: true,
    sql: `SELECT DISTINCT ON (t.household_id) t.household_id AS id, t.unit_id, t.head_name AS label, p.name AS detail,
        NULL::bigint AS amount
      FROM taking_part t JOIN assignments a ON a.household_id = t.household_id AND a.kind = 'officer'
        AND a.valid_from <= $3 AND (a.valid_to IS NULL OR a.valid_to > $3)
      JOIN people p ON p.id = a.person_id ORDER BY t.household_id, a.valid_from DESC, a.id`,
  },
  {
    // Of those taking part, with a plan that had been approved by the last day and was not given up by then.
    code: "with_plan",
    details: "livelihoods",
    measure: "households",
    state: true,
    sql: `SELECT DISTINCT ON (t.household_id) t.household_id AS id, t.unit_id, t.head_name AS label,
        v.livelihood AS detail, NULL::bigint AS amount
      FROM taking_part t JOIN plans pl ON pl.household_id = t.household_id
      JOIN LATERAL (SELECT e.status, e.version FROM plan_events e WHERE e.plan_id = pl.id AND ${dayOf("e.at")} <= $3
        ORDER BY e.at DESC, e.id DESC LIMIT 1) state ON state.status IN ${PLAN_HOLDS}
      LEFT JOIN plan_versions v ON v.plan_id = pl.id AND v.version = state.version
      ORDER BY t.household_id, pl.created_at DESC`,
  },
  {
    // Somebody wrote into the household's book in the period, whatever it was.
    code: "with_entry",
    measure: "households",
    sql: `SELECT here.household_id AS id, here.unit_id, here.head_name AS label,
        ${written("max(d.happened_on)")} AS detail, NULL::bigint AS amount
      FROM here JOIN diary_entries d USING (household_id) WHERE d.happened_on BETWEEN $2 AND $3
      GROUP BY here.household_id, here.unit_id, here.head_name`,
  },
  {
    // Visited at least once, and somebody was met.
    code: "visited",
    measure: "households",
    sql: `SELECT here.household_id AS id, here.unit_id, here.head_name AS label,
        ${written("max(v.visited_on)")} AS detail, NULL::bigint AS amount
      FROM here JOIN visits v USING (household_id)
      WHERE v.visited_on BETWEEN $2 AND $3 AND v.met = 'household'
      GROUP BY here.household_id, here.unit_id, here.head_name`,
  },
];
