import type { CommandContext } from "../turns/command.ts";
import type { DueRow } from "./ledger-rows.ts";
import { morningOf } from "./morning-hour.ts";

/**
 * Lets reminders that can wait ride on the next thing the person writes: the timer is due as soon as she does. Where she
 * does not, it is due on the last day in time, and by then a later rung has been told by the road that costs.
 */
export async function holdUntilWritten(
  { sql, contactId, me, now }: Pick<CommandContext, "sql" | "contactId" | "me" | "now">,
  held: readonly DueRow[],
): Promise<void> {
  const last = held
    .map(({ last_day }) => last_day)
    .toSorted()
    .at(-1);
  if (last === undefined) return;
  await sql.run(
    `INSERT INTO timers (key, kind, contact_id, person_id, payload, due_at, created_at, held)
     VALUES ('held:' || $1::uuid, 'deadline', $1::uuid, $2, $3::jsonb, $4, $5, true)
     ON CONFLICT (key) DO UPDATE SET due_at = excluded.due_at, held = true, fired_at = NULL, outcome = NULL`,
    [
      contactId,
      me.person,
      JSON.stringify({ kind: "start", flow: "deadline", vars: { day: last } }),
      morningOf(last),
      now,
    ],
  );
}
