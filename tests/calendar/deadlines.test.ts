import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { deadlinesBetween, remindersBetween, type Deadline } from "../../src/calendar/deadlines.ts";
import { addDays, dayNumber, fromDayNumber } from "../../src/calendar/local-date.ts";
import { OBLIGATIONS, type Obligation } from "../../src/calendar/obligations.ts";
import { isWorkingDay } from "../../src/calendar/working-days.ts";

/** The one report that falls due on a day. */
function reportDue(due: string, obligations: readonly Obligation[] = OBLIGATIONS): Deadline {
  const found = deadlinesBetween(due, due, { obligations }).find((d) => d.obligation.startsWith("report"));
  if (found === undefined) throw new Error(`No report is due on ${due}.`);
  return found;
}

function rungs(deadline: Deadline): Record<string, string> {
  return Object.fromEntries(deadline.reminders.map((reminder) => [reminder.rung, reminder.date]));
}

const table = OBLIGATIONS.map((obligation) => ({
  ...obligation,
  ladder: { before: [10, 5, 3, 1], onTheDay: false, after: [] },
}));

// The deadline table of the domain research, worked out by hand from the announced holidays.
describe("reports of the union", () => {
  test.each([
    ["2026-11-30", "2026-11-27", "2026-11-12", "2026-11-19", "2026-11-23", "2026-11-26"],
    ["2027-05-30", "2027-05-28", "2027-05-14", "2027-05-21", "2027-05-25", "2027-05-27"],
    ["2027-11-30", "2027-11-29", "2027-11-12", "2027-11-19", "2027-11-23", "2027-11-26"],
  ])(
    "due before %s: last working day %s, reminders 10, 5, 3 and 1 working days before",
    (due, t, ten, five, three, one) => {
      const deadline = reportDue(due, table);
      expect(deadline.lastWorkingDay).toBe(t);
      expect(rungs(deadline)).toEqual({ "T-10": ten, "T-5": five, "T-3": three, "T-1": one });
    },
  );

  test("the whole ladder of 30/11/2026", () => {
    expect(reportDue("2026-11-30")).toMatchObject({
      obligation: "report_year",
      rule: "before",
      period: { id: "2026-Y", from: "2025-11-01", to: "2026-10-31" },
      reminders: [
        { rung: "T-30", date: "2026-10-15" },
        { rung: "T-14", date: "2026-11-06" },
        { rung: "T-7", date: "2026-11-17" },
        { rung: "T-3", date: "2026-11-23" },
        { rung: "T-1", date: "2026-11-26" },
        { rung: "T", date: "2026-11-27" },
        { rung: "T+1", date: "2026-11-30" },
        { rung: "T+7", date: "2026-12-08" },
      ],
      document: "Công văn 1444-CV/TĐTN-TNNT (23/3/2020)",
    });
  });

  test("the half-year report of 30/5/2027 covers the winter half", () => {
    expect(reportDue("2027-05-30")).toMatchObject({
      obligation: "report_half_year",
      period: { id: "2027-H1", from: "2026-11-01", to: "2027-04-30" },
    });
  });

  test("by the end of the day, where the union reads it so", () => {
    const byEnd = OBLIGATIONS.map((obligation): Obligation => ({ ...obligation, rule: "by_end" }));
    expect(reportDue("2026-11-30", byEnd).lastWorkingDay).toBe("2026-11-30");
    expect(reportDue("2027-05-30", byEnd).lastWorkingDay).toBe("2027-05-28");
    expect(rungs(reportDue("2026-11-30", byEnd))["T-1"]).toBe("2026-11-27");
  });
});

test("what is due from 22/11/2026 to the end of 2027, in turn", () => {
  const due = deadlinesBetween("2026-11-22", "2027-12-31").map((d) => [d.due, d.obligation, d.period.id]);
  expect(due).toEqual([
    ["2026-11-30", "report_year", "2026-Y"],
    ["2026-12-31", "meeting_quarter", "2026-Q4"],
    ["2027-03-31", "meeting_quarter", "2027-Q1"],
    ["2027-05-30", "report_half_year", "2027-H1"],
    ["2027-06-30", "meeting_quarter", "2027-Q2"],
    ["2027-09-30", "meeting_quarter", "2027-Q3"],
    ["2027-11-30", "report_year", "2027-Y"],
    ["2027-12-31", "meeting_quarter", "2027-Q4"],
  ]);
});

test("a quarter that ends on a weekend asks for the meeting on the last working day in it", () => {
  const [meeting] = deadlinesBetween("2028-09-30", "2028-09-30");
  expect(meeting).toMatchObject({
    obligation: "meeting_quarter",
    due: "2028-09-30",
    lastWorkingDay: "2028-09-29",
  });
});

test("the ladder of the first quarter steps over Tết", () => {
  const [meeting] = deadlinesBetween("2027-03-31", "2027-03-31");
  expect(meeting?.reminders[0]).toEqual({ rung: "T-30", date: "2027-02-17" });
});

test("a pause shows on the deadlines whose rungs it touches, and on no other", () => {
  const flood = { from: "2026-10-10", to: "2026-10-15", reason: "flood" };
  const deadlines = deadlinesBetween("2026-11-30", "2027-05-30", { pauses: [flood] });
  expect(deadlines.map((d) => [d.due, d.pauses])).toEqual([
    ["2026-11-30", [flood]],
    ["2026-12-31", []],
    ["2027-03-31", []],
    ["2027-05-30", []],
  ]);
});

test("what a scheduler has to see to between two days", () => {
  const found = remindersBetween("2026-11-23", "2026-12-08").map(({ deadline, reminder }) => [
    reminder.date,
    deadline.obligation,
    reminder.rung,
  ]);
  expect(found).toEqual([
    ["2026-11-23", "report_year", "T-3"],
    ["2026-11-26", "report_year", "T-1"],
    ["2026-11-27", "report_year", "T"],
    ["2026-11-30", "report_year", "T+1"],
    ["2026-12-08", "report_year", "T+7"],
  ]);
});

const anyDay = fc.integer({ min: dayNumber("2015-01-01"), max: dayNumber("2090-12-31") }).map(fromDayNumber);

test("every rung is a working day, the ladder climbs, and day by day gives the same rungs as all at once", () => {
  fc.assert(
    fc.property(anyDay, fc.integer({ min: 0, max: 40 }), (from, days) => {
      const to = addDays(from, days);
      const atOnce = remindersBetween(from, to);
      expect(atOnce.every(({ reminder }) => isWorkingDay(reminder.date))).toBe(true);
      const dayByDay = Array.from({ length: days + 1 }, (_, i) => addDays(from, i)).flatMap((date) =>
        remindersBetween(date, date),
      );
      expect(dayByDay).toEqual(atOnce);
      for (const { lastWorkingDay, due, reminders } of deadlinesBetween(from, to)) {
        expect(lastWorkingDay <= due).toBe(true);
        const dates = reminders.map((reminder) => reminder.date);
        expect(dates).toEqual([...new Set(dates)].toSorted());
      }
    }),
    { numRuns: 20 },
  );
});
