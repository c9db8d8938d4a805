import { z } from "zod";
import { addDays, localDateOf } from "../../calendar/local-date.ts";
import { addTaskOnce } from "../../desk/add-task.ts";
import { officerOf } from "../../registry/responsible.ts";
import type { Sql } from "../../turns/ports.ts";

/** A day that has passed by so much without a word becomes the officer's task. */
const SILENT_DAYS = 7;
const LateRow = z.object({
  id: z.string(),
  household_id: z.string(),
  what: z.string(),
  silent_since: z.string(),
  unit_id: z.string(),
});

/**
 * What was to be given back a week ago and nobody has said anything about since: a task, once for each day that was agreed on
 * and for each last word. That a next household is looked for does not keep it silent.
 */
export async function planReturnDuty(sql: Sql, now: Date): Promise<void> {
  const today = localDateOf(now);
  const late = await sql.rows(
    LateRow,
    `SELECT r.id, r.household_id, r.what, greatest(coalesce(r.promised_on, r.due_on), heard.day) AS silent_since, h.unit_id
     FROM returns r JOIN households h ON h.id = r.household_id, LATERAL (
       SELECT max(e.at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AS day FROM return_events e WHERE e.return_id = r.id) heard
     WHERE r.state = 'waiting' AND r.said_at IS NULL AND h.erased_at IS NULL
       AND greatest(coalesce(r.promised_on, r.due_on), heard.day) <= $1 AND NOT EXISTS (
         SELECT FROM tasks t WHERE t.source = 'return' AND t.source_id = r.id::text AND t.done_at IS NULL
           AND t.kind IN ('return_said', 'return_late'))
     ORDER BY silent_since, r.id`,
    [addDays(today, -SILENT_DAYS)],
  );
  for (const { id, household_id: household, what, silent_since: since, unit_id: unit } of late) {
    const officer = await officerOf({ sql, now }, household);
    await addTaskOnce(
      { sql, now },
      `return:${id}:${since}`,
      {
        kind: "return_late",
        household,
        note: what,
        due: addDays(today, SILENT_DAYS),
        source: { kind: "return", id },
      },
      officer === null ? { unit } : { person: officer.id },
    );
  }
}
