import { at, idOf, type Value, type Values } from "../domain/value.ts";
import { formatValue, isFormat } from "./format-value.ts";

/** A text cut into lines and at its placeholders, so that it is taken apart only once. */
export type Template = Line[];
type Placeholder = { path: string; format: string | null };
type Line = (string | Placeholder)[];

/** Looks up a word by its key, in the language of the text. */
export type WordOf = (key: string, values?: Values) => string;

/** Nothing yet, or the end of a sentence or line, with a bullet perhaps. */
const BEGINS_SENTENCE = /(?:^|[.!?…]\s+|\n)["“(•\s]*$/;

const PLACEHOLDER = /\{([a-z][a-z0-9_.]*)(?::([a-z_]+))?\}/g;

/**
 * Takes a text apart. `{you}` is a value as it is, `{amount:money}` one written in a format, and
 * `{plan.livelihood:livelihoods}` the word for it under `terms.livelihoods`, itself filled in from the same values.
 */
export function compile(text: string): Template {
  return text.split("\n").map(compileLine);
}

function compileLine(text: string): Line {
  const line: Line = [];
  let end = 0;
  for (const match of text.matchAll(PLACEHOLDER)) {
    if (match.index > end) line.push(text.slice(end, match.index));
    const [whole, path = "", format] = match;
    line.push({ path, format: format ?? null });
    end = match.index + whole.length;
  }
  if (end < text.length) line.push(text.slice(end));
  return line;
}

/** The text itself, where there is nothing to fill in. */
export function plainText(template: Template): string | null {
  const plain = template.every((line) => line.every((part) => typeof part === "string"));
  return plain ? template.map((line) => line.join("")).join("\n") : null;
}

/**
 * Fills a text in. A line of a list that names something inside a list ("• {found.late.name}") is written once for each
 * entry. A line of a list ("• …") that has nothing to say is left out; elsewhere what is not known is
 * written as a dash, never as `undefined`.
 */
export function fill(template: Template, values: Values, locale: string, word: WordOf): string {
  return template
    .flatMap((line) => eachOf(line, values))
    .filter(({ line, values: known }) => !isEmptyBullet(line, known))
    .map(({ line, values: known }) => fillLine(line, known, locale, word))
    .join("\n");
}

/** The name under which a line knows the entry that it is written for. */
const ENTRY = "entry of a list";

/** A bullet that reaches into a list, once for each of its entries; any other line as it is. */
function eachOf(line: Line, values: Values): { line: Line; values: Values }[] {
  const [first] = line;
  const list =
    typeof first === "string" && first.startsWith("• ")
      ? line.flatMap((part) => (typeof part === "string" ? [] : (listIn(part.path, values) ?? []))).at(0)
      : undefined;
  if (list === undefined) return [{ line, values }];
  const inside = `${list}.`;
  const own = line.map((part) =>
    typeof part === "string" || !part.path.startsWith(inside)
      ? part
      : { ...part, path: `${ENTRY}.${part.path.slice(inside.length)}` },
  );
  const entries = at(values, list);
  return Array.isArray(entries)
    ? entries.map((entry) => ({ line: own, values: { ...values, [ENTRY]: entry } }))
    : [];
}

/** The part of a path that leads to a list and does not end there. */
function listIn(path: string, values: Values): string | null {
  const names = path.split(".");
  for (let length = 1; length < names.length; length++) {
    const head = names.slice(0, length).join(".");
    if (Array.isArray(at(values, head))) return head;
  }
  return null;
}

function isEmptyBullet(line: Line, values: Values): boolean {
  const [first] = line;
  if (typeof first !== "string" || !first.startsWith("• ")) return false;
  const said = line.filter((part) => typeof part !== "string");
  return said.length > 0 && said.every(({ path }) => isNothing(at(values, path)));
}

function isNothing(value: Value): boolean {
  return value === null || value === "";
}

function fillLine(line: Line, values: Values, locale: string, word: WordOf): string {
  let text = "";
  for (const part of line) {
    if (typeof part === "string") text += part;
    else {
      const value = written(part, values, locale, word);
      // A form of address may begin a sentence: "cô Sáu ơi" -> "Cô Sáu ơi".
      text += BEGINS_SENTENCE.test(text) ? value.charAt(0).toLocaleUpperCase("vi") + value.slice(1) : value;
    }
  }
  return text;
}

/** The placeholders of a text, for the check that every language offers the same ones. */
export function placeholders(text: string): string[] {
  return [...text.matchAll(PLACEHOLDER)].map((match) => match[0]).toSorted();
}

function written({ path, format }: Placeholder, values: Values, locale: string, word: WordOf): string {
  const value = at(values, path);
  if (format === "called") return called(value, word, locale);
  if (format === null || isFormat(format))
    return formatValue(value, format, locale, (key) => word(`common.${key}`));
  const id = idOf(value);
  return typeof id === "string" && id !== ""
    ? term(format, id, values, word)
    : formatValue(value, null, locale);
}

/** The word for a code. What is no code of this group was said in somebody's own words, and stays as it is. */
function term(group: string, id: string, values: Values, word: WordOf): string {
  const key = `terms.${group}.${id}`;
  const found = word(key, values);
  return found === key ? id : found;
}

/** How somebody is spoken of: `{ name: "Trần Văn Minh", address: "anh" }` is "anh Minh". A bare name stays as it is. */
function called(value: Value, word: WordOf, locale: string): string {
  const name = at({ value }, "value.name");
  const address = at({ value }, "value.address");
  if (typeof name !== "string") return formatValue(value, null, locale);
  if (typeof address !== "string") return name;
  return word(`common.you.${address}`, { name: name.trim().split(/\s+/).at(-1) ?? name });
}
