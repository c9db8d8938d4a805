import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { instantAt, localDateOf } from "../../src/calendar/local-date.ts";
import { isNight, isQuiet, nextAllowed, QUIET_RULES, quietAt } from "../../src/calendar/quiet-times.ts";

/** An instant by the clock in Viet Nam. */
function vn(text: string): Date {
  return new Date(`${text.replace(" ", "T")}:00+07:00`);
}

test.each([
  ["2026-11-24 20:59", false],
  ["2026-11-24 21:00", true],
  // Before the morning of an altar, and at Tết, people sleep too.
  ["2026-11-23 03:00", true],
  ["2026-11-23 07:00", false],
  ["2027-02-06 02:00", true],
  ["2027-02-06 09:00", false],
])("people sleep at %s: %s", (at, expected) => {
  expect(isNight(vn(at))).toBe(expected);
});

describe("when pushes rest, and when they may go on", () => {
  test.each([
    ["2026-11-24 06:59", "night", "2026-11-24 07:00"],
    ["2026-11-24 21:00", "night", "2026-11-25 07:00"],
    ["2026-11-24 00:00", "night", "2026-11-24 07:00"],
    ["2026-11-23 07:00", "altar_morning", "2026-11-23 12:00"], // rằm tháng 10
    ["2026-11-23 11:59", "altar_morning", "2026-11-23 12:00"],
    ["2026-11-22 22:00", "night", "2026-11-23 12:00"], // the night before it
    ["2026-12-09 08:00", "altar_morning", "2026-12-09 12:00"], // mùng 1 tháng 11
    ["2027-02-04 00:00", "tet", "2027-02-10 07:00"], // 28 chạp to mùng 4, of a month of 29 days
    ["2027-02-09 23:59", "tet", "2027-02-10 07:00"],
    ["2027-02-03 21:30", "night", "2027-02-10 07:00"],
    ["2024-02-07 12:00", "tet", "2024-02-14 07:00"], // a last month of 30 days
    ["2030-01-31 12:00", "tet", "2030-02-06 07:00"], // by the Vietnamese calendar
    ["2027-02-20 09:00", "altar_morning", "2027-02-20 12:00"], // rằm tháng giêng
  ])("%s: %s, until %s", (text, why, until) => {
    expect(quietAt(vn(text))?.why).toBe(why);
    expect(isQuiet(vn(text))).toBe(true);
    expect(nextAllowed(vn(text))).toEqual(vn(until));
  });

  test.each([
    "2026-11-24 07:00",
    "2026-11-24 20:59",
    "2026-11-23 12:00",
    "2027-02-03 20:59",
    "2027-02-10 07:00",
    "2024-02-06 12:00",
  ])("%s is free", (text) => {
    expect(isQuiet(vn(text))).toBe(false);
    expect(nextAllowed(vn(text))).toEqual(vn(text));
  });
});

describe("a unit's pause", () => {
  const flood = { from: "2026-10-12", to: "2026-10-15", reason: "flood" };

  test("holds back its days, the last one included, and the night after", () => {
    expect(quietAt(vn("2026-10-12 00:00"), [flood])).toEqual({ why: "pause", until: vn("2026-10-16 00:00") });
    expect(nextAllowed(vn("2026-10-15 20:00"), [flood])).toEqual(vn("2026-10-16 07:00"));
    expect(isQuiet(vn("2026-10-11 20:59"), [flood])).toBe(false);
    expect(isQuiet(vn("2026-10-16 07:00"), [flood])).toBe(false);
  });

  test("runs into the next pause and into Tết", () => {
    const pauses = [
      { from: "2027-01-29", to: "2027-01-31", reason: "storm" },
      { from: "2027-02-01", to: "2027-02-03", reason: "flood" },
    ];
    expect(nextAllowed(vn("2027-01-29 09:00"), pauses)).toEqual(vn("2027-02-10 07:00"));
  });
});

test("other hours where a unit keeps them", () => {
  const rules = { ...QUIET_RULES, night: { from: 19, to: 8 }, altarMornings: { days: [], until: 12 } };
  expect(nextAllowed(vn("2026-11-23 07:30"), [], rules)).toEqual(vn("2026-11-23 08:00"));
  expect(isQuiet(vn("2026-11-23 19:00"), [], rules)).toBe(true);
});

test("rules that leave no hour are refused, not followed for ever", () => {
  const rules = { ...QUIET_RULES, night: { from: 0, to: 24 } };
  expect(() => nextAllowed(vn("2026-11-24 12:00"), [], rules)).toThrow(/shorten the night/);
});

const instants = fc.date({
  min: new Date("1990-01-01T00:00:00Z"),
  max: new Date("2099-12-31T00:00:00Z"),
  noInvalidDate: true,
});

test("the next allowed instant is free, not earlier, and by day", () => {
  fc.assert(
    fc.property(instants, fc.integer({ min: 0, max: 30 }), (instant, days) => {
      const from = localDateOf(instant);
      const to = localDateOf(new Date(instant.getTime() + days * 86_400_000));
      const pauses = [{ from, to, reason: "storm" }];
      const next = nextAllowed(instant, pauses);
      expect(next.getTime()).toBeGreaterThanOrEqual(instant.getTime());
      expect(isQuiet(next, pauses)).toBe(false);
      expect(next.getTime()).toBeGreaterThanOrEqual(instantAt(localDateOf(next), 7).getTime());
      expect(next.getTime()).toBeLessThan(instantAt(localDateOf(next), 21).getTime());
    }),
  );
});
