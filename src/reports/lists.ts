import type { z } from "zod";
import type { Sql } from "../turns/ports.ts";
import { COMMON, paramsOf } from "./compute-figures.ts";
import { dayOf } from "./figures/figure.ts";
import { endedIn } from "./figures/households.ts";
import { PLAN_HOLDS } from "./figures/plans.ts";
import { BY_NAME } from "./inside.ts";
import { ReportData } from "./report-data.ts";
import type { Span } from "./span.ts";

const { shape } = ReportData;
const Of = <K extends "households" | "meetings" | "models" | "pilots" | "sources" | "needs">(
  key: K,
): (typeof shape)[K]["element"] => shape[key].element;

/**
 * What stands in the annexes and tables of a report beside its figures. Numbers come from the database as numbers. Without
 * names a household that was chosen as an example is a line of its place.
 */
export async function listsOf(
  sql: Sql,
  unit: string,
  span: Span,
  withNames: boolean,
): Promise<Pick<ReportData, "households" | "meetings" | "models" | "pilots" | "sources" | "needs">> {
  const params = paramsOf(unit, span);
  const rows = <T>(row: z.ZodType<T>, statement: string): Promise<T[]> =>
    sql.rows(row, `${COMMON} ${statement}`, params);
  return {
    households: withNames ? byUnit(await rows(Of("households"), HOUSEHOLDS)) : [],
    // A province's annex has them commune by commune; each of its hamlets' meetings would fill a book.
    meetings: withNames ? await rows(Of("meetings"), MEETINGS) : [],
    models: byUnit(await rows(Of("models"), MODELS)),
    pilots: (await rows(Of("pilots"), PILOTS)).map((row) =>
      withNames || row.kind !== "household" ? row : { ...row, name: "" },
    ),
    sources: await sourcesOf(sql, unit, span),
    needs: await openNeeds(sql, unit, span),
  };
}

/** Money that reached households in the span, by where it came from; the largest first. */
export async function sourcesOf(sql: Sql, unit: string, span: Span): Promise<ReportData["sources"]> {
  return sql.rows(Of("sources"), `${COMMON} ${SOURCES}`, paramsOf(unit, span));
}

/** Needs that are open on the last day, by category. */
export async function openNeeds(sql: Sql, unit: string, span: Span): Promise<ReportData["needs"]> {
  return sql.rows(Of("needs"), `${COMMON} ${NEEDS}`, paramsOf(unit, span));
}

function byUnit<T extends { unit: string; name: string }>(rows: readonly T[]): T[] {
  return rows.toSorted((a, b) => BY_NAME.compare(a.unit, b.unit) || BY_NAME.compare(a.name, b.name));
}

/** The name of a unit on the last day; deeper than one level down with that of the unit around it: "Ấp 3, Mỹ Hòa". */
const UNIT_NAME = (id: string): string =>
  `coalesce((SELECT CASE WHEN $1 IN (v.unit_id, v.parent_id) THEN v.name ELSE concat_ws(', ', v.name, up.name) END
    FROM unit_versions v LEFT JOIN unit_versions up ON up.unit_id = v.parent_id AND up.valid_from <= $3
      AND (up.valid_to IS NULL OR up.valid_to > $3)
    WHERE v.unit_id = ${id} AND v.valid_from <= $3 AND (v.valid_to IS NULL OR v.valid_to > $3) LIMIT 1), '')`;

/** Annex 1: who takes part on the last day, and who left poverty in the period. */
const HOUSEHOLDS = `SELECT here.head_name AS name,
    (SELECT p.birth_year FROM household_members hm JOIN people p ON p.id = hm.person_id
      WHERE hm.household_id = here.household_id AND hm.relation = 'head' AND hm.valid_from <= $3
        AND (hm.valid_to IS NULL OR hm.valid_to > $3) ORDER BY hm.valid_from DESC LIMIT 1) AS birth,
    ${UNIT_NAME("here.unit_id")} AS unit,
    (SELECT c.status FROM classifications c WHERE c.household_id = here.household_id AND c.valid_from <= $3
      AND (c.valid_to IS NULL OR c.valid_to > $3) ORDER BY c.valid_from DESC, c.created_at DESC, c.id LIMIT 1) AS class,
    plan.livelihood, plan.own_words,
    money.amount::float8 AS capital, money.source,
    (SELECT p.name FROM assignments a JOIN people p ON p.id = a.person_id WHERE a.household_id = here.household_id
      AND a.kind = 'officer' AND a.valid_from <= $3 AND (a.valid_to IS NULL OR a.valid_to > $3) ORDER BY a.valid_from DESC, a.id LIMIT 1) AS officer,
    plan.status AS plan,
    EXISTS (SELECT FROM enrolments e WHERE e.household_id = here.household_id
      AND ${endedIn("left_poverty")}) AS left
  FROM here
  LEFT JOIN LATERAL (SELECT v.livelihood, v.own_words, state.status FROM plans pl
    JOIN LATERAL (SELECT e.status, e.version FROM plan_events e WHERE e.plan_id = pl.id AND ${dayOf("e.at")} <= $3
      ORDER BY e.at DESC, e.id DESC LIMIT 1) state ON state.status IN ${PLAN_HOLDS}
    LEFT JOIN plan_versions v ON v.plan_id = pl.id AND v.version = state.version
    WHERE pl.household_id = here.household_id ORDER BY pl.created_at DESC LIMIT 1) plan ON true
  LEFT JOIN LATERAL (SELECT sum(m.amount) AS amount, string_agg(DISTINCT m.source, ', ') AS source FROM (
      SELECT l.amount_lent AS amount, 'policy_bank' AS source FROM loans l WHERE l.household_id = here.household_id
        AND l.lent_on BETWEEN $2 AND $3
      UNION ALL
      SELECT s.amount, s.source FROM supports s WHERE s.household_id = here.household_id AND s.status = 'received'
        AND s.received_on BETWEEN $2 AND $3) m) money ON true
  WHERE here.household_id IN (SELECT household_id FROM taking_part)
    OR EXISTS (SELECT FROM enrolments e WHERE e.household_id = here.household_id
      AND ${endedIn("left_poverty")})
  ORDER BY unit, here.head_name, here.household_id`;

/** Annex 3: meetings of every kind that were held in the period. */
const MEETINGS = `SELECT m.meets_on AS on, m.kind, ${UNIT_NAME("p.home_id")} AS unit, m.place,
    (SELECT name FROM people WHERE id = m.chair_id) AS chair,
    coalesce(m.people, (SELECT count(*) FROM meeting_households mh WHERE mh.meeting_id = m.id AND mh.came))::float8 AS people,
    m.topics,
    (SELECT count(*) FROM meeting_statements s WHERE s.meeting_id = m.id)::float8 AS raised,
    (SELECT count(*) FROM meeting_statements s WHERE s.meeting_id = m.id AND (s.answered OR EXISTS (
      SELECT FROM agreed_actions a JOIN tasks t ON t.id = a.task_id WHERE a.statement_id = s.id
        AND t.done_at IS NOT NULL AND ${dayOf("t.done_at")} <= $3)))::float8 AS solved
  FROM meetings m JOIN place p USING (unit_id)
  WHERE m.status = 'held' AND m.meets_on BETWEEN $2 AND $3 ORDER BY m.meets_on, unit, m.id`;

/** Annex 4: models on the last day, with their newest evaluation up to then. */
const MODELS = `SELECT m.name, ${UNIT_NAME("p.home_id")} AS unit, m.started_on AS started,
    (SELECT count(*) FROM model_households mh WHERE mh.model_id = m.id AND mh.joined_on <= $3
      AND (mh.left_on IS NULL OR mh.left_on > $3))::float8 AS households,
    e.cost::float8 AS cost, e.result, e.rating
  FROM models m JOIN place p USING (unit_id)
  LEFT JOIN LATERAL (SELECT cost, result, rating FROM model_evaluations WHERE model_id = m.id AND evaluated_on <= $3
    ORDER BY evaluated_on DESC LIMIT 1) e ON true
  WHERE m.started_on <= $3 AND (m.ended_on IS NULL OR m.ended_on > $3) ORDER BY unit, m.name, m.id`;

/** Annex 4: what was chosen as an example in the year. */
const PILOTS = `SELECT d.kind, coalesce((SELECT h.head_name FROM households h WHERE h.id = d.household_id), ${UNIT_NAME("d.unit_id")}) AS name,
    ${UNIT_NAME("p.home_id")} AS unit, d.chosen_on AS on
  FROM designations d JOIN place p ON p.unit_id = coalesce(d.unit_id, d.chosen_by)
  WHERE d.year = $4 AND d.chosen_on <= $3 AND (d.ended_on IS NULL OR d.ended_on > $3) ORDER BY d.kind, name, d.id`;

/** Money that reached households in the period, by where it came from. */
const SOURCES = `SELECT source, sum(amount)::float8 AS amount, count(DISTINCT household_id)::float8 AS households FROM (
    SELECT 'policy_bank' AS source, l.amount_lent AS amount, l.household_id FROM loans l JOIN here USING (household_id)
    WHERE l.lent_on BETWEEN $2 AND $3 AND l.amount_lent IS NOT NULL
    UNION ALL
    SELECT coalesce(s.source, 'other'), s.amount, s.household_id FROM supports s JOIN here USING (household_id)
    WHERE s.status = 'received' AND s.received_on BETWEEN $2 AND $3 AND s.amount IS NOT NULL) money
  GROUP BY source ORDER BY 2 DESC, 1`;

/** Needs that were open at the end of the last day, with what they would cost where that is known. */
const NEEDS = `SELECT n.category, count(DISTINCT n.household_id)::float8 AS households, coalesce(sum(n.cost), 0)::float8 AS cost
  FROM needs n JOIN here USING (household_id)
  WHERE n.noted_on <= $3 AND (n.closed_on IS NULL OR n.closed_on > $3) AND n.status <> 'withdrawn'
  GROUP BY n.category ORDER BY 2 DESC, 1`;
