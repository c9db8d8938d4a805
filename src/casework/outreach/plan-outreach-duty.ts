import { z } from "zod";
import { addDays, addMonths, localDateOf } from "../../calendar/local-date.ts";
import { addTaskOnce } from "../../desk/add-task.ts";
import type { Sql } from "../../turns/ports.ts";
import { COMMUNE_TYPES } from "../../domain/unit-types.ts";
import { communesLed } from "../meetings/meeting-duty.ts";
import { OUTREACH_DUTY, outreachDutyKey } from "./forms.ts";

const UnitRow = z.object({ unit_id: z.string() });

/** From the middle of a month on, a commune that has read nothing out yet has it as a task of its leader. Run every day. */
export async function planOutreachDuty(sql: Sql, now: Date): Promise<void> {
  const today = localDateOf(now);
  const month = today.slice(0, 7);
  const first = `${month}-01`;
  const from = addDays(first, OUTREACH_DUTY.fromDay - 1);
  if (today < from) return;
  const last = addDays(addMonths(first, 1), -1);
  const units = await sql.rows(
    UnitRow,
    `WITH RECURSIVE ${communesLed("$1", "$2")}
     SELECT unit_id FROM commune c WHERE NOT EXISTS (
         SELECT FROM place p JOIN communications w ON w.unit_id = p.unit_id WHERE p.commune = c.unit_id
           AND w.form = $5 AND w.done_on BETWEEN $3 AND $4)
       AND NOT EXISTS (SELECT FROM tasks WHERE unit_id = c.unit_id AND kind = 'bulletin_due' AND source_id = $6)
     ORDER BY unit_id`,
    [today, COMMUNE_TYPES, first, last, OUTREACH_DUTY.form, month],
  );
  for (const { unit_id: unit } of units)
    await addTaskOnce(
      { sql, now },
      outreachDutyKey(unit, month),
      {
        kind: "bulletin_due",
        household: null,
        note: null,
        from,
        due: addDays(first, OUTREACH_DUTY.dueDay - 1),
        until: last,
        source: { kind: "duty", id: month },
      },
      { unit },
    );
}
