import { expect, test } from "vitest";
import { zaloWindow } from "../../src/domain/zalo-window.ts";

const LAST = new Date("2026-11-01T00:00:00Z");

test.each([
  ["2026-11-01T00:00:00Z", "free"],
  ["2026-11-03T00:00:00Z", "free"],
  ["2026-11-03T00:00:01Z", "counted"],
  ["2026-11-08T00:00:00Z", "counted"],
  ["2026-11-08T00:00:01Z", "closed"],
])("at %s it is %s", (now, expected) => {
  expect(zaloWindow(LAST, new Date(now))).toBe(expected);
});

test("it is closed for somebody who never interacted", () => {
  expect(zaloWindow(null, LAST)).toBe("closed");
});
