import { describe, expect, test } from "vitest";
import { AppError } from "../../src/domain/app-error.ts";
import { HOLIDAY_YEARS, publicHolidays } from "../../src/calendar/holidays.ts";
import { addDays, weekday, type LocalDate } from "../../src/calendar/local-date.ts";

function daysOff(year: number, code: string): LocalDate[] {
  return publicHolidays(year)
    .filter((day) => day.code === code && day.kind !== "worked")
    .map((day) => day.date);
}

function span(from: LocalDate, to: LocalDate): LocalDate[] {
  const dates: LocalDate[] = [];
  for (let date = from; date <= to; date = addDays(date, 1)) dates.push(date);
  return dates;
}

describe("as announced", () => {
  test("2026", () => {
    expect(publicHolidays(2026).map((day) => [day.date, day.code, day.kind, day.basis])).toEqual([
      ["2026-01-01", "new_year", "holiday", "announced"],
      ["2026-01-02", "new_year", "swap", "announced"],
      ["2026-01-10", "new_year", "worked", "announced"],
      ["2026-02-16", "tet", "holiday", "announced"],
      ["2026-02-17", "tet", "holiday", "announced"],
      ["2026-02-18", "tet", "holiday", "announced"],
      ["2026-02-19", "tet", "holiday", "announced"],
      ["2026-02-20", "tet", "holiday", "announced"],
      ["2026-04-26", "hung_kings", "holiday", "law"],
      ["2026-04-27", "hung_kings", "compensation", "law"],
      ["2026-04-30", "reunification", "holiday", "announced"],
      ["2026-05-01", "labour_day", "holiday", "announced"],
      ["2026-08-22", "national_day", "worked", "announced"],
      ["2026-08-31", "national_day", "swap", "announced"],
      ["2026-09-01", "national_day", "holiday", "announced"],
      ["2026-09-02", "national_day", "holiday", "announced"],
      ["2026-11-24", "culture_day", "holiday", "law"],
    ]);
  });

  test("2027", () => {
    expect(publicHolidays(2027).map((day) => [day.date, day.code, day.kind])).toEqual([
      ["2027-01-01", "new_year", "holiday"],
      ["2027-02-04", "tet", "holiday"],
      ["2027-02-05", "tet", "holiday"],
      ["2027-02-06", "tet", "holiday"],
      ["2027-02-07", "tet", "holiday"],
      ["2027-02-08", "tet", "holiday"],
      ["2027-02-09", "tet", "compensation"],
      ["2027-02-10", "tet", "compensation"],
      ["2027-04-16", "hung_kings", "holiday"],
      ["2027-04-30", "reunification", "holiday"],
      ["2027-05-01", "labour_day", "holiday"],
      ["2027-05-03", "labour_day", "compensation"],
      ["2027-09-02", "national_day", "holiday"],
      ["2027-09-03", "national_day", "holiday"],
      ["2027-11-24", "culture_day", "holiday"],
    ]);
    expect(publicHolidays(2027).find((day) => day.code === "tet")?.document).toBe(
      "10065/VPCP-KGVX (2/10/2026)",
    );
  });

  test("a day that stands for another says which", () => {
    const swap = publicHolidays(2026).find((day) => day.kind === "swap" && day.code === "national_day");
    expect(swap).toMatchObject({ date: "2026-08-31", insteadOf: "2026-08-22" });
    const made = publicHolidays(2026).find((day) => day.kind === "compensation");
    expect(made).toMatchObject({ date: "2026-04-27", insteadOf: "2026-04-26", name: "Giỗ Tổ Hùng Vương" });
  });
});

// What the law gives for years without a notice here, beside what the notices of those years said.
describe("what follows from the law is what was decided in years past", () => {
  test.each([
    [2016, span("2016-02-06", "2016-02-12")],
    [2017, span("2017-01-26", "2017-02-01")],
    [2018, span("2018-02-14", "2018-02-20")],
    [2019, span("2019-02-04", "2019-02-08")],
    [2020, span("2020-01-23", "2020-01-29")],
    [2021, span("2021-02-10", "2021-02-16")],
    [2022, span("2022-01-31", "2022-02-04")],
    [2023, span("2023-01-20", "2023-01-26")],
    [2024, span("2024-02-08", "2024-02-14")],
    [2025, span("2025-01-27", "2025-01-31")],
  ])("Tết %i", (year, dates) => {
    expect(daysOff(year, "tet")).toEqual(dates);
  });

  test.each([
    [2020, ["2020-09-02"]],
    [2021, ["2021-09-02", "2021-09-03"]],
    [2022, ["2022-09-01", "2022-09-02"]],
    [2023, ["2023-09-01", "2023-09-02", "2023-09-04"]],
    [2024, ["2024-09-02", "2024-09-03"]],
    [2025, ["2025-09-01", "2025-09-02"]],
  ])("Quốc khánh %i", (year, dates) => {
    expect(daysOff(year, "national_day")).toEqual(dates);
  });

  test("three holidays on one weekend push each other on (2023: 29/4 to 3/5)", () => {
    const spring = publicHolidays(2023).filter((day) => day.date > "2023-04-01" && day.date < "2023-06-01");
    expect(spring.map((day) => day.date)).toEqual(span("2023-04-29", "2023-05-03"));
  });

  test("24/11 is a holiday from 2026 on, and a weekend takes it without return", () => {
    expect(daysOff(2025, "culture_day")).toEqual([]);
    expect(weekday("2029-11-24")).toBe(6);
    expect(daysOff(2029, "culture_day")).toEqual(["2029-11-24"]);
  });
});

test("what nobody has announced yet is marked as expected", () => {
  const open = publicHolidays(2028).filter((day) => day.basis === "expected");
  expect(open.map((day) => day.date)).toEqual(["2028-01-24", "2028-09-01", "2028-09-04"]);
});

test("every year has its twelve days of holiday, each weekend day made up for but 24/11", () => {
  for (let year = 2026; year <= HOLIDAY_YEARS.last; year++) {
    const days = publicHolidays(year);
    const holidays = days.filter((day) => day.kind === "holiday");
    expect(holidays).toHaveLength(12);
    const onWeekends = holidays.filter((day) => weekday(day.date) > 5 && day.code !== "culture_day");
    const madeUp = days.filter((day) => day.kind === "compensation");
    expect(madeUp.map((day) => day.insteadOf)).toEqual(onWeekends.map((day) => day.date));
    expect(new Set(days.map((day) => day.date)).size).toBe(days.length);
    expect(madeUp.every((day) => weekday(day.date) <= 5)).toBe(true);
  }
});

test.each([2013, 2101, 2026.5, Number.NaN])("%d is refused with the years that are known", (year) => {
  expect(() => publicHolidays(year)).toThrow(AppError);
  expect(() => publicHolidays(year)).toThrow(/give a year from 2014 to 2100/);
});
