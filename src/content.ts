import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { makeLibrary, type Library } from "./engine/library.ts";
import type { FlowSource } from "./engine/inspect/finding.ts";
import { parseFlow, type Issue } from "./engine/parse-flow.ts";
import { parseLocale } from "./i18n/parse-locale.ts";
import { SOURCE_LOCALE, Words, type Texts } from "./i18n/words.ts";

/** What a language says of itself in `locales/<language>/locale.yaml`. */
export const LocaleMeta = z.strictObject({
  name: z.string().min(1),
  /** Complete and checked by somebody who speaks it; a draft is offered only where the operator switches it on. */
  released: z.boolean(),
});
export type LocaleMeta = z.infer<typeof LocaleMeta>;

/** Everything under `flows/` and `locales/`, drafts included, with what could not be read. */
export type Content = {
  flows: FlowSource[];
  locales: Map<string, LocaleMeta>;
  texts: Map<string, Texts>;
  issues: Issue[];
};

/** Reads flows and words from the directory that holds `flows/` and `locales/`. Throws only where these are missing. */
export function readContent(root: string): Content {
  const content: Content = { flows: [], locales: new Map(), texts: new Map(), issues: [] };
  for (const name of yamlFiles(join(root, "flows"))) readFlow(content, root, name);
  // The source language comes first, since the first locale is what a new contact is offered.
  const languages = readdirSync(join(root, "locales"), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .toSorted((a, b) => Number(b === SOURCE_LOCALE) - Number(a === SOURCE_LOCALE) || a.localeCompare(b));
  for (const language of languages) readLocale(content, root, language);
  return content;
}

/**
 * The library that the engine runs on: released languages, and those drafts that are switched on. What is
 * wrong with a file comes back as issues instead, so that a bad file stops the start with its line.
 */
export function loadContent(
  root: string,
  drafts: readonly string[] = [],
): { library: Library; issues: [] } | { library: null; issues: Issue[] } {
  const { flows, locales, texts, issues } = readContent(root);
  if (issues.length > 0) return { library: null, issues };
  const offered = [...texts].filter(
    ([language]) => locales.get(language)?.released === true || drafts.includes(language),
  );
  const byId = new Map(flows.map(({ flow }) => [flow.flow, flow]));
  return { library: makeLibrary(byId, new Words(new Map(offered))), issues: [] };
}

function readFlow(content: Content, root: string, name: string): void {
  const file = join("flows", name);
  const yaml = readFileSync(join(root, file), "utf8");
  const { value, issues } = parseFlow(file, yaml);
  content.issues.push(...issues);
  if (value === null) return;
  if (`${value.flow}.yaml` !== name)
    content.issues.push({
      file,
      line: 1,
      column: 1,
      message: `name the file ${value.flow}.yaml, as its flow`,
    });
  content.flows.push({ file, yaml, flow: value });
}

function readLocale(content: Content, root: string, language: string): void {
  const texts: Texts = new Map();
  for (const name of yamlFiles(join(root, "locales", language))) {
    const file = join("locales", language, name);
    const yaml = readFileSync(join(root, file), "utf8");
    if (name === "locale.yaml") readMeta(content, file, language, yaml);
    else content.issues.push(...parseLocale(file, name.replace(/\.yaml$/, ""), yaml, texts));
  }
  if (!content.locales.has(language))
    content.issues.push({
      file: join("locales", language, "locale.yaml"),
      line: 1,
      column: 1,
      message: "write this file with `name` and `released`",
    });
  content.texts.set(language, texts);
}

function readMeta(content: Content, file: string, language: string, yaml: string): void {
  const parsed = LocaleMeta.safeParse(parse(yaml));
  if (parsed.success) content.locales.set(language, parsed.data);
  else
    content.issues.push(
      ...parsed.error.issues.map(({ path, message }) => ({
        file,
        line: 1,
        column: 1,
        message: `${path.join(".")}: ${message}`,
      })),
    );
}

function yamlFiles(directory: string): string[] {
  return readdirSync(directory)
    .filter((name) => name.endsWith(".yaml"))
    .toSorted();
}
