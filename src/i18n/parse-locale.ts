import { LineCounter, parseDocument } from "yaml";
import type { Texts } from "./words.ts";

/** One thing wrong with a locale file, at a place that an editor can jump to. */
export type LocaleIssue = { file: string; line: number; column: number; message: string };

/**
 * Reads one locale file into `texts`; nested names are joined by dots under `name`, the file's own name.
 * A leaf is a text or a list of texts. What is wrong comes back as issues.
 */
export function parseLocale(file: string, name: string, yaml: string, texts: Texts): LocaleIssue[] {
  const lines = new LineCounter();
  const document = parseDocument(yaml, { lineCounter: lines, strict: true, uniqueKeys: true });
  const issues = document.errors.map((error) => {
    const { line, col } = lines.linePos(error.pos[0]);
    return { file, line, column: col, message: error.message.split("\n")[0] ?? "" };
  });
  if (issues.length > 0) return issues;
  const content: unknown = document.toJS();
  flatten(name, content, texts, (key) =>
    issues.push({ file, line: 1, column: 1, message: `${key}: write a text or a list of texts` }),
  );
  return issues;
}

function flatten(key: string, content: unknown, texts: Texts, wrong: (key: string) => void): void {
  if (typeof content === "string") texts.set(key, content.trim().normalize("NFC"));
  else if (Array.isArray(content)) {
    const list = content.map(String);
    if (content.every((entry) => typeof entry === "string" || typeof entry === "number"))
      texts.set(key, list);
    else wrong(key);
  } else if (content !== null && typeof content === "object") {
    for (const [name, inner] of Object.entries(content)) flatten(`${key}.${name}`, inner, texts, wrong);
  } else wrong(key);
}
