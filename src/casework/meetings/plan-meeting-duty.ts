import { addDays, instantAt, localDateOf } from "../../calendar/local-date.ts";
import { nextPeriod, periodOf, type Period } from "../../calendar/periods.ts";
import { addTaskOnce } from "../../desk/add-task.ts";
import type { CommandContext } from "../../turns/command.ts";
import type { Sql } from "../../turns/ports.ts";
import { communesWithLeaders, dutyBegins, hasMet, MEETING_DUTY, meetingDutyKey } from "./meeting-duty.ts";

/** Leaders are reminded at the beginning of the office day. */
const REMIND_AT_HOUR = 8;

/**
 * Plans the reminders of the quarterly meeting for whoever leads a commune, of this quarter and the next, and opens the
 * task where the day for that has come and nobody has met. Planning it again changes nothing. Run every day.
 */
export async function planMeetingDuty(sql: Sql, remind: CommandContext["remind"], now: Date): Promise<void> {
  const today = localDateOf(now);
  const quarter = periodOf("quarter", today);
  for (const { unit, leader } of await communesWithLeaders(sql, now)) {
    for (const one of [quarter, nextPeriod(quarter)]) await remindOfDuty(remind, now, one, unit, leader);
    if (today >= dutyBegins(quarter) && !(await hasMet(sql, unit, quarter)))
      await openMeetingDuty({ sql, now }, unit, quarter);
  }
}

/** The task of the unit's leader, once a quarter; its window ends with the quarter. */
export async function openMeetingDuty(
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

async function remindOfDuty(
  remind: CommandContext["remind"],
  now: Date,
  quarter: Period,
  unit: string,
  leader: string,
): Promise<void> {
  for (const day of MEETING_DUTY.remindOnDays) {
    const dueAt = instantAt(addDays(quarter.from, day), REMIND_AT_HOUR);
    if (dueAt <= now) continue;
    await remind({
      key: `${meetingDutyKey(unit, quarter)}:${day}:${leader}`,
      kind: "meeting_due",
      audience: { person: leader },
      dueAt,
      flow: "meeting_due",
      vars: { unit, quarter: quarter.id },
    });
  }
}
