import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, fromDayNumber, parts } from "../../src/calendar/local-date.ts";
import { readChoice } from "../../src/language/choice.ts";
import { readDate } from "../../src/language/date.ts";
import { readFreeLine } from "../../src/language/free-line.ts";
import { maskIdentityNumber, readIdentityNumber } from "../../src/language/identity-number.ts";
import { foldWord } from "../../src/language/normalise.ts";
import { readPersonName } from "../../src/language/person-name.ts";
import { readPhone } from "../../src/language/phone.ts";
import { buildPlaceIndex } from "../../src/language/place-index.ts";
import { readPlace } from "../../src/language/place.ts";
import { readTime } from "../../src/language/time.ts";
import { writeDate, writeDates, writeShortDate, writeTime } from "../../src/language/write-date.ts";
import { writeNumberInWords } from "../../src/language/write-number-in-words.ts";
import { publishedUnits } from "../../src/registry/published-units.ts";
import { answerTable, dateText, inOneLine } from "./answers.ts";

const now = new Date("2026-11-21T03:00:00Z");
const units = publishedUnits();
const index = buildPlaceIndex(units);
const FIRST_DAY = -25_567;
const LAST_DAY = 47_846;
const days = fc.integer({ min: FIRST_DAY, max: LAST_DAY }).map(fromDayNumber);

const OPTIONS = ["Nuôi bò sinh sản", "Nuôi heo thịt", "Trồng dừa", "Buôn bán nhỏ", "2 công", "Không"].map(
  (label) => ({ id: label, label }),
);

const READERS: Record<string, (text: string) => unknown> = {
  date: (text) => readDate(text, { now }),
  time: readTime,
  phone: readPhone,
  choice: (text) => readChoice(text, { options: OPTIONS }),
  place: (text) => readPlace(text, { index }),
  person_name: readPersonName,
  identity_number: (text) => readIdentityNumber(text, { now }),
  free_line: (text) => readFreeLine(text, { now }),
};

describe("what is written for people reads back as the same", () => {
  test("dates with their weekday, in words, in digits", () => {
    fc.assert(
      fc.property(days, (date) => {
        const [year, month, day] = parts(date);
        const spelled = `ngày ${writeNumberInWords(day)} tháng ${writeNumberInWords(month)} năm ${year}`;
        for (const text of [
          writeDate(date),
          writeShortDate(date),
          date,
          `ngày ${day} tháng ${month} năm ${year}`,
          spelled,
        ]) {
          expect([text, inOneLine(readDate(text, { now }), dateText)]).toEqual([text, date]);
        }
      }),
    );
  });

  test("stretches of days", () => {
    fc.assert(
      fc.property(days, fc.integer({ min: 1, max: 400 }), (from, length) => {
        const to = addDays(from, length);
        fc.pre(to < "2101");
        expect(inOneLine(readDate(writeDates({ from, to }), { now }), dateText)).toBe(`${from}..${to}`);
      }),
    );
  });

  test("times of the day", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }), (hour, minute) => {
        const reading = readTime(writeTime({ hour, minute }));
        expect(reading).toMatchObject(
          hour < 10 || hour > 12 ? { value: { hour, minute }, sure: "certain" } : { value: { hour, minute } },
        );
      }),
    );
  });
});

describe("a date without a year", () => {
  test("is never behind a plan, never ahead of a diary", () => {
    fc.assert(
      fc.property(
        days,
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 28 }),
        (today, month, day) => {
          const at = new Date(`${today}T05:00:00Z`);
          const forward = inOneLine(readDate(`${day}/${month}`, { now: at, direction: "forward" }), dateText);
          const back = inOneLine(readDate(`${day}/${month}`, { now: at, direction: "back" }), dateText);
          expect(forward >= today && back <= today).toBe(true);
          expect([forward.slice(5), back.slice(5)]).toEqual([forward.slice(5), forward.slice(5)]);
        },
      ),
    );
  });
});

describe("politeness around an answer changes nothing", () => {
  test.each(["date", "time", "phone"])("%s", (name) => {
    const read = READERS[name];
    for (const { input, now: at, direction } of answerTable(name)) {
      if (at.getTime() !== now.getTime() || direction !== null || read === undefined || input.length < 2)
        continue;
      const plain = withoutText(read(input));
      expect([input, withoutText(read(`dạ ${input} ạ`))]).toEqual([input, plain]);
    }
  });
});

describe("phones", () => {
  test("are the same with any separators, with or without the country", () => {
    const mobile = fc
      .tuple(fc.constantFrom("90", "91", "38", "70", "86", "59"), fc.stringMatching(/^\d{7}$/))
      .map((pieces) => pieces.join(""));
    fc.assert(
      fc.property(
        mobile,
        fc.constantFrom("0", "+84", "84", "0084", "+84 "),
        fc.array(fc.constantFrom("", " ", ".", "-"), { minLength: 9, maxLength: 9 }),
        (number, prefix, gaps) => {
          const text =
            prefix +
            number
              .split("")
              .map((digit, at) => digit + (at < 8 ? (gaps[at] ?? "") : ""))
              .join("");
          expect([text, inOneLine(readPhone(text), String)]).toEqual([text, `+84${number}`]);
        },
      ),
    );
  });

  test("with a digit too few or too many are not read", () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^09[0-46-9]\d{6}$/),
        fc.stringMatching(/^09[0-46-9]\d{8}$/),
        (short, long) => {
          expect([inOneLine(readPhone(short), String), inOneLine(readPhone(long), String)]).toEqual([
            "-",
            "-",
          ]);
        },
      ),
    );
  });
});

describe("choices", () => {
  test("every label and every line chooses itself", () => {
    for (const [line, { id, label }] of OPTIONS.entries()) {
      expect(inOneLine(readChoice(label, { options: OPTIONS }), String)).toBe(id);
      expect(inOneLine(readChoice(foldWord(label.toLowerCase()), { options: OPTIONS }), String)).toBe(id);
      expect(inOneLine(readChoice(`số ${line + 1}`, { options: OPTIONS }), String)).toBe(id);
    }
  });
});

describe("places", () => {
  test("every unit of today is found by its type and name in its province", () => {
    const byId = new Map(units.map((unit) => [unit.id, unit]));
    const lost = units
      .filter(({ today, parent }) => today === undefined && parent !== null)
      .filter(({ id, type, name, parent }) => {
        const province = byId.get(parent ?? "");
        const reading = readPlace(`${type} ${name}, ${province?.type} ${province?.name}`, { index });
        const hits =
          reading.kind === "understood"
            ? [reading.value]
            : reading.kind === "ambiguous"
              ? reading.alternatives.map(({ value }) => value)
              : [];
        return !hits.some((hit) => hit.id === id);
      });
    expect(lost).toEqual([]);
  });

  test("the wards of June 2026 are wards: 35, and 89 communes in Vĩnh Long", () => {
    const types = units
      .filter(({ parent, today }) => parent === "86" && today === undefined)
      .map(({ type }) => type);
    expect([
      types.filter((type) => type === "phường").length,
      types.filter((type) => type === "xã").length,
    ]).toEqual([35, 89]);
  });

  test("every former commune leads to a unit of today", () => {
    const ids = new Set(units.map(({ id }) => id));
    const former = units.filter(({ today }) => today !== undefined);
    expect(former.length).toBeGreaterThan(10_000);
    expect(
      former.filter(({ today = [] }) => today.length === 0 || !today.every((id) => ids.has(id))),
    ).toEqual([]);
  });
});

test("a masked identity number shows three digits", () => {
  expect(maskIdentityNumber("083184000999")).toBe("•••••••••999");
});

/** A reading without the text that was read, which politeness may lengthen. */
function withoutText(reading: unknown): unknown {
  return JSON.parse(JSON.stringify(reading, (key, value: unknown) => (key === "read" ? undefined : value)));
}
