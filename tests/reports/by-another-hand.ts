import { z } from "zod";
import type { Span } from "../../src/reports/span.ts";
import type { Sql } from "../../src/turns/ports.ts";

/**
 * The figures of the thematic report (domain 5.3) a second time, written from the order and the record's tables alone and
 * without any part of `src/reports/figures/`: day by day where the program compares spans. `scope` are all units that ever
 * belonged to the reporting one; :first and :last are the days of the period, both included.
 */
const COMMON = `
lives AS (
  -- Where a household lived in the evening of the last day: the first home that lasted longer than that day, or else today's.
  SELECT h.id AS household FROM households h WHERE coalesce(
    (SELECT p.unit_id FROM household_past_units p WHERE p.household_id = h.id AND p.lived_until > :last ORDER BY p.lived_until LIMIT 1),
    h.unit_id) IN (SELECT unit_id FROM scope)
), taking_part AS (
  -- One row for each household and evening on which it took part, from the eve of the period on.
  SELECT DISTINCT e.household_id AS household, evening::date AS day
  FROM enrolments e, generate_series(:first::date - 1, :last::date, interval '1 day') AS evening
  WHERE e.status = 'taking_part' AND e.valid_from <= evening AND (e.valid_to IS NULL OR e.valid_to > evening)
    AND e.household_id IN (SELECT household FROM lives)
), at_the_end AS (
  SELECT household FROM taking_part WHERE day = :last
), dialogues AS (
  SELECT * FROM meetings WHERE kind = 'dialogue' AND status = 'held' AND meets_on >= :first AND meets_on <= :last
), courses AS (
  SELECT * FROM meetings WHERE kind = 'training' AND status = 'held' AND meets_on >= :first AND meets_on <= :last
)`;

const MINE = "unit_id IN (SELECT unit_id FROM scope)";
const HOUSEHOLD = "household_id IN (SELECT household FROM lives)";
const within = (day: string): string => `${day} >= :first AND ${day} <= :last`;
const holds = (from: string, to: string): string => `${from} <= :last AND (${to} IS NULL OR ${to} > :last)`;

const left = (status: string): string => `SELECT count(DISTINCT e.household_id) FROM enrolments e
  WHERE e.status = '${status}' AND ${HOUSEHOLD} AND ${within("e.valid_from")}
    -- Not what was put right on the same day, and not where it takes part that evening all the same.
    AND (e.valid_to IS NULL OR e.valid_to > e.valid_from)
    AND NOT EXISTS (SELECT FROM taking_part t WHERE t.household = e.household_id AND t.day = e.valid_from)`;

const classed = (status: string): string => `SELECT count(*) FROM lives WHERE (
    SELECT c.status FROM classifications c WHERE c.household_id = household AND ${holds("c.valid_from", "c.valid_to")}
    ORDER BY c.valid_from DESC, c.created_at DESC, c.id LIMIT 1) = '${status}'`;

const headed = (meetings: string): string => `SELECT sum(coalesce(m.people,
    (SELECT count(*) FROM meeting_households h WHERE h.meeting_id = m.id AND h.came))) FROM ${meetings} m WHERE ${MINE}`;

const chosen = (kind: string): string => `SELECT count(*) FROM designations
  WHERE kind = '${kind}' AND year = :year AND ${holds("chosen_on", "ended_on")} AND coalesce(unit_id, chosen_by) IN (SELECT unit_id FROM scope)`;

const results = (kind: string): string =>
  `SELECT count(*) FROM work_results WHERE kind = '${kind}' AND ${HOUSEHOLD} AND ${within("happened_on")}`;

/** Of a service: households that lacked it on some day of the period, and households that got it in the period. */
function service(name: string, ...categories: string[]): Record<string, string> {
  const of = `FROM needs WHERE ${HOUSEHOLD} AND category IN (${categories.map((one) => `'${one}'`).join(", ")})`;
  return {
    [`need_${name}`]: `SELECT count(DISTINCT household_id) ${of} AND status <> 'withdrawn'
      AND daterange(noted_on, closed_on, '[]') && daterange(:first, :last, '[]')`,
    [`met_${name}`]: `SELECT count(DISTINCT household_id) ${of} AND status = 'received' AND ${within("closed_on")}`,
  };
}

export const BY_ANOTHER_HAND: Readonly<Record<string, string>> = {
  communications: `SELECT sum(times) FROM communications WHERE ${MINE} AND ${within("done_on")}`,
  people_reached: `SELECT sum(reached) FROM communications WHERE ${MINE} AND ${within("done_on")}`,
  committee_members: `SELECT count(*) FROM committee_members WHERE ${MINE} AND ${holds("valid_from", "valid_to")}`,
  // What was given to a unit holds for all in it: only numbers count that no unit around them has been given.
  quota: `SELECT sum(q.quota) FROM enrolment_quotas q WHERE q.year = :year AND ${MINE} AND NOT EXISTS (
    SELECT FROM unit_versions v JOIN enrolment_quotas around ON around.unit_id = v.parent_id AND around.year = :year
    WHERE v.unit_id = q.unit_id AND v.parent_id IN (SELECT unit_id FROM scope))`,
  taking_part: "SELECT count(*) FROM at_the_end",
  joined: `SELECT count(DISTINCT t.household) FROM taking_part t WHERE ${within("t.day")}
    AND NOT EXISTS (SELECT FROM taking_part eve WHERE eve.household = t.household AND eve.day = t.day - 1)`,
  replaced: left("replaced"),
  withdrawn: left("withdrawn"),
  left_poverty: left("left_poverty"),
  poor: classed("poor"),
  near_poor: classed("near_poor"),
  exits_registered: `SELECT count(*) FROM exit_registrations WHERE year = :year AND ${HOUSEHOLD} AND ${holds("registered_on", "withdrawn_on")}`,
  with_officer: `SELECT count(*) FROM at_the_end WHERE EXISTS (SELECT FROM assignments a
    WHERE a.household_id = household AND a.kind = 'officer' AND ${holds("a.valid_from", "a.valid_to")})`,
  with_plan: `SELECT count(*) FROM at_the_end WHERE EXISTS (SELECT FROM plans p WHERE p.household_id = household AND (
    SELECT e.status FROM plan_events e WHERE e.plan_id = p.id AND e.at < ((:last::date + 1) || ' 00:00:00+07')::timestamptz
    ORDER BY e.at DESC, e.id DESC LIMIT 1) IN ('approved', 'under_way', 'achieved'))`,
  with_entry: `SELECT count(DISTINCT household_id) FROM diary_entries WHERE ${HOUSEHOLD} AND ${within("happened_on")}`,
  visited: `SELECT count(DISTINCT household_id) FROM visits WHERE met = 'household' AND ${HOUSEHOLD} AND ${within("visited_on")}`,
  ...service("work", "job", "training", "abroad"),
  ...service("health", "insurance"),
  ...service("schooling", "schooling"),
  ...service("housing", "housing"),
  ...service("water", "water", "toilet"),
  ...service("information", "information"),
  borrowers: `SELECT count(DISTINCT household_id) FROM loans WHERE ${HOUSEHOLD} AND ${within("lent_on")}`,
  loan_amount: `SELECT sum(amount_lent) FROM loans WHERE ${HOUSEHOLD} AND ${within("lent_on")}`,
  supported: `SELECT count(DISTINCT household_id) FROM supports WHERE status = 'received' AND ${HOUSEHOLD} AND ${within("received_on")}`,
  support_amount: `SELECT sum(amount) FROM supports WHERE status = 'received' AND ${HOUSEHOLD} AND ${within("received_on")}`,
  courses: `SELECT count(*) FROM courses WHERE ${MINE}`,
  course_people: headed("courses"),
  market_links: `SELECT count(*) FROM lives
    WHERE household IN (SELECT household_id FROM supports WHERE category = 'market' AND status = 'received' AND ${within("received_on")})
      OR household IN (SELECT a.household_id FROM offer_answers a JOIN offers o ON o.id = a.offer_id
        WHERE o.kind = 'buyer' AND a.result IN ('attended', 'placed') AND ${within("a.result_on")})`,
  trained: results("training"),
  placed: results("job"),
  abroad: results("abroad"),
  models: `SELECT count(*) FROM models WHERE ${MINE} AND ${holds("started_on", "ended_on")}`,
  model_households: `SELECT count(DISTINCT mh.household_id) FROM model_households mh JOIN models m ON m.id = mh.model_id
    WHERE mh.household_id IN (SELECT household FROM lives) AND ${holds("mh.joined_on", "mh.left_on")} AND ${holds("m.started_on", "m.ended_on")}`,
  evaluations: `SELECT count(*) FROM model_evaluations WHERE ${within("evaluated_on")} AND model_id IN (SELECT id FROM models WHERE ${MINE})`,
  pilot_communes: chosen("commune"),
  pilot_hamlets: chosen("hamlet"),
  pilot_groups: chosen("group"),
  pilot_households: chosen("household"),
  meetings: `SELECT count(*) FROM dialogues WHERE ${MINE}`,
  meeting_people: headed("dialogues"),
  met_households: `SELECT count(*) FROM lives WHERE household IN (
    SELECT h.household_id FROM meeting_households h JOIN dialogues d ON d.id = h.meeting_id WHERE h.came)`,
  issues_raised: `SELECT count(*) FROM meeting_statements WHERE meeting_id IN (SELECT id FROM dialogues WHERE ${MINE})`,
  issues_solved: `SELECT count(*) FROM meeting_statements s WHERE meeting_id IN (SELECT id FROM dialogues WHERE ${MINE})
    AND (answered OR EXISTS (SELECT FROM agreed_actions a JOIN tasks t ON t.id = a.task_id WHERE a.statement_id = s.id
      AND t.done_at < ((:last::date + 1) || ' 00:00:00+07')::timestamptz))`,
};

const Count = z.object({ value: z.coerce.number() });

/** All of them for units that belong together, for a period. */
export async function figuresByAnotherHand(
  sql: Sql,
  units: readonly string[],
  { from, to, year }: Span,
): Promise<Record<string, number>> {
  const found: Record<string, number> = {};
  for (const [code, statement] of Object.entries(BY_ANOTHER_HAND)) {
    const filled =
      `WITH scope AS (SELECT unnest($1::uuid[]) AS unit_id), ${COMMON} SELECT (${statement}) AS value`
        .replaceAll(":first", `'${from}'`)
        .replaceAll(":last", `'${to}'`)
        .replaceAll(":year", String(year));
    const [row] = await sql.rows(Count, filled, [units]);
    found[code] = row?.value ?? -1;
  }
  return found;
}
