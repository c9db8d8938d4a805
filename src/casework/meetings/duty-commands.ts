import { z } from "zod";
import { localDateOf } from "../../calendar/local-date.ts";
import { parsePeriod } from "../../calendar/periods.ts";
import { unitsWhere } from "../../registry/rights.ts";
import { command } from "../../turns/command.ts";
import { hasMet } from "./meeting-duty.ts";
import { openMeetingDuty } from "./plan-meeting-duty.ts";

const PlannedRow = z.object({ meets_on: z.string() });

/**
 * Whether a unit still owes its meeting of a quarter, asked by the reminder when it comes; writes the task where there is
 * none yet. `met` where it was held, where the quarter is over, or where the person leads the unit no more.
 */
export const meetingOwed = command({
  name: "casework.meeting_owed",
  takes: z.object({ unit: z.string(), quarter: z.string() }),
  codes: ["met"],
  async run(context, { unit, quarter: id }) {
    const { sql, now } = context;
    const quarter = parsePeriod(id);
    const today = localDateOf(now);
    if (quarter === null || quarter.to < today || !(await unitsWhere(context, "lead")).includes(unit))
      return { code: "met" };
    if (await hasMet(sql, unit, quarter)) return { code: "met" };
    await openMeetingDuty(context, unit, quarter);
    const [planned] = await sql.rows(
      PlannedRow,
      `SELECT meets_on FROM meetings WHERE unit_id = $1 AND kind = 'dialogue' AND status = 'planned'
         AND meets_on BETWEEN $2 AND $3 ORDER BY meets_on LIMIT 1`,
      [unit, today, quarter.to],
    );
    return {
      code: "ok",
      value: {
        quarter: quarter.index,
        year: quarter.year,
        due: quarter.to,
        planned: planned?.meets_on ?? null,
      },
    };
  },
});
