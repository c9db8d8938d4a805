import * as fc from "fast-check";
import { expect, test } from "vitest";
import { addDays, dayNumber, fromDayNumber } from "../../src/calendar/local-date.ts";
import {
  countWorkingDays,
  isWorkingDay,
  lastWorkingDayBefore,
  lastWorkingDayBy,
  workingDaysAfter,
  workingDaysBefore,
} from "../../src/calendar/working-days.ts";

test.each([
  ["2026-01-02", false, "off for 10/1"],
  ["2026-01-10", true, "a Saturday worked for 2/1"],
  ["2026-02-16", false, "the eve of Tết"],
  ["2026-02-23", true, "the Monday after Tết"],
  ["2026-04-27", false, "Giỗ Tổ fell on a Sunday"],
  ["2026-08-22", true, "a Saturday worked for 31/8"],
  ["2026-08-29", false, "an ordinary Saturday"],
  ["2026-08-31", false, "off for 22/8"],
  ["2026-11-23", true, "bridge that was not granted"],
  ["2026-11-24", false, "Ngày Văn hóa Việt Nam"],
  ["2027-02-10", false, "makes up for the Sunday of Tết"],
  ["2027-02-11", true, "the first day after Tết"],
  ["2027-05-03", false, "1/5 fell on a Saturday"],
])("%s: %s (%s)", (date, works) => {
  expect(isWorkingDay(date)).toBe(works);
});

test("four working days remain between 22/11/2026 and 30/11/2026", () => {
  expect(countWorkingDays("2026-11-22", "2026-11-29")).toBe(4);
  expect(countWorkingDays("2026-11-29", "2026-11-22")).toBe(0);
});

test("a request of Friday evening before Tết is answered two working days later", () => {
  expect(workingDaysAfter("2027-02-03", 2)).toBe("2027-02-12");
});

test("before is strictly earlier, by is not later", () => {
  expect(lastWorkingDayBefore("2027-11-30")).toBe("2027-11-29");
  expect(lastWorkingDayBy("2027-11-30")).toBe("2027-11-30");
  expect(lastWorkingDayBefore("2027-05-30")).toBe("2027-05-28");
  expect(lastWorkingDayBy("2027-05-30")).toBe("2027-05-28");
});

const anyDay = fc.integer({ min: dayNumber("2015-01-01"), max: dayNumber("2098-12-31") }).map(fromDayNumber);

test("n working days back and forth meet again", () => {
  fc.assert(
    fc.property(anyDay, fc.integer({ min: 1, max: 60 }), (date, n) => {
      const back = workingDaysBefore(date, n);
      expect(isWorkingDay(back)).toBe(true);
      expect(countWorkingDays(back, addDays(date, -1))).toBe(n);
      const forth = workingDaysAfter(date, n);
      expect(countWorkingDays(addDays(date, 1), forth)).toBe(n);
    }),
  );
});
