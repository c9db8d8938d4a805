import { describe, expect, it } from "vitest";
import { isPaused, recentTries } from "../../src/domain/try-limit.ts";

const at = (minute: number): Date => new Date(Date.UTC(2026, 10, 22, 3, minute));

describe("wrong tries", () => {
  it("make a pause of fifteen minutes at the fifth within an hour", () => {
    const five = [0, 10, 20, 30, 40].map(at);
    expect(isPaused(five.slice(1), at(41))).toBe(false);
    expect(isPaused(five, at(41))).toBe(true);
    expect(isPaused(five, at(54.99))).toBe(true);
    expect(isPaused(five, at(55))).toBe(false);
    expect(isPaused([], at(0))).toBe(false);
  });

  it("of more than an hour ago are forgotten", () => {
    expect(recentTries([at(0), at(1)], at(60))).toEqual([at(1)]);
  });
});
