import { addDays, toLocalDate, type LocalDate } from "./local-date.ts";
import { OBLIGATIONS, type Ladder, type Obligation, type ObligationCode } from "./obligations.ts";
import { pausesBetween, type Pause } from "./pauses.ts";
import { periodsBetween, UNION_PERIODS, type Period, type PeriodSettings } from "./periods.ts";
import {
  lastWorkingDayBefore,
  lastWorkingDayBy,
  workingDaysAfter,
  workingDaysBefore,
} from "./working-days.ts";

/** A rung of the ladder: "T-14" is fourteen working days before the last working day, "T" that day. */
export type Reminder = { rung: string; date: LocalDate };

export type Deadline = {
  obligation: ObligationCode;
  period: Period;
  due: LocalDate;
  rule: Obligation["rule"];
  /** The last working day on which it is in time: T. */
  lastWorkingDay: LocalDate;
  reminders: Reminder[];
  /** Pauses that touch the days from the first rung to the last. */
  pauses: Pause[];
  document: string;
};

export type DeadlineOptions = {
  obligations?: readonly Obligation[];
  settings?: PeriodSettings;
  pauses?: readonly Pause[];
};

/** No rung is further from its due day than this many days. */
const REACH = 100;

/** The deadlines whose due day lies between two dates, both counted, in order of that day. */
export function deadlinesBetween(from: LocalDate, to: LocalDate, options: DeadlineOptions = {}): Deadline[] {
  const { obligations = OBLIGATIONS, settings = UNION_PERIODS, pauses = [] } = options;
  return obligations
    .flatMap((obligation) =>
      candidates(obligation, from, to, settings).map((period) => ({ obligation, period })),
    )
    .filter(
      ({ obligation, period }) => from <= dueDate(obligation, period) && dueDate(obligation, period) <= to,
    )
    .map(({ obligation, period }) => deadlineFor(obligation, period, pauses))
    .toSorted((a, b) => a.due.localeCompare(b.due));
}

/** The rungs that fall between two dates, both counted, in turn: what a scheduler has to see to on those days. */
export function remindersBetween(
  from: LocalDate,
  to: LocalDate,
  options: DeadlineOptions = {},
): { deadline: Deadline; reminder: Reminder }[] {
  // Thirty working days are six weeks, and Tết with its weekends adds two at most.
  return deadlinesBetween(addDays(from, -REACH), addDays(to, REACH), options)
    .flatMap((deadline) => deadline.reminders.map((reminder) => ({ deadline, reminder })))
    .filter(({ reminder }) => from <= reminder.date && reminder.date <= to)
    .toSorted((a, b) => a.reminder.date.localeCompare(b.reminder.date));
}

/** When and how one period falls due. */
export function deadlineFor(obligation: Obligation, period: Period, pauses: readonly Pause[] = []): Deadline {
  const due = dueDate(obligation, period);
  const lastWorkingDay = obligation.rule === "before" ? lastWorkingDayBefore(due) : lastWorkingDayBy(due);
  const reminders = climb(obligation.ladder, lastWorkingDay);
  const first = reminders[0]?.date ?? lastWorkingDay;
  const last = reminders.at(-1)?.date ?? lastWorkingDay;
  return {
    obligation: obligation.code,
    period,
    due,
    rule: obligation.rule,
    lastWorkingDay,
    reminders,
    pauses: pausesBetween(pauses, first, last),
    document: obligation.document,
  };
}

/** The due day as the order says it, whether offices work on it or not. */
export function dueDate(obligation: Obligation, period: Period): LocalDate {
  const { due } = obligation;
  return due === "end_of_period" ? period.to : toLocalDate(period.year, due.month, due.day);
}

/** The dates of a ladder around T, in turn. All are working days. */
export function climb(ladder: Ladder, t: LocalDate): Reminder[] {
  const before = ladder.before.map((n) => ({ rung: `T-${n}`, date: workingDaysBefore(t, n) }));
  const onTheDay = ladder.onTheDay ? [{ rung: "T", date: t }] : [];
  const after = ladder.after.map((n) => ({ rung: `T+${n}`, date: workingDaysAfter(t, n) }));
  return [...before, ...onTheDay, ...after].toSorted((a, b) => a.date.localeCompare(b.date));
}

/** A due day lies within a year of its period, so a period of that width around the dates holds them all. */
function candidates(
  obligation: Obligation,
  from: LocalDate,
  to: LocalDate,
  settings: PeriodSettings,
): Period[] {
  const periods = periodsBetween(obligation.period, addDays(from, -400), addDays(to, 400), settings);
  return periods.filter((period) => obligation.only === undefined || obligation.only === period.index);
}
