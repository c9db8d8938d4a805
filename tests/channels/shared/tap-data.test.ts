import { expect, test } from "vitest";
import { readTapData, tapData } from "../../../src/channels/shared/tap-data.ts";

test("a tap comes back as it was written, in far less than 64 bytes", () => {
  const data = tapData(999_999_999, 999);
  expect(Buffer.byteLength(data)).toBeLessThanOrEqual(14);
  expect(readTapData(data)).toEqual({ kind: "tap", turn: 999_999_999, option: 999 });
});

test.each(["", "t1", "t1.", "t-1.2", "t1.2x", "x1.2", "t1.2.3", "t12345678901.1"])("%o is no tap", (data) => {
  expect(readTapData(data)).toBeNull();
});
