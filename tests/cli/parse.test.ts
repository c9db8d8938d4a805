import { describe, expect, test } from "vitest";
import { z } from "zod";
import { json, run } from "./run.ts";

const Line = z.looseObject({ input: z.string(), value: z.unknown(), ambiguous: z.literal(true).optional() });
const NOW = ["--now", "2026-11-23T09:00:00+07:00"];

/** Kind, further arguments, and what is expected of each line: the value, or "?" where it must be asked. */
const KINDS: readonly [string, readonly string[], Readonly<Record<string, unknown>>][] = [
  ["money", [], { "2 triệu rưỡi": 2_500_000, "500k": 500_000, "hổng biết": null, "mười hai": "?" }],
  ["number", [], { "mười hai": 12, "0": 0, xyz: null }],
  ["quantity", [], { "20 con": 20, "3 tạ": 3, xyz: null }],
  ["area", [], { "3 công": 3000, "500 m2": 500, "3 sào": "?", xyz: null }],
  ["date", NOW, { "15/12/2026": "2026-12-15", "tháng sau": "2026-12-01/2026-12-31", xyz: null }],
  ["phone", [], { "0912 345 678": "+84912345678", "0912": null }],
  ["yes_no", [], { ừ: "yes", không: "no", chưa: "not_yet", "hổng biết": "unknown", xyz: null }],
  [
    "choice",
    ["--options", "nuôi bò, nuôi heo"],
    { bo: "nuôi bò", "2": "nuôi heo", "heo hay bò": "?", gà: null },
  ],
  ["time", [], { "7 giờ rưỡi sáng": "07:30", "19h": "19:00", "7-8h": "?", xyz: null }],
  ["person_name", [], { "tui tên nguyễn văn bảy": "Nguyễn Văn Bảy", "5 triệu": null }],
  ["identity_number", NOW, { "083 184 000 999": "083184000999", "0831": null }],
  ["date", [...NOW, "--direction", "back"], { "30/5": "2026-05-30" }],
  ["area", ["--region", "north"], { "2 sào": 720 }],
  ["place", [], { "xã Châu Thành": "?", "0912 345 678": null }],
];

describe("sinh-ke parse", () => {
  test.concurrent.each(KINDS)("%s", async (kind, more, expected) => {
    const ran = await run(["parse", kind, ...more], `${Object.keys(expected).join("\n")}\n`);
    expect(ran).toMatchObject({ code: 0, errors: "" });
    const read = Line.array().parse(json(ran));
    expect(
      Object.fromEntries(
        read.map(({ input, value, ambiguous }) => [input, ambiguous === true ? "?" : value]),
      ),
    ).toEqual(expected);
  });

  test("says more of a quantity and of a range than its value", async () => {
    const quantity = await run(["parse", "quantity"], "20 con");
    expect(json(quantity)).toMatchObject([{ value: 20, unit: "con" }]);
    const range = await run(["parse", "date", ...NOW], "tháng sau\r\n");
    expect(json(range)).toMatchObject([{ input: "tháng sau", from: "2026-12-01", to: "2026-12-31" }]);
  });

  test("answers each line, an empty one too, and nothing where there is none", async () => {
    expect(json(await run(["parse", "number"], "3\n\nbốn\n"))).toMatchObject([
      { input: "3", value: 3 },
      { input: "", value: null },
      { input: "bốn", value: 4 },
    ]);
    expect(json(await run(["parse", "number"], ""))).toEqual([]);
  });
});
