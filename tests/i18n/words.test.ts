import { describe, expect, test } from "vitest";
import { Words, type Texts } from "../../src/i18n/words.ts";

function say(text: string, values: Parameters<Words["text"]>[2] = {}): string {
  const texts: Texts = new Map([
    ["tea.said", text],
    ["terms.teas.green", "trà xanh"],
    ["common.you.co", "cô {name}"],
  ]);
  return new Words(new Map([["vi", texts]])).text("vi", "tea.said", values);
}

describe("filling a text in", () => {
  test("leaves out a line of a list that has nothing to say, and no other line", () => {
    const text = "Trà:\n• Mấy ly: {cups}\n• Đá: {ice}, đường: {sugar}\n• Uống liền\nCảm ơn {who}.";
    expect(say(text, { cups: null, ice: "", sugar: null })).toBe("Trà:\n• Uống liền\nCảm ơn –.");
    expect(say(text, { cups: 2, ice: null, sugar: "ít", who: "cô" })).toBe(
      "Trà:\n• Mấy ly: 2\n• Đá: –, đường: ít\n• Uống liền\nCảm ơn cô.",
    );
  });

  test("writes a form of address large where a sentence or a line begins", () => {
    expect(say("{you} ơi, mời {you}. {you} uống gì?\n{you} ngồi đi.", { you: "cô Sáu" })).toBe(
      "Cô Sáu ơi, mời cô Sáu. Cô Sáu uống gì?\nCô Sáu ngồi đi.",
    );
  });

  test("names a code by its term, and somebody as people speak of her", () => {
    expect(say("Một ly {tea:teas}.", { tea: "green" })).toBe("Một ly trà xanh.");
    expect(say("Mời {who:called}.", { who: { name: "Nguyễn Thị Sáu", address: "co" } })).toBe("Mời cô Sáu.");
    expect(say("Mời {who:called}.", { who: "Nguyễn Thị Sáu" })).toBe("Mời Nguyễn Thị Sáu.");
  });
});

describe("looking a text up", () => {
  const words = new Words(
    new Map([
      [
        "vi",
        new Map<string, string | string[]>([
          ["a", "tiếng Việt"],
          ["only", "chỉ có ở đây"],
          ["list", ["một", "hai"]],
        ]),
      ],
      [
        "en",
        new Map<string, string | string[]>([
          ["a", "English"],
          ["list", ["one"]],
        ]),
      ],
    ]),
  );

  test("falls back to Vietnamese, then to the key, and never fails", () => {
    expect(words.text("en", "a")).toBe("English");
    expect(words.text("en", "only")).toBe("chỉ có ở đây");
    expect(words.text("en", "nowhere")).toBe("nowhere");
    expect(words.text("xx", "a")).toBe("tiếng Việt");
  });

  test("a list is no text, and a text no list", () => {
    expect(words.text("vi", "list")).toBe("list");
    expect(words.list("vi", "a")).toEqual([]);
  });

  test("what people may type counts in their language and in Vietnamese", () => {
    expect(words.list("en", "list")).toEqual(["one", "một", "hai"]);
    expect(words.list("vi", "list")).toEqual(["một", "hai"]);
  });

  test("takes the first key that there is", () => {
    expect(words.firstText("vi", ["nowhere", "a"])).toBe("tiếng Việt");
    expect(words.firstText("vi", ["nowhere", "there"])).toBe("there");
  });

  test("knows whether a language has a text of its own", () => {
    expect([words.has("en", "only"), words.has("vi", "only")]).toEqual([false, true]);
    expect(words.raw("en", "only")).toBeUndefined();
    expect(words.locales).toEqual(["vi", "en"]);
  });
});
