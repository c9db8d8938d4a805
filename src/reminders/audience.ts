import { z } from "zod";
import { DAY_MS, localDateOf } from "../calendar/local-date.ts";
import { unitsWhere, type Asking } from "../registry/rights.ts";
import { COUNTED_TOLD } from "../turns/counted-told.ts";
import type { Pace } from "../turns/pacer.ts";
import { CHANNELS } from "../turns/ports.ts";
import type { Sql } from "../turns/ports.ts";
import { pricesOn } from "./choose-road.ts";
import { sumUp, type Preview } from "./sum-up.ts";

/** Whom a message is for, put together by taps. What is null does not narrow it down. */
export const Audience = z.object({
  unit: z.string(),
  who: z.enum(["households", "officers", "leaders"]),
  /** The status of the enrolment, of households only. */
  status: z.string().nullable(),
  /** The livelihood of the household's latest plan. */
  livelihood: z.string().nullable(),
  locale: z.string().nullable(),
  /** Not heard from for so many days. */
  silent_days: z.int().nullable(),
});
export type Audience = z.infer<typeof Audience>;

/**
 * Pushes that a person gets in seven days before campaigns leave her alone: reminders, broadcasts, and what others' acts tell
 * her (`turns/counted-told.ts` has what does not count). Reminders of duties do not wait for this.
 */
const PUSHES_A_WEEK = 5;

/**
 * SQL of the accounts that an audience means, with the reason for which one is left out, or null. Parameters: $1 units,
 * $2 who, $3 status, $4 livelihood, $5 locale, $6 silent since, $7 now, $8 today, $9 pushes a week.
 * A household is reached on the account where it was last seen; an account that serves several is written to once.
 */
export const CANDIDATES = `
  pushed AS (
    SELECT contact_id, count(*) AS pushes FROM (
      SELECT contact_id FROM outbox
      WHERE purpose = 'push' AND status = 'sent' AND sent_at > $7::timestamptz - interval '7 days'
      UNION ALL
      SELECT i.contact_id FROM inbox i
      WHERE i.handled_at > $7::timestamptz - interval '7 days' AND ${COUNTED_TOLD}
    ) of_the_week GROUP BY contact_id
  ), resting (unit_id) AS (
    SELECT unit_id FROM unit_pauses WHERE from_day <= $8 AND to_day >= $8 AND (ended_at IS NULL OR ended_at > $7)
    UNION
    SELECT v.unit_id FROM unit_versions v JOIN resting r ON v.parent_id = r.unit_id
    WHERE v.valid_from <= $8 AND (v.valid_to IS NULL OR v.valid_to > $8)
  ), reached (contact_id, unit_id) AS (
    SELECT hc.contact_id, h.unit_id FROM households h
    JOIN household_contacts hc ON hc.household_id = h.id AND hc.valid_from <= $8 AND (hc.valid_to IS NULL OR hc.valid_to > $8)
    JOIN contacts c ON c.id = hc.contact_id
    WHERE $2 = 'households' AND h.unit_id = ANY ($1::uuid[])
      AND ($3::text IS NULL OR EXISTS (SELECT FROM enrolments e WHERE e.household_id = h.id AND e.status = $3
        AND e.valid_from <= $8 AND (e.valid_to IS NULL OR e.valid_to > $8)))
      AND ($4::text IS NULL OR $4 = (SELECT pv.livelihood FROM plans p JOIN plan_versions pv ON pv.plan_id = p.id
        WHERE p.household_id = h.id ORDER BY p.created_at DESC, pv.version DESC LIMIT 1))
      AND NOT EXISTS (SELECT FROM household_contacts oc JOIN contacts o ON o.id = oc.contact_id
        WHERE oc.household_id = h.id AND oc.valid_to IS NULL AND o.id <> c.id AND o.state = 'active' AND NOT o.reminders_off
          AND (c.state <> 'active' OR c.reminders_off OR (coalesce(o.last_interaction_at, '-infinity'), o.id)
            > (coalesce(c.last_interaction_at, '-infinity'), c.id)))
    UNION ALL
    SELECT c.id, r.unit_id FROM roles r JOIN contacts c ON c.person_id = r.person_id
    WHERE r.role = CASE $2 WHEN 'officers' THEN 'officer' WHEN 'leaders' THEN 'leader' END
      AND r.unit_id = ANY ($1::uuid[]) AND r.valid_from <= $8 AND (r.valid_to IS NULL OR r.valid_to > $8)
      AND NOT EXISTS (SELECT FROM contacts o WHERE o.person_id = r.person_id AND o.id <> c.id AND o.state = 'active'
        AND (c.state <> 'active' OR (coalesce(o.last_interaction_at, '-infinity'), o.id)
          > (coalesce(c.last_interaction_at, '-infinity'), c.id)))
  ), candidates AS (
    SELECT DISTINCT ON (c.id) c.id, c.channel, c.external_id, c.last_interaction_at, CASE
        WHEN c.state <> 'active' THEN 'blocked'
        WHEN c.reminders_off THEN 'stopped'
        WHEN r.unit_id IN (SELECT unit_id FROM resting) THEN 'resting'
        WHEN coalesce(p.pushes, 0) >= $9 THEN 'enough_this_week'
        WHEN c.channel = 'zalo-oa' AND (c.last_interaction_at IS NULL OR c.last_interaction_at < $7::timestamptz - interval '7 days')
          THEN 'window_closed'
      END AS reason
    FROM reached r JOIN contacts c ON c.id = r.contact_id LEFT JOIN pushed p ON p.contact_id = c.id
    WHERE ($5::text IS NULL OR c.locale = $5)
      AND ($6::timestamptz IS NULL OR c.last_interaction_at IS NULL OR c.last_interaction_at < $6)
    ORDER BY c.id
  )`;

/** The parameters of CANDIDATES. `units` are those that the audience's unit holds. */
export function candidateParams(audience: Audience, units: readonly string[], now: Date): unknown[] {
  const { who, status, livelihood, locale, silent_days } = audience;
  return [
    units,
    who,
    status,
    livelihood,
    locale,
    silent_days === null ? null : new Date(now.getTime() - silent_days * DAY_MS),
    now,
    localDateOf(now),
    PUSHES_A_WEEK,
  ];
}

const UnitRow = z.object({ unit_id: z.string() });

/** The unit and everything below it today. */
export async function unitsBelow(sql: Sql, unit: string, now: Date): Promise<string[]> {
  const rows = await sql.rows(
    UnitRow,
    `WITH RECURSIVE below (unit_id) AS (
       SELECT $1::uuid UNION SELECT v.unit_id FROM unit_versions v JOIN below b ON v.parent_id = b.unit_id
       WHERE v.valid_from <= $2 AND (v.valid_to IS NULL OR v.valid_to > $2)
     ) SELECT unit_id FROM below`,
    [unit, localDateOf(now)],
  );
  return rows.map(({ unit_id }) => unit_id);
}

/** Whether the person may write to this unit's people: she leads it, or oversees it. */
export async function mayBroadcast(asking: Asking, unit: string): Promise<boolean> {
  return (await unitsWhere(asking, "broadcast")).includes(unit);
}

const CandidateRow = z.object({
  channel: z.enum(CHANNELS),
  externalId: z.string(),
  lastInteractionAt: z.date().nullable(),
  reason: z.string().nullable(),
  n: z.int(),
});

/** Counts an audience: how many, by which road, who is left out and why, what it costs and how long it takes. */
export async function previewOf(
  sql: Sql,
  audience: Audience,
  { now, pace }: { now: Date; pace: Pace },
): Promise<Preview> {
  const rows = await sql.rows(
    CandidateRow,
    `WITH RECURSIVE ${CANDIDATES}
     SELECT channel, split_part(external_id, ':', 1) || ':' AS "externalId",
       date_trunc('hour', last_interaction_at) AS "lastInteractionAt", reason, count(*)::int AS n
     FROM candidates GROUP BY 1, 2, 3, 4`,
    candidateParams(audience, await unitsBelow(sql, audience.unit, now), now),
  );
  return sumUp(rows, await pricesOn(sql, now), { now, pace });
}
