import { z } from "zod";
import type { LocalDate } from "../calendar/local-date.ts";
import type { Pause } from "../calendar/pauses.ts";
import type { Sql } from "../turns/ports.ts";

const Row = z.object({ unit: z.string(), from: z.string(), to: z.string(), reason: z.string() });

/** A pause, with the unit for which it was asked. */
export type UnitPause = Pause & { unit: string };

/** The pauses that hold for each of these units between two days, its own and those of the units around it. */
export async function pausesOf(
  sql: Sql,
  units: readonly string[],
  from: LocalDate,
  to: LocalDate,
): Promise<Map<string, UnitPause[]>> {
  const rows = await sql.rows(
    Row.extend({ asked: z.string() }),
    `WITH RECURSIVE up (asked, unit_id, depth) AS (
       SELECT u, u, 0 FROM unnest($1::uuid[]) AS u
       UNION
       SELECT up.asked, v.parent_id, up.depth + 1 FROM up JOIN unit_versions v ON v.unit_id = up.unit_id
       WHERE v.parent_id IS NOT NULL AND v.valid_from <= $3 AND (v.valid_to IS NULL OR v.valid_to > $2) AND up.depth < 20
     )
     SELECT DISTINCT up.asked, p.unit_id AS unit, p.from_day AS "from",
       least(p.to_day, (p.ended_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date - 1) AS "to", p.reason
     FROM up JOIN unit_pauses p USING (unit_id) WHERE p.from_day <= $3 AND p.to_day >= $2 ORDER BY "from"`,
    [units, from, to],
  );
  const found = new Map<string, UnitPause[]>();
  for (const { asked, ...pause } of rows)
    if (pause.to >= from && pause.to >= pause.from) found.set(asked, [...(found.get(asked) ?? []), pause]);
  return found;
}
