import { z } from "zod";
import { addDays, addMonths, localDateOf } from "../../calendar/local-date.ts";
import { addTaskOnce } from "../../desk/add-task.ts";
import type { Sql } from "../../turns/ports.ts";
import { below } from "../followed.ts";
import { communesWithLeaders } from "../meetings/meeting-duty.ts";
import { OUTREACH_DUTY, outreachDutyKey } from "./forms.ts";

const DoneRow = z.object({ done: z.boolean() });

/** From the middle of a month on, a commune that has read nothing out yet has it as a task of its leader. Run every day. */
export async function planOutreachDuty(sql: Sql, now: Date): Promise<void> {
  const today = localDateOf(now);
  const month = today.slice(0, 7);
  const first = `${month}-01`;
  const from = addDays(first, OUTREACH_DUTY.fromDay - 1);
  if (today < from) return;
  const last = addDays(addMonths(first, 1), -1);
  const units = new Set((await communesWithLeaders(sql, now)).map(({ unit }) => unit));
  for (const unit of units) {
    const [row] = await sql.rows(
      DoneRow,
      `WITH RECURSIVE ${below("$1", "$3")}
       SELECT EXISTS (SELECT FROM communications WHERE unit_id IN (SELECT unit_id FROM below) AND form = $4
         AND done_on BETWEEN $2 AND $3) AS done`,
      [unit, first, last, OUTREACH_DUTY.form],
    );
    if (row?.done === true) continue;
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
}
