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
