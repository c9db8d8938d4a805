import { describe, expect, test } from "vitest";
import { AppError } from "../../src/domain/app-error.ts";
import { canChiYear } from "../../src/calendar/can-chi.ts";
import { addDays, dayNumber, fromDayNumber } from "../../src/calendar/local-date.ts";
import {
  leapMonthOf,
  LUNAR_RANGE,
  lunarMonthLength,
  lunarNewYear,
  lunarToSolar,
  solarToLunar,
  type LunarDate,
} from "../../src/calendar/lunar.ts";

/** Mùng 1 Tết as printed in calendars and holiday notices. */
const TET = `
  1968-01-29 1984-02-02 1985-01-21 1986-02-09 1987-01-29 1988-02-17 1989-02-06
  1990-01-27 1991-02-15 1992-02-04 1993-01-23 1994-02-10 1995-01-31 1996-02-19 1997-02-07 1998-01-28 1999-02-16
  2000-02-05 2001-01-24 2002-02-12 2003-02-01 2004-01-22 2005-02-09 2006-01-29 2007-02-17 2008-02-07 2009-01-26
  2010-02-14 2011-02-03 2012-01-23 2013-02-10 2014-01-31 2015-02-19 2016-02-08 2017-01-28 2018-02-16 2019-02-05
  2020-01-25 2021-02-12 2022-02-01 2023-01-22 2024-02-10 2025-01-29 2026-02-17 2027-02-06 2028-01-26 2029-02-13
  2030-02-02 2031-01-23 2032-02-11 2033-01-31 2034-02-19 2035-02-08 2036-01-28 2037-02-15 2038-02-04 2039-01-24
  2040-02-12 2041-02-01 2042-01-22 2043-02-10 2044-01-30 2045-02-17 2046-02-06 2047-01-26 2048-02-14 2049-02-02
  2050-01-23`
  .trim()
  .split(/\s+/);

describe("Tết and other days that people know", () => {
  test.each(TET)("Tết on %s", (date) => {
    expect(solarToLunar(date)).toEqual({ year: Number(date.slice(0, 4)), month: 1, day: 1, leap: false });
    expect(lunarNewYear(Number(date.slice(0, 4)))).toBe(date);
  });

  test.each([
    ["2026-11-23", 15, 10, 2026, "Ok Om Bok"],
    ["2026-12-09", 1, 11, 2026, "mùng 1"],
    ["2027-01-08", 1, 12, 2026, "mùng 1 tháng chạp"],
    ["2027-01-22", 15, 12, 2026, "rằm tháng chạp"],
    ["2027-02-20", 15, 1, 2027, "rằm tháng giêng"],
    ["2027-05-20", 15, 4, 2027, "Phật đản"],
    ["2027-06-09", 5, 5, 2027, "Tết Đoan ngọ"],
    ["2027-08-16", 15, 7, 2027, "Vu lan"],
    ["2027-09-15", 15, 8, 2027, "Trung thu"],
    ["2027-12-28", 1, 12, 2027, "mùng 1 tháng chạp"],
    ["2026-04-26", 10, 3, 2026, "Giỗ Tổ"],
    ["2027-04-16", 10, 3, 2027, "Giỗ Tổ"],
    ["2028-04-04", 10, 3, 2028, "Giỗ Tổ"],
    ["2029-04-23", 10, 3, 2029, "Giỗ Tổ"],
    ["2030-04-12", 10, 3, 2030, "Giỗ Tổ"],
    ["2031-04-01", 10, 3, 2031, "Giỗ Tổ"],
  ])("%s is %i/%i of %i (%s)", (date, day, month, year) => {
    expect(solarToLunar(date)).toEqual({ year, month, day, leap: false });
  });

  test.each([
    [1984, 0, "China repeated month 10"],
    [1985, 2, "China repeated none"],
    [1987, 7, "China repeated month 6"],
    [2004, 2, ""],
    [2006, 7, ""],
    [2009, 5, ""],
    [2012, 4, ""],
    [2014, 9, ""],
    [2017, 6, ""],
    [2020, 4, ""],
    [2023, 2, ""],
    [2025, 6, ""],
    [2026, 0, ""],
    [2028, 5, ""],
    [2031, 3, ""],
    [2033, 11, "not the first month without a principal term"],
  ])("%i repeats month %i %s", (year, month) => {
    expect(leapMonthOf(year)).toBe(month);
  });

  test("the eve of Tết is 29 or 30 chạp, as the year has it", () => {
    expect(solarToLunar("2027-02-05")).toMatchObject({ month: 12, day: 29 });
    expect(solarToLunar("2024-02-09")).toMatchObject({ month: 12, day: 30 });
    expect(lunarMonthLength(2026, 12)).toBe(29);
    expect(lunarMonthLength(2023, 12)).toBe(30);
  });

  test("a leap month follows the month whose number it bears", () => {
    expect(solarToLunar("2025-07-24")).toEqual({ year: 2025, month: 6, day: 30, leap: false });
    expect(solarToLunar("2025-07-25")).toEqual({ year: 2025, month: 6, day: 1, leap: true });
    expect(lunarToSolar({ year: 2025, month: 6, day: 1, leap: true })).toBe("2025-07-25");
    expect(solarToLunar("2025-08-23")).toEqual({ year: 2025, month: 7, day: 1, leap: false });
  });
});

describe("the whole range", () => {
  test("every day of 1900–2100 follows the day before it, and comes back as itself", () => {
    const broken: string[] = [];
    let before: LunarDate = solarToLunar("1899-12-31");
    for (let days = dayNumber("1900-01-01"); days <= dayNumber("2100-12-31"); days++) {
      const date = fromDayNumber(days);
      const lunar = solarToLunar(date);
      const follows =
        lunar.day === before.day + 1 && lunar.month === before.month && lunar.leap === before.leap;
      const begins = lunar.day === 1 && before.day >= 29;
      if (lunarToSolar(lunar) !== date || !(follows || begins)) broken.push(date);
      before = lunar;
    }
    expect(broken).toEqual([]);
    expect(before).toEqual({ year: 2100, month: 12, day: 1, leap: false });
  });

  test.each([
    { year: 2026, month: 6, day: 1, leap: true },
    { year: 2026, month: 12, day: 30, leap: false },
    { year: 2026, month: 13, day: 1, leap: false },
    { year: 2026, month: 1, day: 0, leap: false },
    { year: 2026, month: 1, day: 1.5, leap: false },
    { year: 2026, month: 1, day: Number.NaN, leap: false },
    { year: 1898, month: 1, day: 1, leap: false },
    { year: 2101, month: 1, day: 1, leap: false },
  ])("%o is no day", (lunar) => {
    expect(lunarToSolar(lunar)).toBeNull();
  });

  test("a date beyond the table is refused with the range", () => {
    expect(() => solarToLunar(addDays(LUNAR_RANGE.to, 1))).toThrow(
      /give a date from 1899-02-10 to 2101-01-28/,
    );
    expect(() => solarToLunar(addDays(LUNAR_RANGE.from, -1))).toThrow(AppError);
  });
});

test.each([
  [1900, "Canh Tý"],
  [1954, "Giáp Ngọ"],
  [1968, "Mậu Thân"],
  [1975, "Ất Mão"],
  [1984, "Giáp Tý"],
  [2000, "Canh Thìn"],
  [2023, "Quý Mão"],
  [2024, "Giáp Thìn"],
  [2025, "Ất Tỵ"],
  [2026, "Bính Ngọ"],
  [2027, "Đinh Mùi"],
  [2043, "Quý Hợi"],
  [2044, "Giáp Tý"],
])("%i is %s", (year, name) => {
  expect(canChiYear(year)).toBe(name);
});
