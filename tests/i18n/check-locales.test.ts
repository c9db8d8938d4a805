import { describe, expect, test } from "vitest";
import { parseFlow } from "../../src/engine/parse-flow.ts";
import { checkLocales } from "../../src/engine/inspect/check-locales.ts";
import { COMMON_KEYS } from "../../src/engine/inspect/needed-keys.ts";
import type { Texts } from "../../src/i18n/words.ts";

const yaml = `
flow: tea
version: 1
pushed: true
starts_on_keywords: true
steps:
  - { id: which, do: choose, options: [hot, iced] }
  - { id: cups, do: ask, answer: { kind: text, max: 300 } }
  - { id: thanks, do: say }
`;
const complete: Record<string, string | string[]> = {
  "tea.title": "Trà",
  "tea.keywords": ["uống trà"],
  "tea.which": "Uống trà gì ạ?",
  "tea.which.label": "Trà",
  "tea.which.options.hot": "Nóng",
  "tea.which.options.iced": "Lạnh",
  "tea.cups": "Mấy ly ạ?",
  "tea.thanks": "Dạ, {cups} ly {which}.",
};

/** What a check finds when `changes` are made to complete words; null takes a word away. */
function found(
  changes: Record<string, Record<string, string | string[] | null>>,
  released: readonly string[] = ["vi", "en"],
): string[] {
  const { value: flow } = parseFlow("tea.yaml", yaml);
  if (flow === null) throw new Error("the flow of this test is broken");
  const texts = new Map<string, Texts>(
    ["vi", "en"].map((locale) => {
      const own = new Map<string, string | string[]>(COMMON_KEYS.must.map((key) => [key, "…"]));
      for (const key of COMMON_KEYS.lists) own.set(key, [`${locale} ${key}`]);
      for (const [key, text] of Object.entries({ ...complete, ...changes[locale] }))
        if (text === null) own.delete(key);
        else own.set(key, text);
      return [locale, own];
    }),
  );
  const locales = new Map(["vi", "en"].map((locale) => [locale, { released: released.includes(locale) }]));
  return checkLocales({ flows: [flow], locales, texts }).map(
    ({ level, file, message }) => `${level} ${file} ${message}`,
  );
}

describe("a check of the words", () => {
  test("finds nothing where everything is said", () => {
    expect(found({})).toEqual([]);
  });

  test("asks a released language for every text and list, and a draft for none", () => {
    const lacking = { en: { "tea.thanks": null, "tea.keywords": null, "common.nudge": null } };
    expect(found(lacking)).toEqual([
      "error locales/en/tea.yaml tea.thanks: write this text",
      "error locales/en/common.yaml common.nudge: write this text",
      "error locales/en/tea.yaml tea.keywords: write this list",
    ]);
    expect(found(lacking, ["vi"])).toEqual([]);
  });

  test("asks for a label where the answer can be corrected later, and not for the last question", () => {
    expect(found({ vi: { "tea.which.label": null } })).toEqual([
      "error locales/vi/tea.yaml tea.which.label: write this text",
    ]);
  });

  test("finds words that nothing says", () => {
    expect(found({ en: { "tea.wich": "Which tea?", "terms.cups.big": "large" } })).toEqual([
      "error locales/en/tea.yaml tea.wich: nothing says this; remove it, or mend its name",
      "error locales/en/terms.yaml terms.cups.big: nothing says this; remove it, or mend its name",
    ]);
  });

  test("finds placeholders that differ, that nothing sets, and formats that do not exist", () => {
    expect(found({ en: { "tea.thanks": "All right, {cups} of it, {you}." } })).toEqual([
      "error locales/en/tea.yaml tea.thanks: says {cups} where Vietnamese says {cups which}",
    ]);
    expect(found({ vi: { "tea.which": "{sugar} ạ?" }, en: { "tea.which": "{sugar}?" } })).toEqual([
      "warning locales/vi/tea.yaml tea.which: nothing sets {sugar}",
      "warning locales/en/tea.yaml tea.which: nothing sets {sugar}",
    ]);
    expect(found({ en: { "tea.thanks": "{cups:spoons} of {which}" } })).toEqual([
      "error locales/en/tea.yaml tea.thanks: there is no format and no group of terms called spoons",
    ]);
  });

  test("measures a text with what may stand in it", () => {
    const long = `${"x".repeat(1200)} {which} {cups} {cups} {cups}`;
    const [vi] = found({ vi: { "tea.thanks": long } });
    expect(vi).toMatch(/error .* can be 21\d\d characters long; no channel carries more than 2000/);
    expect(found({ vi: { "tea.which.options.hot": "x".repeat(101) } })).toEqual([
      "error locales/vi/tea.yaml tea.which.options.hot: a button carries 100 characters",
    ]);
    expect(found({ vi: { "tea.cups": "x".repeat(251) } })).toEqual([
      "warning locales/vi/tea.yaml tea.cups: 251 characters; slow readers manage 250",
    ]);
  });

  test("warns of what must not stand on a locked screen", () => {
    expect(found({ vi: { "tea.cups": "Hộ nghèo uống mấy ly, CTMTQG trả?" } })).toEqual([
      "warning locales/vi/tea.yaml tea.cups: may stand on a locked screen; say it without naming poverty",
      "warning locales/vi/tea.yaml tea.cups: write the words out; households do not know the letters",
    ]);
  });

  test("finds one thing typed that would mean two", () => {
    const both = { vi: { "common.commands.back": ["thôi"], "common.commands.stop": ["thoi"] } };
    expect(found(both)).toEqual([
      'error locales/vi/common.yaml common.commands.stop: "thoi" stands under common.commands.back too',
    ]);
  });
});
