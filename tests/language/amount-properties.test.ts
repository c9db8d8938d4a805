import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readArea } from "../../src/language/area.ts";
import { readMoney } from "../../src/language/money.ts";
import { fold, normalise } from "../../src/language/normalise.ts";
import { readNumber } from "../../src/language/numbers.ts";
import { readQuantity } from "../../src/language/quantity.ts";
import type { Reading } from "../../src/language/reading.ts";
import { tokens } from "../../src/language/tokens.ts";
import { writeMoney, writeMoneyInWords } from "../../src/language/write-money.ts";
import { writeNumber } from "../../src/language/write-number.ts";
import { writeNumberInWords } from "../../src/language/write-number-in-words.ts";
import { writeQuantity } from "../../src/language/write-quantity.ts";
import { readYesNo } from "../../src/language/yes-no.ts";
import { readTable } from "./read-table.ts";

const READERS: Record<string, (input: string) => Reading<unknown>> = {
  number: readNumber,
  money: readMoney,
  quantity: readQuantity,
  area: readArea,
  yes_no: readYesNo,
};

function valueOf(reading: Reading<unknown>): unknown {
  return reading.kind === "understood" ? reading.value : reading.kind;
}

const pieces = fc.constantFrom(
  "5",
  "1.200",
  "tr",
  "triệu",
  "trieu",
  "rưỡi",
  "k",
  "một",
  "hai",
  "ba",
  "năm",
  "mươi",
  "trăm",
  "ngàn",
  "con",
  "công",
  "-",
  "/",
  ",",
  "không",
  "chưa",
  "đến",
  "mỗi",
  "x",
  "chục",
  "lẻ",
  "nửa",
  "\u0301",
  "👍",
  " ",
  "０",
  "៥",
  "dạ",
  "\u200b",
  "m2",
);

describe("no input throws", () => {
  it.each(Object.entries(READERS))("%s, on any text", (_, read) => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: "binary", maxLength: 60 }),
          fc.array(pieces).map((all) => all.join(" ")),
        ),
        (text) => {
          expect(["understood", "ambiguous", "not_understood"]).toContain(read(text).kind);
        },
      ),
      { numRuns: 500 },
    );
  });

  it.each(Object.entries(READERS))("%s does not look beyond 2,000 characters", (_, read) => {
    expect(read(`5 công có${" ".repeat(2000)}`)).toEqual({ kind: "not_understood" });
  });

  it.each(Object.entries(READERS))("%s reads nothing from nothing", (_, read) => {
    for (const text of ["", "   ", "...", "\u200b", "?!"])
      expect(read(text)).toEqual({ kind: "not_understood" });
  });
});

describe("an understood number is a number", () => {
  it.each(["number", "money", "area"])("%s: finite, not negative, one reading per alternative", (kind) => {
    fc.assert(
      fc.property(
        fc.array(pieces, { maxLength: 8 }).map((all) => all.join(" ")),
        (text) => {
          const reading = READERS[kind]?.(text);
          const values = reading?.kind === "ambiguous" ? reading.alternatives.map(({ value }) => value) : [];
          if (reading?.kind === "understood") values.push(reading.value);
          for (const value of values) expect(Number.isFinite(value) && Number(value) >= 0).toBe(true);
          expect(new Set(values).size).toBe(values.length);
        },
      ),
      { numRuns: 1000 },
    );
  });
});

describe("politeness does not change the reading", () => {
  const around = fc.constantFrom<[string, string]>(
    ["dạ ", ""],
    ["", " ạ"],
    ["dạ thưa ", " ạ"],
    ["Dạ, em xin ", " nha em"],
    ["dạ cháu gửi ", " nhé"],
    ["", " nghen anh"],
    ["da ", " a"],
    ["", "!!!"],
  );
  it.each(["money", "number"])("%s", (kind) => {
    const inputs = readTable(kind)
      .filter(({ expected }) => /^\d/.test(expected))
      .map(({ input }) => input)
      .filter((input) => /\d/.test(input) && !/^[a-z]/i.test(input));
    fc.assert(
      fc.property(fc.constantFrom(...inputs), around, (input, [before, after]) => {
        expect(valueOf(READERS[kind]?.(before + input + after) ?? { kind: "not_understood" })).toBe(
          valueOf(READERS[kind]?.(input) ?? { kind: "not_understood" }),
        );
      }),
      { numRuns: 1500 },
    );
  });
});

describe("how it is typed does not change the reading", () => {
  const dong = fc.integer({ min: 1, max: 999_999 }).map((thousands) => thousands * 1000);
  it("decomposed letters, capitals, other digits", () => {
    fc.assert(
      fc.property(dong, (value) => {
        const words = writeMoneyInWords(value);
        expect(valueOf(readMoney(words.normalize("NFD")))).toBe(value);
        expect(valueOf(readMoney(words.toUpperCase()))).toBe(value);
        const wide = writeMoney(value).replace(/\d/g, (digit) =>
          String.fromCodePoint(0xff10 + Number(digit)),
        );
        expect(valueOf(readMoney(wide))).toBe(value);
        const khmer = writeMoney(value).replace(/\d/g, (digit) =>
          String.fromCodePoint(0x17e0 + Number(digit)),
        );
        expect(valueOf(readMoney(khmer))).toBe(value);
      }),
    );
  });

  it("without diacritics it is the same sum, or it is asked", () => {
    fc.assert(
      fc.property(dong, (value) => {
        // A few words without diacritics fit two numbers; then it must ask.
        expect([value, "ambiguous"]).toContain(valueOf(readMoney(fold(writeMoneyInWords(value)))));
      }),
    );
  });
});

describe("what is written for people reads back as the same value", () => {
  it("money in digits, from a thousand up", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1000, max: 2_000_000_000 }),
        fc.constantFrom("vi", "en", "km"),
        (value, language) => {
          expect(readMoney(writeMoney(value, language))).toMatchObject({
            kind: "understood",
            value,
            sure: "certain",
          });
        },
      ),
    );
  });

  it("money and numbers in words", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1000, max: 999_999_999_999 }), (value) => {
        expect(valueOf(readMoney(writeMoneyInWords(value)))).toBe(value);
        expect(valueOf(readNumber(writeNumberInWords(value)))).toBe(value);
      }),
    );
    for (let value = 0; value < 2500; value += 1)
      expect(valueOf(readNumber(writeNumberInWords(value)))).toBe(value);
  });

  it("numbers in digits", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.integer({ min: 0, max: 10_000_000 }),
          fc.integer({ min: 0, max: 100_000 }).map((whole) => whole * 100),
        ),
        fc.constantFrom("vi", "en", "km"),
        (hundredths, language) => {
          const reading = readNumber(writeNumber(hundredths / 100, language));
          // `8.114` by itself may have three decimals: which is meant is asked, and the whole number stands first.
          const value = reading.kind === "ambiguous" ? reading.alternatives[0]?.value : valueOf(reading);
          expect(value).toBe(hundredths / 100);
        },
      ),
    );
  });

  it("quantities", () => {
    const units = fc.constantFrom(
      "con",
      "kg",
      "tấn",
      "tạ",
      "trái",
      "cây",
      "công",
      "m²",
      "ngày",
      "người",
      "giạ",
      "lít",
    );
    const names = fc.constantFrom(null, "bò", "lúa", "dừa xiêm");
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9999 }), units, names, (tenths, unit, of) => {
        const quantity = { value: tenths / 10, unit, of };
        expect(valueOf(readQuantity(writeQuantity(quantity)))).toEqual(quantity);
      }),
    );
  });
});

describe("normalising", () => {
  it("is done once for all", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 40 }), (text) => {
        expect(normalise(normalise(text))).toBe(normalise(text));
      }),
    );
  });

  it("keeps each token's place in what was typed", () => {
    fc.assert(
      fc.property(
        fc.array(pieces).map((all) => all.join("")),
        (text) => {
          let last = 0;
          for (const token of tokens(text)) {
            // A mark on a digit shares the place of the digit.
            expect(token.end).toBeGreaterThanOrEqual(last);
            expect(token.end).toBeGreaterThan(token.start);
            last = token.end;
          }
          expect(last).toBeLessThanOrEqual(text.length);
        },
      ),
    );
  });
});
