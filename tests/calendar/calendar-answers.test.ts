import { expect, test } from "vitest";
import { AppError } from "../../src/domain/app-error.ts";
import {
  answerDeadlines,
  answerHolidays,
  answerLunar,
  answerSolar,
} from "../../src/calendar/calendar-answers.ts";

const TET_2030 = {
  solar: "2030-02-02",
  lunar: "1/1/2030",
  year: 2030,
  month: 1,
  day: 1,
  leap: false,
  weekday: 6,
  canChi: "Canh Tuất",
};

test.each(["2030-02-02", "2/2/2030", "02/02/2030", "2.2.2030", "2-2-2030", "2030-2-2"])(
  "lunar %s",
  (text) => {
    expect(answerLunar(text)).toEqual(TET_2030);
  },
);

test.each(["1/1/2030", "2030-01-01", "01/01/2030"])("solar %s", (text) => {
  expect(answerSolar(text)).toEqual(TET_2030);
});

test("solar of a leap month", () => {
  expect(answerSolar("1/6/2025", true)).toMatchObject({ solar: "2025-07-25", leap: true });
  expect(answerSolar("30/3/2026")).toMatchObject({ solar: "2026-05-16" });
});

test("holidays and deadlines", () => {
  expect(answerHolidays("2027")[0]).toMatchObject({ date: "2027-01-01", name: "Tết Dương lịch" });
  expect(answerDeadlines("2026-11-30", "30/11/2026").map((d) => d.lastWorkingDay)).toEqual(["2026-11-27"]);
});

test.each([
  ["no date", () => answerLunar("hôm nay"), /write it like 2030-02-02/],
  ["no such day", () => answerLunar("2027-02-29"), /There is no 2027-02-29/],
  ["before the table", () => answerLunar("1850-01-01"), /give a date from 1899-02-10/],
  ["no such lunar day", () => answerSolar("31/1/2030"), /29 or 30 days/],
  ["no such leap month", () => answerSolar("1/1/2030", true), /repeats none: leave out --leap/],
  ["another leap month", () => answerSolar("1/5/2025", true), /repeats month 6/],
  ["no lunar year", () => answerSolar("1/1/2300"), /give a year from 1900 to 2100/],
  ["no year", () => answerHolidays("27"), /write it like 2027/],
  ["a year without rules", () => answerHolidays("1990"), /give a year from 2014 to 2100/],
  ["a turned range", () => answerDeadlines("2027-01-01", "2026-01-01"), /put the earlier date first/],
])("%s is refused with what to do", (_, ask, message) => {
  expect(ask).toThrow(AppError);
  expect(ask).toThrow(message);
});
