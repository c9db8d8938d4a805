import { homeSql } from "../../registry/units/on-date.ts";

/** What a figure counts in: households, people, times, units … are whole numbers; money is whole đồng. */
export type Measure = "households" | "people" | "times" | "things" | "money";

/**
 * One figure of the thematic report, by one SQL that lists what is behind it: the number is the length of the list, or the
 * sum of its amounts, so that the two cannot disagree. Each row has `id`, `unit_id` (a unit that existed on the last day),
 * `label`, `detail`, `amount`. It may use the parts of `BEHIND` and $1 unit, $2 first day, $3 last day, $4 year.
 */
export type Figure = {
  code: string;
  measure: Measure;
  /** Counted from the amounts instead of the rows. */
  sums?: boolean;
  /** As it stands on the last day, not what happened in the period: never compared by adding periods up. */
  state?: boolean;
  /** Of households that take part no more, or not one row a household: cannot be narrowed down to those that take part. */
  beyond?: boolean;
  /** The words (`terms`) that the codes under `label` or `detail` are read by, where they are codes. */
  labels?: string;
  details?: string;
  sql: string;
};

/**
 * The same figure of those households only that take part on the last day. What is a share of them, or taken away from
 * them, must be a part of them: a household that left may have been visited too. Other figures stay as they are.
 */
export function amongParticipants(figure: Figure): Figure {
  if (figure.measure !== "households" || figure.sums === true || figure.beyond === true) return figure;
  return {
    ...figure,
    sql: `SELECT * FROM (${figure.sql}) counted WHERE id IN (SELECT household_id FROM taking_part)`,
  };
}

/**
 * SQL of the parts that every figure builds on, under the map of the last day ($3). `inside`: the unit and what lies in it.
 * `place`: where things of a unit that is no more are counted: with its heir, the one with the smallest id where there are
 * several, so that communes always add up to their province. `here`: the households by where they lived on that day.
 */
export const BEHIND = `WITH RECURSIVE inside (unit_id) AS (
  SELECT $1::uuid
  UNION
  SELECT v.unit_id FROM unit_versions v JOIN inside i ON v.parent_id = i.unit_id
  WHERE v.valid_from <= $3 AND (v.valid_to IS NULL OR v.valid_to > $3)
), heir (predecessor_id, successor_id) AS (
  SELECT s.predecessor_id, min(s.successor_id::text)::uuid FROM unit_successions s
  WHERE s.happened_on <= $3 AND NOT EXISTS (SELECT FROM unit_versions v WHERE v.unit_id = s.predecessor_id
    AND v.valid_from <= $3 AND (v.valid_to IS NULL OR v.valid_to > $3))
  GROUP BY s.predecessor_id
), place (unit_id, home_id) AS (
  SELECT unit_id, unit_id FROM inside
  UNION
  SELECT h.predecessor_id, p.home_id FROM heir h JOIN place p ON h.successor_id = p.unit_id
), here (household_id, unit_id, head_name) AS MATERIALIZED (
  SELECT h.id, home.unit_id, h.head_name FROM households h
  CROSS JOIN LATERAL (SELECT ${homeSql("$3")} AS unit_id) home
  WHERE home.unit_id IN (SELECT unit_id FROM inside)
), taking_part (household_id, unit_id, head_name) AS (
  SELECT here.* FROM here WHERE EXISTS (SELECT FROM enrolments e WHERE e.household_id = here.household_id
    AND e.status = 'taking_part' AND e.valid_from <= $3 AND (e.valid_to IS NULL OR e.valid_to > $3))
)`;

/** SQL of the day in Viet Nam of an instant. */
export function dayOf(instant: string): string {
  return `(${instant} AT TIME ZONE 'Asia/Ho_Chi_Minh')::date`;
}

/** SQL of a day as people read it, for details of a list. */
export function written(day: string): string {
  return `to_char(${day}, 'DD/MM/YYYY')`;
}
