import { z } from "zod";
import type { Pace } from "../turns/pacer.ts";
import { CHANNELS, type Sql } from "../turns/ports.ts";
import { pricesOn } from "./choose-road.ts";
import { sumUp, type Preview } from "./sum-up.ts";

const Row = z.object({
  channel: z.enum(CHANNELS),
  externalId: z.string(),
  lastInteractionAt: z.date().nullable(),
  locale: z.string(),
  n: z.int(),
});

/**
 * What something sent to these households would mean: by which road, at what cost, how long, and how many read another
 * language than `locale`. A household is reached on the account where it was last seen; without one it does not count.
 */
export async function reachHouseholds(
  sql: Sql,
  households: readonly string[],
  { now, pace, locale }: { now: Date; pace: Pace; locale: string },
): Promise<Preview & { other_language: number }> {
  const rows = await sql.rows(
    Row,
    `SELECT channel, split_part(external_id, ':', 1) || ':' AS "externalId",
       date_trunc('hour', last_interaction_at) AS "lastInteractionAt", locale, count(*)::int AS n
     FROM (SELECT DISTINCT ON (hc.household_id) c.channel, c.external_id, c.last_interaction_at, c.locale
       FROM household_contacts hc JOIN contacts c ON c.id = hc.contact_id
       WHERE hc.household_id = ANY ($1::uuid[]) AND hc.valid_to IS NULL AND c.state = 'active' AND NOT c.reminders_off
       ORDER BY hc.household_id, c.last_interaction_at DESC NULLS LAST, c.id) reached
     GROUP BY 1, 2, 3, 4`,
    [households],
  );
  const counted = rows.map((row) => ({ ...row, reason: null }));
  return {
    ...sumUp(counted, await pricesOn(sql, now), { now, pace }),
    other_language: rows.reduce((sum, row) => sum + (row.locale === locale ? 0 : row.n), 0),
  };
}
