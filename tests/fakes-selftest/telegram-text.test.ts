import { describe, expect, it } from "vitest";
import { visibleText } from "../fakes/telegram/formatted-text.ts";

describe("text with markup", () => {
  it.each([
    ["HTML", '<b>Cô</b> &lt;Sáu&gt; &amp; <a href="https://a.vn">con</a> &#128004;', "Cô <Sáu> & con 🐄"],
    ["HTML", '<span class="tg-spoiler">kín</span><blockquote expandable>dài</blockquote>', "kíndài"],
    ["MarkdownV2", "*Cô* __Sáu__ \\- `a.b` [con](https://a.vn)", "Cô Sáu - a.b con"],
    ["MarkdownV2", ">trích\ndòng", "trích\ndòng"],
    ["Markdown", "*Cô* 1. Sáu", "Cô 1. Sáu"],
    [undefined, "  <b>để nguyên  ", "<b>để nguyên"],
  ])("%s is taken out of %s", (mode, text, plain) => {
    expect(visibleText(text, mode)).toBe(plain);
  });

  it.each([
    ["HTML", "<p>x</p>", 'Unsupported start tag "p"'],
    ["HTML", "<b><i>x</b></i>", "Unmatched end tag"],
    ["HTML", "<b>x", "Can't find end tag"],
    ["HTML", "2 < 3", "start tag"],
    ["MarkdownV2", "xong!", "Character '!' is reserved"],
    ["MarkdownV2", "*x", "Can't find end of the entity"],
    ["XML", "x", "unsupported parse_mode"],
  ])("%s refuses %s", (mode, text, reason) => {
    expect(() => visibleText(text, mode)).toThrow(reason);
  });
});
