import type { Figure } from "./figure.ts";
import { written } from "./figure.ts";

const LENT = `FROM here JOIN loans l USING (household_id) WHERE l.lent_on BETWEEN $2 AND $3`;
const RECEIVED = `FROM here JOIN supports s USING (household_id) WHERE s.status = 'received' AND s.received_on BETWEEN $2 AND $3`;

/** II.4: capital, support, techniques, links to buyers (order 1444, line 17). */
export const MONEY: readonly Figure[] = [
  {
    code: "borrowers",
    measure: "households",
    sql: `SELECT here.household_id AS id, here.unit_id, here.head_name AS label, ${written("max(l.lent_on)")} AS detail,
        NULL::bigint AS amount ${LENT} GROUP BY here.household_id, here.unit_id, here.head_name`,
  },
  {
    code: "loan_amount",
    measure: "money",
    sums: true,
    sql: `SELECT l.id, here.unit_id, here.head_name AS label, ${written("l.lent_on")} AS detail, l.amount_lent AS amount ${LENT}
        AND l.amount_lent IS NOT NULL`,
  },
  {
    code: "supported",
    measure: "households",
    sql: `SELECT here.household_id AS id, here.unit_id, here.head_name AS label, string_agg(s.what, '; ' ORDER BY s.received_on) AS detail,
        NULL::bigint AS amount ${RECEIVED} GROUP BY here.household_id, here.unit_id, here.head_name`,
  },
  {
    code: "support_amount",
    measure: "money",
    sums: true,
    sql: `SELECT s.id, here.unit_id, here.head_name AS label, concat_ws(': ', ${written("s.received_on")}, s.what) AS detail,
        s.amount ${RECEIVED} AND s.amount IS NOT NULL`,
  },
  {
    // Technical courses that a unit held (lớp).
    code: "courses",
    measure: "times",
    sql: `SELECT m.id, p.home_id AS unit_id, coalesce(m.topics, m.place) AS label, ${written("m.meets_on")} AS detail, NULL::bigint AS amount
      FROM meetings m JOIN place p USING (unit_id)
      WHERE m.kind = 'training' AND m.status = 'held' AND m.meets_on BETWEEN $2 AND $3`,
  },
  {
    // Those who came to them, each time counted (lượt).
    code: "course_people",
    measure: "people",
    sums: true,
    sql: `SELECT m.id, p.home_id AS unit_id, coalesce(m.topics, m.place) AS label, ${written("m.meets_on")} AS detail,
        coalesce(m.people, (SELECT count(*) FROM meeting_households mh WHERE mh.meeting_id = m.id AND mh.came)) AS amount
      FROM meetings m JOIN place p USING (unit_id)
      WHERE m.kind = 'training' AND m.status = 'held' AND m.meets_on BETWEEN $2 AND $3`,
  },
  {
    // Households whose produce found a buyer through the scheme.
    code: "market_links",
    measure: "households",
    sql: `SELECT DISTINCT here.household_id AS id, here.unit_id, here.head_name AS label, NULL AS detail, NULL::bigint AS amount FROM here
      WHERE EXISTS (SELECT FROM supports s WHERE s.household_id = here.household_id AND s.category = 'market'
          AND s.status = 'received' AND s.received_on BETWEEN $2 AND $3)
        OR EXISTS (SELECT FROM offer_answers a JOIN offers o ON o.id = a.offer_id WHERE a.household_id = here.household_id
          AND o.kind = 'buyer' AND a.result IN ('attended', 'placed') AND a.result_on BETWEEN $2 AND $3)`,
  },
];
