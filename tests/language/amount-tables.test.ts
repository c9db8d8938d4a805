import { describe, expect, it } from "vitest";
import { readArea } from "../../src/language/area.ts";
import { readMoney } from "../../src/language/money.ts";
import { readNumber } from "../../src/language/numbers.ts";
import { readQuantity } from "../../src/language/quantity.ts";
import type { Quantity } from "../../src/language/quantity-types.ts";
import type { Reading } from "../../src/language/reading.ts";
import { readYesNo } from "../../src/language/yes-no.ts";
import { readTable } from "./read-table.ts";

/** As the tables write it: a value, `?` behind it where it is only likely, `ask` with the alternatives, or `none`. */
function shown<T>(reading: Reading<T>, write: (value: T) => string): string {
  if (reading.kind === "not_understood") return "none";
  if (reading.kind === "ambiguous")
    return `ask ${reading.alternatives.map(({ value }) => write(value)).join(" | ")}`;
  return write(reading.value) + (reading.sure === "likely" ? " ?" : "");
}

const quantity = ({ value, unit, of }: Quantity): string => `${value},${unit ?? "_"},${of ?? "_"}`;

const READERS: Record<string, (input: string) => string> = {
  number: (input) => shown(readNumber(input), String),
  money: (input) => shown(readMoney(input), String),
  quantity: (input) => shown(readQuantity(input), quantity),
  area: (input) => shown(readArea(input), String),
  yes_no: (input) => shown(readYesNo(input), String),
};

describe.each(Object.keys(READERS))("%s.tsv", (kind) => {
  const rows = readTable(kind);

  it("has several hundred rows", () => {
    expect(rows.length).toBeGreaterThan(200);
  });

  it("is read as the table says", () => {
    const wrong = rows
      .map((row) => ({ ...row, got: READERS[kind]?.(row.input) }))
      .filter(({ expected, got }) => expected !== got)
      .map(
        ({ line, input, expected, why, got }) =>
          `${kind}.tsv:${line} "${input}" (${why}): ${expected}, but got ${got}`,
      );
    expect(wrong).toEqual([]);
  });
});

describe("what the person typed", () => {
  it.each([
    ["dạ em xin 5 triệu ạ", "5 triệu"],
    ["chắc cỡ 2 triệu rưỡi á", "2 triệu rưỡi"],
    ["５ｔｒ", "５ｔｒ"],
    ["DA 2TR5 NHA", "2TR5"],
  ])("is kept with the reading of %s", (input, read) => {
    expect(readMoney(input)).toMatchObject({ kind: "understood", read });
  });
});

describe("the region", () => {
  it.each([
    ["2 sào", "north", 720],
    ["2 sào", "central", 1000],
    ["2 sào", "south", 2000],
    ["1 mẫu", "north", 3600],
    ["1 mẫu", "south", 10_000],
  ] as const)("decides how large %s is in the %s", (input, region, value) => {
    expect(readArea(input, { region })).toMatchObject({ kind: "understood", value });
  });
});

describe("a question for the sum of a month", () => {
  it.each([
    ["60tr/năm", [5_000_000, 60_000_000]],
    ["năm được 60 triệu", [5_000_000, 60_000_000]],
    ["năm ngoái 36 triệu", [3_000_000, 36_000_000]],
    ["ngày 200", [4_000_000, 5_200_000, 200_000]],
    ["hai trăm rưỡi một ngày", [5_000_000, 6_500_000, 250_000]],
    ["mỗi tuần 500k", [2_000_000, 500_000]],
    ["vụ này 15 triệu", [15_000_000]],
  ])("asks what %s comes to", (input, values) => {
    const reading = readMoney(input, { per: "month" });
    expect(reading).toMatchObject({ kind: "ambiguous", alternatives: values.map((value) => ({ value })) });
  });

  it.each([
    ["3 triệu", 3_000_000],
    ["tháng 3 triệu", 3_000_000],
    ["3tr một tháng", 3_000_000],
    ["năm triệu", 5_000_000],
    ["5 triệu năm", 5_500_000],
    ["năm trăm ngàn", 500_000],
    ["bán lúa 15 triệu", 15_000_000],
  ])("takes %s as it stands", (input, value) => {
    expect(readMoney(input, { per: "month" })).toMatchObject({ kind: "understood", value });
  });
});

describe("why it is asked", () => {
  it("is said by a code for each alternative", () => {
    expect(readQuantity("2 lứa mỗi lứa 20 con")).toMatchObject({
      alternatives: [{ why: "product" }, { why: "one_of" }, { why: "one_of" }],
    });
    expect(readMoney("4-5 triệu")).toMatchObject({
      alternatives: [{ why: "range_from" }, { why: "range_to" }],
    });
    expect(readQuantity("2 chục")).toMatchObject({
      alternatives: [{ why: "chuc_10" }, { why: "chuc_12" }, { why: "chuc_14" }],
    });
    expect(readArea("1 sào")).toMatchObject({
      alternatives: [{ why: "sao_south" }, { why: "sao_central" }, { why: "sao_north" }],
    });
  });
});
