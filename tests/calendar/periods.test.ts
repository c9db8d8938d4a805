import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, dayNumber, fromDayNumber } from "../../src/calendar/local-date.ts";
import {
  nextPeriod,
  parsePeriod,
  periodOf,
  periodsBetween,
  previousPeriod,
  shiftPeriod,
  type PeriodKind,
} from "../../src/calendar/periods.ts";

describe("ids and bounds", () => {
  test.each([
    ["2026-11", "month", "2026-11-01", "2026-11-30"],
    ["2028-02", "month", "2028-02-01", "2028-02-29"],
    ["2026-Q4", "quarter", "2026-10-01", "2026-12-31"],
    ["2027-Q1", "quarter", "2027-01-01", "2027-03-31"],
    ["2027-H1", "half_year", "2026-11-01", "2027-04-30"],
    ["2027-H2", "half_year", "2027-05-01", "2027-10-31"],
    ["2026", "year", "2026-01-01", "2026-12-31"],
    ["2027-Y", "report_year", "2026-11-01", "2027-10-31"],
  ])("%s is the %s from %s to %s", (id, kind, from, to) => {
    expect(parsePeriod(id)).toMatchObject({ id, kind, from, to });
  });

  test.each([
    "",
    "27",
    "2027-",
    "2027-0",
    "2027-00",
    "2027-13",
    "2027-1",
    "2027-Q0",
    "2027-Q5",
    "2027-Q",
    "2027-H3",
  ])("%j is none", (id) => {
    expect(parsePeriod(id)).toBeNull();
  });
  test.each(["2027-Y1", "2027-y", "2027-h1", "2027-Q01", " 2027", "2027-H1 ", "2027Q1", "constructor"])(
    "%j is none",
    (id) => {
      expect(parsePeriod(id)).toBeNull();
    },
  );
});

describe("the union's half-years", () => {
  test.each([
    ["2026-10-31", "2026-H2"],
    ["2026-11-01", "2027-H1"],
    ["2026-12-31", "2027-H1"],
    ["2027-04-30", "2027-H1"],
    ["2027-05-01", "2027-H2"],
    ["2027-10-31", "2027-H2"],
    ["2027-11-01", "2028-H1"],
  ])("%s belongs to %s", (date, id) => {
    expect(periodOf("half_year", date).id).toBe(id);
  });

  test("begin elsewhere where the union says so", () => {
    const calendar = { reportYearStart: 1 };
    expect(parsePeriod("2027-H1", calendar)).toMatchObject({ from: "2027-01-01", to: "2027-06-30" });
    expect(parsePeriod("2027-Y", calendar)).toMatchObject({ from: "2027-01-01", to: "2027-12-31" });
    const december = { reportYearStart: 12 };
    expect(parsePeriod("2027-H1", december)).toMatchObject({ from: "2026-12-01", to: "2027-05-31" });
    expect(periodOf("half_year", "2027-06-01", december).id).toBe("2027-H2");
  });
});

test("next and previous cross the year", () => {
  expect(nextPeriod(periodOf("quarter", "2026-12-31")).id).toBe("2027-Q1");
  expect(previousPeriod(periodOf("month", "2026-01-15")).id).toBe("2025-12");
  expect(nextPeriod(periodOf("half_year", "2027-06-01")).id).toBe("2028-H1");
  expect(previousPeriod(periodOf("year", "2026-06-01")).id).toBe("2025");
  expect(shiftPeriod(periodOf("quarter", "2026-11-22"), -5).id).toBe("2025-Q3");
});

test("the quarters that share a day with a stretch of time", () => {
  expect(periodsBetween("quarter", "2026-11-22", "2027-04-01").map((p) => p.id)).toEqual([
    "2026-Q4",
    "2027-Q1",
    "2027-Q2",
  ]);
  expect(periodsBetween("month", "2027-01-02", "2027-01-01").map((p) => p.id)).toEqual([]);
});

const kinds: PeriodKind[] = ["month", "quarter", "half_year", "year", "report_year"];
const anyDay = fc.integer({ min: dayNumber("1950-01-01"), max: dayNumber("2099-12-31") }).map(fromDayNumber);

test("periods of any kind hold their days, join without a gap, and are read back from their ids", () => {
  fc.assert(
    fc.property(
      anyDay,
      fc.constantFrom(...kinds),
      fc.integer({ min: 1, max: 12 }),
      (date, kind, reportYearStart) => {
        const settings = { reportYearStart };
        const period = periodOf(kind, date, settings);
        expect(period.from <= date && date <= period.to).toBe(true);
        expect(parsePeriod(period.id, settings)).toEqual(period);
        expect(nextPeriod(period, settings).from).toBe(addDays(period.to, 1));
        expect(previousPeriod(nextPeriod(period, settings), settings)).toEqual(period);
      },
    ),
  );
});
