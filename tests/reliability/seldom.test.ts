import { expect, it } from "vitest";
import { StoppedClock } from "../../src/clock.ts";
import { seldom } from "../../src/turns/seldom.ts";

it("raises the same alarm once a minute, and says how often it was left out", () => {
  const clock = new StoppedClock(new Date("2026-11-23T02:00:00Z"));
  const raised: string[] = [];
  const alarm = seldom((code, detail) => void raised.push(`${code}: ${detail}`), clock);
  for (let times = 0; times < 1000; times += 1) alarm("refused", "zalo");
  alarm("refused", "telegram");
  clock.set(new Date("2026-11-23T02:01:00Z"));
  alarm("refused", "zalo");
  expect(raised).toEqual(["refused: zalo", "refused: telegram", "refused: zalo (999 more before)"]);
});
