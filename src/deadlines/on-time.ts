import { z } from "zod";
import { localDateOf } from "../calendar/local-date.ts";
import { OBLIGATION_CODES } from "../calendar/obligations.ts";
import type { Sql } from "../turns/ports.ts";

const Row = z.object({
  obligation: z.enum(OBLIGATION_CODES),
  period: z.string(),
  last_day: z.string(),
  expected: z.int(),
  came_in: z.int(),
  on_time: z.int(),
  late: z.int(),
  forgiven: z.int(),
});
/** As DHIS2 counts: expected, came in (reporting rate), came in on time (timeliness); `late` is still missing. */
export type OnTime = z.infer<typeof Row>;

/**
 * The rates of these units by obligation and period, the newest first, of what is over: a unit whose day was moved ahead does
 * not count yet, and keeps none of the others from counting. What was forgiven is not expected.
 */
export async function onTimeRates(sql: Sql, units: readonly string[], now: Date): Promise<OnTime[]> {
  return sql.rows(
    Row,
    `SELECT obligation, period, max(last_day) AS last_day,
       count(*) FILTER (WHERE state <> 'forgiven')::int AS expected,
       count(*) FILTER (WHERE state IN ('submitted', 'accepted'))::int AS came_in,
       count(*) FILTER (WHERE state IN ('submitted', 'accepted')
         AND (submitted_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date <= last_day)::int AS on_time,
       count(*) FILTER (WHERE state NOT IN ('submitted', 'accepted', 'forgiven'))::int AS late,
       count(*) FILTER (WHERE state = 'forgiven')::int AS forgiven
     FROM submissions WHERE unit_id = ANY ($1::uuid[]) AND last_day < $2
     GROUP BY obligation, period ORDER BY min(last_day) DESC, obligation`,
    [units, localDateOf(now)],
  );
}
