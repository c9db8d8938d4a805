import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { loadContent, readContent } from "../src/content.ts";
import { checkLocales } from "../src/engine/inspect/check-locales.ts";
import { COMMON_KEYS } from "../src/engine/inspect/needed-keys.ts";
import { ASKS_STILL } from "../src/reminders/restored-words.ts";

const root = new URL("..", import.meta.url).pathname;

describe("the words that are shipped", () => {
  const { flows, locales, texts } = readContent(root);
  const found = checkLocales({ flows: flows.map(({ flow }) => flow), locales, texts });

  test("are complete and fit every channel in each released language", () => {
    expect(found.filter(({ level }) => level === "error")).toEqual([]);
  });

  test("name no poverty and no office letters, and nothing unknown; only long texts are warned of", () => {
    const others = found.filter(
      ({ level, message }) => level === "warning" && !message.includes("slow readers"),
    );
    expect(others).toEqual([]);
  });

  test("offer a draft only where it is switched on", () => {
    expect(loadContent(root).library?.words.locales).toEqual(["vi", "en"]);
    expect(loadContent(root, ["km"]).library?.words.locales).toEqual(["vi", "en", "km"]);
  });
});

test("whatever asks again after a restore has a word that says what it is", () => {
  const words = loadContent(root).library?.words;
  for (const locale of ["vi", "en"])
    expect(ASKS_STILL.filter((kind) => words?.has(locale, `terms.reminders.${kind}`) !== true)).toEqual([]);
});

test("every word of `common` that the source names is on the list of needed words", () => {
  const known = new Set([...COMMON_KEYS.must, ...COMMON_KEYS.lists]);
  const named = sourceFiles(join(root, "src")).flatMap((file) =>
    [...readFileSync(file, "utf8").matchAll(/["'`](common\.[a-z_.]*[a-z_])["'`]/g)].map(
      (match) => match[1] ?? "",
    ),
  );
  expect(named.length).toBeGreaterThan(20);
  expect(named.filter((key) => !known.has(key))).toEqual([]);
});

function sourceFiles(directory: string): string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".ts") && !entry.parentPath.includes("prisma"))
    .map((entry) => join(entry.parentPath, entry.name));
}
