import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readContent } from "../../src/content.ts";
import { FIGURES } from "../../src/reports/figures/all.ts";

const ROOT = new URL("../..", import.meta.url).pathname;
const said = ["src/reports", "src/papers"]
  .flatMap((room) =>
    readdirSync(join(ROOT, room), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".ts"))
      .map((name) => readFileSync(join(ROOT, room, name), "utf8")),
  )
  .join("\n");
const keys = [...(readContent(ROOT).texts.get("vi")?.keys() ?? [])]
  .filter((key) => key.startsWith("papers."))
  .map((key) => key.slice("papers.".length));

/** Groups of words for codes that the record keeps; looked up by `term`. */
const BY_CODE =
  /^(figures|classes|plans|sources|sources_short|meeting_kinds|pilots|services|need_categories|measures|meeting_kinds_plain)\./;

test("every word of a paper that the source asks for exists, and none is left that nobody asks for", () => {
  const asked = [...said.matchAll(/\bsay(?:\.term)?\(\s*"([a-z_0-9.]+)"/g)].map(([, key = ""]) => key);
  expect(asked.filter((key) => !keys.includes(key) && !BY_CODE.test(`${key}.`))).toEqual([]);
  const loose = keys.filter((key) => !BY_CODE.test(key) && !said.includes(`"${key}"`));
  // Put together from a name and an ending: `period.${key}`, `report.${name}_text`.
  const built =
    /^(period|next_period)\.|^report\.\w+_(heading|text)$|^head\.(mark|number|body)_|^foot\.(on_behalf_of|office)_|^annex\.(households|parts|meetings|models)$|^file\./;
  expect(loose.filter((key) => !built.test(key))).toEqual([]);
});

test("every figure has a name", () => {
  expect(FIGURES.filter(({ code }) => !keys.includes(`figures.${code}`))).toEqual([]);
});
