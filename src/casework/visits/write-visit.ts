import { z } from "zod";
import type { LocalDate } from "../../calendar/local-date.ts";
import type { CommandContext } from "../../turns/command.ts";

const IdRow = z.object({ id: z.string() });

/**
 * Puts a visit on record and gives its id. A second one of the same person on the same day is the same visit, told better:
 * that somebody was met stays, notes are joined, and what stood there is kept for `dropVisit`.
 */
export async function writeVisit(
  { sql, now, me }: Pick<CommandContext, "sql" | "now" | "me">,
  household: string,
  visitor: string,
  today: LocalDate,
  { met, how, note }: { met: string; how: string; note: string | null },
): Promise<string | null> {
  const [same] = await sql.rows(
    IdRow,
    `UPDATE visits SET met = CASE WHEN $4 = 'household' THEN $4 ELSE met END,
       before = jsonb_build_object('met', met, 'how', how, 'note', note, 'next_on', next_on, 'visited_on', visited_on,
         'at', created_at, 'before', before),
       how = CASE WHEN $4 = 'household' THEN $5 ELSE how END, note = coalesce(nullif(concat_ws(' · ', note, $6::text), ''), note), created_at = $7
     WHERE id = (SELECT id FROM visits WHERE household_id = $1 AND visitor_id = $2 AND visited_on = $3
       ORDER BY created_at DESC LIMIT 1) RETURNING id`,
    [household, visitor, today, met, how, note, now],
  );
  if (same !== undefined) return same.id;
  const [row] = await sql.rows(
    IdRow,
    `INSERT INTO visits (id, household_id, visitor_id, visited_on, met, how, note, entered_by, created_at)
     VALUES (gen_random_uuid(), $1, $2, $3, $4, $5, $6, $7, $8) RETURNING id`,
    [household, visitor, today, met, how, note, me.person, now],
  );
  return row?.id ?? null;
}
