import { z } from "zod";
import { parsePeriod } from "../calendar/periods.ts";
import type { Sql } from "../turns/ports.ts";

const Row = z.object({
  no_plan: z.int(),
  no_entry: z.int(),
  hamlets: z.int(),
  hamlets_not_met: z.int(),
  meeting_on: z.string().nullable(),
});
/** What a unit's record still lacks for a period, as numbers; null where there is nothing to say. */
export type Missing = {
  no_plan: number | null;
  no_entry: number | null;
  hamlets_not_met: number | null;
  meeting_on: string | null;
};

/**
 * What the record of a unit lacks for a period, so that a reminder can say it: households that take part and have no plan,
 * those without an entry in their book in the period, hamlets without a meeting in it, a meeting that is planned already.
 */
export async function missingFor(sql: Sql, unit: string, period: string, today: string): Promise<Missing> {
  const parsed = parsePeriod(period);
  if (parsed === null) return NOTHING;
  const to = parsed.to < today ? parsed.to : today;
  const [row] = await sql.rows(
    Row,
    `WITH RECURSIVE below (unit_id, type) AS (
       SELECT $1::uuid, '' UNION
       SELECT v.unit_id, v.type FROM unit_versions v JOIN below b ON v.parent_id = b.unit_id
       WHERE v.valid_from <= $4 AND (v.valid_to IS NULL OR v.valid_to > $4)
     ), here AS (SELECT h.id FROM households h JOIN below USING (unit_id)),
     met AS (SELECT m.unit_id FROM meetings m JOIN below USING (unit_id)
       WHERE m.kind = 'dialogue' AND m.status = 'held' AND m.meets_on BETWEEN $2 AND $3)
     SELECT (SELECT count(*)::int FROM here h WHERE NOT EXISTS (SELECT FROM plans p WHERE p.household_id = h.id
         AND p.status NOT IN ('draft', 'refused', 'ended_early'))) AS no_plan,
       (SELECT count(*)::int FROM here h WHERE NOT EXISTS (SELECT FROM diary_entries d WHERE d.household_id = h.id
         AND d.happened_on BETWEEN $2 AND $3)) AS no_entry,
       (SELECT count(*)::int FROM below WHERE type <> '') AS hamlets,
       (SELECT count(*)::int FROM below b WHERE type <> '' AND NOT EXISTS (SELECT FROM met WHERE met.unit_id = b.unit_id))
         AS hamlets_not_met,
       (SELECT min(m.meets_on) FROM meetings m JOIN below USING (unit_id)
         WHERE m.kind = 'dialogue' AND m.status = 'planned' AND m.meets_on BETWEEN $4 AND $5) AS meeting_on`,
    [unit, parsed.from, to, today, parsed.to],
  );
  if (row === undefined) return NOTHING;
  return {
    no_plan: some(row.no_plan),
    no_entry: some(row.no_entry),
    hamlets_not_met: row.hamlets_not_met < row.hamlets ? some(row.hamlets_not_met) : null,
    meeting_on: row.meeting_on,
  };
}

const NOTHING: Missing = { no_plan: null, no_entry: null, hamlets_not_met: null, meeting_on: null };

function some(count: number): number | null {
  return count === 0 ? null : count;
}
