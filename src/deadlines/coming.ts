import { deadlinesBetween, type Deadline } from "../calendar/deadlines.ts";
import { addDays, dayNumber, type LocalDate } from "../calendar/local-date.ts";
import { RUNGS } from "./rungs.ts";

/** Far enough that each obligation of a year comes once. */
const DAYS_AHEAD = 366;

/** The deadlines that leaders are reminded of and that have not passed on `today`, the next one first. */
export function comingDeadlines(today: LocalDate): Deadline[] {
  const reminded = RUNGS.map(({ obligation }) => obligation);
  return deadlinesBetween(today, addDays(today, DAYS_AHEAD)).filter(({ obligation }) =>
    reminded.includes(obligation),
  );
}

/** A deadline in the terms of the flows; `days_left` counts to the due day, `last_day` is the last working day in time. */
export function shownDeadline(deadline: Deadline, today: LocalDate) {
  return {
    obligation: deadline.obligation,
    period: deadline.period.id,
    due: deadline.due,
    last_day: deadline.lastWorkingDay,
    days_left: dayNumber(deadline.due) - dayNumber(today),
  };
}
