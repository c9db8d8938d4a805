import { assert, constantFrom, integer, property, string } from "fast-check";
import { describe, expect, test } from "vitest";
import { splitText } from "../../../src/channels/shared/split-text.ts";

describe("a text that is too long", () => {
  test("stays whole where it fits", () => {
    expect(splitText("Chào anh.", 9)).toEqual(["Chào anh."]);
    expect(splitText("", 9)).toEqual([""]);
  });

  test("breaks between paragraphs before lines, lines before sentences, sentences before words", () => {
    expect(splitText("Một hai.\nBa bốn.\n\nNăm sáu.", 22)).toEqual(["Một hai.\nBa bốn.", "Năm sáu."]);
    expect(splitText("Một hai. Ba.\nBốn năm sáu.", 20)).toEqual(["Một hai. Ba.", "Bốn năm sáu."]);
    expect(splitText("Nuôi được hai con bò. Còn bốn con heo.", 30)).toEqual([
      "Nuôi được hai con bò.",
      "Còn bốn con heo.",
    ]);
    expect(splitText("nuôi được hai con bò", 12)).toEqual(["nuôi được", "hai con bò"]);
  });

  test("does not make a message of its own out of a short first line", () => {
    expect(splitText("Dạ.\nMột hai ba bốn năm sáu", 20)).toEqual(["Dạ.\nMột hai ba bốn", "năm sáu"]);
  });

  test("does not take a number's full stop for the end of a sentence", () => {
    expect(splitText("Vui lòng chọn số 12. heo nái", 22)).toEqual(["Vui lòng chọn số 12.", "heo nái"]);
    expect(splitText("Chọn nhanh: 1. Nuôi bò sữa", 18)).toEqual(["Chọn nhanh: 1.", "Nuôi bò sữa"]);
  });

  test("never cuts a character in two", () => {
    expect(splitText("🐂🐂🐂", 3)).toEqual(["🐂", "🐂", "🐂"]);
  });

  test("loses nothing but the space at a break, and keeps the limit", () => {
    const text = string({
      unit: constantFrom("a", "đ", "🐂", " ", "\n", ".", "1", "\n\n"),
      maxLength: 300,
    });
    assert(
      property(text, integer({ min: 2, max: 60 }), (given, limit) => {
        const parts = splitText(given, limit);
        expect(
          parts.every((part) => part.length <= limit && !/^\p{Surrogate}|\p{Surrogate}$/u.test(part)),
        ).toBe(true);
        expect(parts.join("").replace(/\s/g, "")).toBe(given.replace(/\s/g, ""));
      }),
    );
  });
});
