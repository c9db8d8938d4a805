import { localDateOf } from "../../calendar/local-date.ts";
import { periodOf, type Period } from "../../calendar/periods.ts";
import { addTaskOnce } from "../../desk/add-task.ts";
import type { CommandContext } from "../../turns/command.ts";
import type { Sql } from "../../turns/ports.ts";
import { communesWithoutMeeting, dutyBegins, meetingDutyKey } from "./meeting-duty.ts";

/**
 * Opens the task of the quarterly meeting for whoever leads a commune, where the day for that has come and nobody has met.
 * It says nothing: the ladder of the deadline reminds of the same meeting, and one voice is enough. Doing it again changes
 * nothing. Run every day.
 */
export async function planMeetingDuty(sql: Sql, now: Date): Promise<void> {
  const today = localDateOf(now);
  const quarter = periodOf("quarter", today);
  if (today < dutyBegins(quarter)) return;
  for (const unit of await communesWithoutMeeting(sql, quarter, now))
    await openMeetingDuty({ sql, now }, unit, quarter);
}

/** The task of the unit's leader, once a quarter; its window ends with the quarter. */
async function openMeetingDuty(
  writing: Pick<CommandContext, "sql" | "now">,
  unit: string,
  quarter: Period,
): Promise<void> {
  await addTaskOnce(
    writing,
    meetingDutyKey(unit, quarter),
    {
      kind: "meeting_due",
      household: null,
      note: null,
      from: dutyBegins(quarter),
      due: quarter.to,
      until: quarter.to,
      source: { kind: "duty", id: quarter.id },
    },
    { unit },
  );
}
