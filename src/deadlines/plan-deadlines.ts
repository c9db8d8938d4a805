import { z } from "zod";
import { addDays, instantAt, localDateOf } from "../calendar/local-date.ts";
import { COMMUNE_TYPES } from "../domain/unit-types.ts";
import type { CommandContext } from "../turns/command.ts";
import type { Sql } from "../turns/ports.ts";
import { comingDeadlines, shownDeadline } from "./coming.ts";
import { REMIND_AT_HOUR, RUNGS } from "./rungs.ts";

const KeyRow = z.object({ key: z.string() });
const LeaderRow = z.object({ person_id: z.string() });

/**
 * Plans the reminders of the report deadlines for everybody who leads a commune today, and takes back those of who does
 * not any more. Only rungs that are still to come; what is planned already stays as it is. Call it at the start, every
 * day, and after the clock was pushed.
 */
export async function planDeadlines(sql: Sql, remind: CommandContext["remind"], now: Date): Promise<void> {
  const today = localDateOf(now);
  const leaders = await sql.rows(
    LeaderRow,
    `SELECT DISTINCT r.person_id FROM roles r JOIN unit_versions v ON v.unit_id = r.unit_id
     WHERE r.role = 'leader' AND r.valid_from <= $1 AND (r.valid_to IS NULL OR r.valid_to > $1)
       AND v.type = ANY ($2) AND v.valid_from <= $1 AND (v.valid_to IS NULL OR v.valid_to > $1)
     ORDER BY r.person_id`,
    [today, COMMUNE_TYPES],
  );
  const people = leaders.map(({ person_id }) => person_id);
  await sql.run(
    "DELETE FROM timers WHERE kind = 'deadline' AND fired_at IS NULL AND person_id <> ALL ($1::uuid[])",
    [people],
  );
  const planned = await sql.rows(KeyRow, "SELECT key FROM timers WHERE kind = 'deadline'");
  const known = new Set(planned.map(({ key }) => key));
  for (const deadline of comingDeadlines(today)) {
    const rungs = RUNGS.find(({ obligation }) => obligation === deadline.obligation)?.daysBefore ?? [];
    for (const rung of rungs) {
      const date = addDays(deadline.due, -rung);
      const dueAt = instantAt(date, REMIND_AT_HOUR);
      if (dueAt <= now) continue;
      for (const person of people) {
        const key = `deadline:${deadline.obligation}:${deadline.period.id}:T-${rung}:${person}`;
        if (known.has(key)) continue;
        await remind({
          key,
          kind: "deadline",
          audience: { person },
          dueAt,
          flow: "deadline",
          vars: shownDeadline(deadline, date),
        });
      }
    }
  }
}
