import { describe, expect, it } from "vitest";
import { decodeTelex, decodeVni } from "../../src/language/key-leftovers.ts";
import { fold, normalise } from "../../src/language/normalise.ts";
import { stripPoliteness } from "../../src/language/politeness.ts";
import { placeTone } from "../../src/language/tone-placement.ts";
import { tokens } from "../../src/language/tokens.ts";

describe("normalise", () => {
  it.each([
    ["  HAI   TRIỆU ", "hai triệu"],
    ["Hoà Bình", "hòa bình"],
    ["thuỷ sản", "thủy sản"],
    ["triêụ", "triệu"],
    ["ho\u0300a", "hòa"],
    ["Ｔｒ５", "tr5"],
    ["១២៣", "123"],
    ["5️⃣", "5"],
    ["2\u00a0tr", "2 tr"],
    ["3–4", "3-4"],
    ["5\u200btr", "5tr"],
    ["Ðồng", "đồng"],
    ["50 ₫", "50 đ"],
    ["500 m²", "500 m²"],
  ])("%j becomes %j", (typed, expected) => {
    expect(normalise(typed)).toBe(expected);
  });

  it("folds diacritics, đ included, and leaves other scripts alone", () => {
    expect(fold("Đồng Tháp Mười ở ấp Mỹ Hoà")).toBe("dong thap muoi o ap my hoa");
    expect(fold("បាទ")).toBe("បាទ");
  });
});

describe("the place of the tone", () => {
  it.each([
    ["hoà", "hòa"],
    ["hòan", "hoàn"],
    ["qúy", "quý"],
    ["gìa", "già"],
    ["mươì", "mười"],
    ["đựơc", "được"],
    ["khỏang", "khoảng"],
    ["nghìn", "nghìn"],
    ["abc", "abc"],
  ])("%s becomes %s", (typed, expected) => {
    expect(placeTone(typed)).toBe(expected);
  });
});

describe("keys left over from an input method", () => {
  it.each([
    ["trieeju", "triệu"],
    ["dduowcj", "được"],
    ["ruwowxi", "rưỡi"],
    ["khoong", "không"],
    ["nawm", "năm"],
    ["ddoongf", "đồng"],
    ["muwowif", "mười"],
  ])("Telex %s is %s", (typed, expected) => {
    expect(decodeTelex(typed)).toBe(expected);
  });

  it.each([
    ["trie6u5", "triệu"],
    ["d9u7o7c5", "được"],
    ["kho6ng", "không"],
    ["na8m", "năm"],
  ])("VNI %s is %s", (typed, expected) => {
    expect(decodeVni(typed)).toBe(expected);
  });

  it.each(["tr5", "ngan2", "m2", "k5con", "hello"])("%s is left alone", (typed) => {
    expect(decodeVni(typed)).toBeNull();
    expect(decodeTelex(typed)).toBeNull();
  });
});

describe("tokens", () => {
  it("part digits from letters and keep their place", () => {
    expect(tokens("2tr5 đ").map(({ kind, text, glued, start }) => [kind, text, glued, start])).toEqual([
      ["digits", "2", false, 0],
      ["word", "tr", true, 1],
      ["digits", "5", true, 3],
      ["word", "đ", false, 5],
    ]);
  });

  it("part number words that were run together", () => {
    expect(tokens("haitriệurưỡi").map(({ text }) => text)).toEqual(["hai", "triệu", "rưỡi"]);
    expect(tokens("tram").map(({ text }) => text)).toEqual(["tram"]);
  });
});

describe("stripPoliteness", () => {
  it.each([
    ["dạ thưa cô, 5 con ạ", "5 con"],
    ["Dạ em xin 2tr nha anh", "2 tr"],
    ["cô Sáu", "cô sáu"],
    ["anh hai trăm ngàn", "hai trăm ngàn"],
    [".5", ". 5"],
    ["2ha", "2 ha"],
    ["dạ", ""],
  ])("%j leaves %j", (typed, expected) => {
    expect(
      stripPoliteness(tokens(typed))
        .map(({ text }) => text)
        .join(" "),
    ).toBe(expected);
  });
});
