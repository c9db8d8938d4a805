import { createInterface } from "node:readline";
import {
  answerDeadlines,
  answerHolidays,
  answerLunar,
  answerSolar,
  type DayInBoth,
} from "../calendar/calendar-answers.ts";
import { AppError } from "../domain/app-error.ts";
import { readArguments } from "./arguments.ts";
import { print } from "./print.ts";

/** `sinh-ke calendar …`: dates in both calendars, public holidays, deadlines. `-` reads dates from standard input. */
export async function calendar(args: string[]): Promise<void> {
  const { values, positionals } = readArguments(args, {
    json: { type: "boolean", default: false },
    leap: { type: "boolean", default: false },
    from: { type: "string" },
    to: { type: "string" },
  });
  const [what, ...dates] = positionals;
  const show = (day: DayInBoth, shown: string): void => print(values.json, day, shown);
  switch (what) {
    case "lunar":
      for (const date of await given(dates)) {
        const day = answerLunar(date);
        show(day, `${day.lunar}${day.leap ? " (nhuận)" : ""}, năm ${day.canChi}`);
      }
      return;
    case "solar":
      for (const date of await given(dates)) {
        const day = answerSolar(date, values.leap);
        show(day, day.solar);
      }
      return;
    case "holidays":
      for (const year of await given(dates))
        for (const day of answerHolidays(year))
          print(values.json, day, `${day.date}  ${day.name}  (${day.kind}, ${day.basis}: ${day.document})`);
      return;
    case "deadlines": {
      const { from, to } = values;
      if (from === undefined || to === undefined)
        throw new AppError(
          "missing_range",
          "Give both days: calendar deadlines --from 2026-11-01 --to 2027-12-31",
          1,
        );
      for (const deadline of answerDeadlines(from, to))
        print(
          values.json,
          { ...deadline, period: deadline.period.id },
          `${deadline.due}  ${deadline.obligation} ${deadline.period.id}, last working day ${deadline.lastWorkingDay}\n` +
            deadline.reminders.map(({ rung, date }) => `    ${rung.padEnd(5)} ${date}`).join("\n"),
        );
      return;
    }
    default:
      throw new AppError("no_such_calendar", "Say what: calendar lunar, solar, holidays or deadlines.", 1);
  }
}

async function given(dates: string[]): Promise<string[]> {
  if (dates.length === 0)
    throw new AppError("missing_date", "Give a date, or - to read dates from standard input.", 1);
  if (dates[0] !== "-") return dates;
  const lines: string[] = [];
  for await (const line of createInterface({ input: process.stdin }))
    if (line.trim() !== "") lines.push(line.trim());
  return lines;
}
