import { describe, expect, test } from "vitest";
import { canChiYear } from "../../src/calendar/can-chi.ts";
import { addDays, weekday } from "../../src/calendar/local-date.ts";
import { leapMonthOf, lunarToSolar, solarToLunar } from "../../src/calendar/lunar.ts";
import { isQuiet } from "../../src/calendar/quiet-times.ts";
import { isWorkingDay } from "../../src/calendar/working-days.ts";

/** Written down from notices, almanacs and memory before the calendar was asked. */
const TET =
  "1968-01-29 1975-02-11 1976-01-31 1984-02-02 1985-01-21 1990-01-27 1991-02-15 1992-02-04 1993-01-23 1994-02-10 1995-01-31 " +
  "1996-02-19 1997-02-07 1998-01-28 1999-02-16 2000-02-05 2001-01-24 2002-02-12 2003-02-01 2004-01-22 2005-02-09 2006-01-29 " +
  "2007-02-17 2008-02-07 2009-01-26 2010-02-14 2011-02-03 2012-01-23 2013-02-10 2014-01-31 2015-02-19 2016-02-08 2017-01-28 " +
  "2018-02-16 2019-02-05 2020-01-25 2021-02-12 2022-02-01 2023-01-22 2024-02-10 2025-01-29 2026-02-17 2027-02-06 2028-01-26 " +
  "2029-02-13 2030-02-02 2031-01-23 2032-02-11 2033-01-31 2034-02-19 2035-02-08 2044-01-30 2053-02-18";

test.each(TET.split(" "))("Tết on %s", (date) => {
  expect(lunarToSolar({ year: Number(date.slice(0, 4)), month: 1, day: 1, leap: false })).toBe(date);
});

test.each([
  [1984, 0],
  [1985, 2],
  [1987, 7],
  [2001, 4],
  [2004, 2],
  [2006, 7],
  [2009, 5],
  [2012, 4],
  [2014, 9],
  [2017, 6],
  [2020, 4],
  [2023, 2],
  [2025, 6],
  [2026, 0],
  [2028, 5],
  [2031, 3],
  [2033, 11],
  [2036, 6],
])("%i repeats month %i", (year, month) => {
  expect(leapMonthOf(year)).toBe(month);
});

test.each([
  ["2025-07-25", 1, 6, true],
  ["2023-03-22", 1, 2, true],
  ["2033-12-22", 1, 11, true],
  ["2024-09-17", 15, 8, false],
  ["2025-10-06", 15, 8, false],
  ["2026-08-27", 15, 7, false],
  ["2024-04-18", 10, 3, false],
  ["2027-12-28", 1, 12, false],
])("%s is %i/%i", (date, day, month, leap) => {
  expect(solarToLunar(date)).toMatchObject({ day, month, leap });
});

test.each([
  [1945, "Ất Dậu"],
  [1954, "Giáp Ngọ"],
  [1968, "Mậu Thân"],
  [1975, "Ất Mão"],
  [2024, "Giáp Thìn"],
  [2026, "Bính Ngọ"],
  [2030, "Canh Tuất"],
])("%i is %s", (year, name) => {
  expect(canChiYear(year)).toBe(name);
});

/** Monday to Friday off, by month and day. */
const WEEKDAYS_OFF: readonly (readonly [year: number, days: string])[] = [
  [2024, "01-01 02-08 02-09 02-12 02-13 02-14 04-18 04-29 04-30 05-01 09-02 09-03"],
  [2025, "01-01 01-27 01-28 01-29 01-30 01-31 04-07 04-30 05-01 05-02 09-01 09-02"],
  [2026, "01-01 01-02 02-16 02-17 02-18 02-19 02-20 04-27 04-30 05-01 08-31 09-01 09-02 11-24"],
  [2027, "01-01 02-04 02-05 02-08 02-09 02-10 04-16 04-30 05-03 09-02 09-03 11-24"],
];

describe("what offices did, or will do", () => {
  test.each(WEEKDAYS_OFF)("%i: weekdays off", (year, expected) => {
    const off: string[] = [];
    for (let date = `${year}-01-01`; date <= `${year}-12-31`; date = addDays(date, 1))
      if (weekday(date) < 6 && !isWorkingDay(date)) off.push(date.slice(5));
    expect(off.join(" ")).toBe(expected);
  });

  test.each(["2024-05-04", "2025-04-26", "2026-01-10", "2026-08-22"])("Saturday %s was worked", (date) => {
    expect(weekday(date)).toBe(6);
    expect(isWorkingDay(date)).toBe(true);
  });
});

test.each([
  ["2026-11-24T20:59", false],
  ["2026-11-24T21:00", true],
  ["2026-11-25T06:59", true],
  ["2026-11-25T07:00", false],
  ["2026-11-23T09:00", true],
  ["2026-11-23T13:00", false],
  ["2026-12-09T08:00", true],
  ["2027-02-03T10:00", false],
  ["2027-02-04T15:00", true],
  ["2027-02-09T10:00", true],
  ["2027-02-10T10:00", false],
  ["2027-02-20T08:00", true],
  ["2027-02-20T14:00", false],
])("quiet at %s: %s", (at, quiet) => {
  expect(isQuiet(new Date(`${at}+07:00`))).toBe(quiet);
});
