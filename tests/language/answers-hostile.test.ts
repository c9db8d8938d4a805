import * as fc from "fast-check";
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

const now = new Date("2026-11-21T03:00:00Z");
const index = buildPlaceIndex(publishedUnits());
const options = ["Nuôi bò sinh sản", "Nuôi heo thịt", "Có", "Không", "2 con"].map((label) => ({
  id: label,
  label,
}));

const READERS: [name: string, read: (text: string) => { kind: string }][] = [
  ["date", (text) => readDate(text, { now })],
  ["time", readTime],
  ["phone", readPhone],
  ["choice", (text) => readChoice(text, { options })],
  ["place", (text) => readPlace(text, { index })],
  ["person_name", readPersonName],
  ["identity_number", (text) => readIdentityNumber(text, { now })],
  ["free_line", (text) => readFreeLine(text, { now })],
];

/** Pieces of what people type, so that random strings reach deep into the grammars. */
const PIECES =
  "ngày tháng năm mùng rằm tết thứ hai ba 5 30 / - . 2027 sau trước này tới đến từ quý đầu cuối tuần 7h giờ rưỡi kém sáng chiều 0901234567 84 + không chín xã phường p tp huyện ấp tân an phú hội bến tre châu thành cũ , bán mua con heo được 12tr k kg triệu hết chết đẻ nguyễn văn dạ ạ em nuôi bò chục mốt mười mươi lăm 👍 ០៩ ａ ( ) \u200b \u0301 đ âl ta nửa".split(
    " ",
  );
const pieced = fc
  .array(fc.tuple(fc.constantFrom(...PIECES), fc.constantFrom("", " ", " ")), { maxLength: 70 })
  .map((all) => all.flat().join(""));
const anything = fc.oneof(
  pieced,
  fc.string({ unit: "binary", maxLength: 200 }),
  fc.string({ unit: "grapheme", maxLength: 200 }),
);

/** Far above what a reader needs (a few milliseconds on a busy machine), far below what a backtracking pattern takes. */
const LONGEST_MS = 250;

describe.each(READERS)("%s", (_, read) => {
  test("answers anything with a reading", () => {
    fc.assert(
      fc.property(anything, (text) => {
        expect(["understood", "ambiguous", "not_understood"]).toContain(read(text).kind);
      }),
      { numRuns: 400 },
    );
  });

  test("takes no longer for the worst two thousand characters", () => {
    for (const piece of [
      ...PIECES,
      "1 ",
      "a",
      "à ",
      "1/",
      "1-",
      "xã ",
      "ấp 1 ",
      "bán 1 ",
      "một ",
      "0 9 ",
      "tân an ",
      "thứ 2 ",
      "((((",
      "\u0301",
    ]) {
      const text = piece.repeat(2000).slice(0, 2000);
      // Whatever is slow by itself is slow each time; another test beside it is not.
      const fastest = Math.min(...[1, 2, 3].map(() => millisecondsOf(() => read(text))));
      expect([piece, fastest < LONGEST_MS]).toEqual([piece, true]);
    }
  });

  test("does not look at more than two thousand characters", () => {
    expect(read(`${" ".repeat(2000)}1`).kind).toBe("not_understood");
  });
});

function millisecondsOf(work: () => unknown): number {
  const begun = performance.now();
  work();
  return performance.now() - begun;
}
