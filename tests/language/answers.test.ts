import { describe, expect, test } from "vitest";
import { readChoice } from "../../src/language/choice.ts";
import { readDate } from "../../src/language/date.ts";
import { readFreeLine } from "../../src/language/free-line.ts";
import { readIdentityNumber } from "../../src/language/identity-number.ts";
import { readPersonName } from "../../src/language/person-name.ts";
import { readPhone } from "../../src/language/phone.ts";
import { buildPlaceIndex } from "../../src/language/place-index.ts";
import { readPlace } from "../../src/language/place.ts";
import { readTime } from "../../src/language/time.ts";
import { publishedUnits } from "../../src/registry/published-units.ts";
import {
  answerTable,
  dateText,
  freeLineText,
  identityText,
  inOneLine,
  placeText,
  type Row,
  timeText,
} from "./answers.ts";

const index = buildPlaceIndex(publishedUnits());

const READERS: Record<string, (row: Row) => string> = {
  date: ({ input, now, direction }) =>
    inOneLine(readDate(input, direction === null ? { now } : { now, direction }), dateText),
  time: ({ input }) => inOneLine(readTime(input), timeText),
  phone: ({ input }) => inOneLine(readPhone(input), String),
  choice: ({ input, more }) => {
    const options = more.split(",").map((label) => {
      const [name = "", ...synonyms] = label.split("=");
      return { id: name, label: name, synonyms };
    });
    return inOneLine(readChoice(input, { options }), String);
  },
  place: ({ input, more }) =>
    inOneLine(readPlace(input, more === "" ? { index } : { index, within: more }), placeText),
  person_name: ({ input }) => inOneLine(readPersonName(input), String),
  identity_number: ({ input, now }) => inOneLine(readIdentityNumber(input, { now }), identityText),
  free_line: ({ input, now }) => inOneLine(readFreeLine(input, { now }), freeLineText),
};

describe.each(Object.entries(READERS))("%s", (name, read) => {
  test("every row of its table", () => {
    const rows = answerTable(name);
    const wrong = rows
      .filter((row) => read(row) !== row.expected)
      .map((row) => `${row.input} (${row.why}): ${read(row)}, not ${row.expected}`);
    expect(rows.length).toBeGreaterThan(30);
    expect(wrong).toEqual([]);
  });
});
