import { at, type Values } from "../domain/value.ts";
import { formatValue, isFormat, type Format } from "./format-value.ts";

/** A text cut at its placeholders, so that it is taken apart only once. */
export type Template = (string | { path: string; format: Format | null })[];

const PLACEHOLDER = /\{([a-z][a-z0-9_.]*)(?::([a-z_]+))?\}/g;

/** Takes a text apart. `{you}` is a value as it is, `{amount:money}` one written in a given way. */
export function compile(text: string): Template {
  const template: Template = [];
  let end = 0;
  for (const match of text.matchAll(PLACEHOLDER)) {
    if (match.index > end) template.push(text.slice(end, match.index));
    const [, path = "", format] = match;
    template.push({ path, format: format !== undefined && isFormat(format) ? format : null });
    end = match.index + match[0].length;
  }
  if (end < text.length) template.push(text.slice(end));
  return template;
}

/** Fills a text in. What is not known is written as a dash, never as `undefined`. */
export function fill(template: Template, values: Values, locale: string): string {
  let text = "";
  for (const part of template)
    text += typeof part === "string" ? part : formatValue(at(values, part.path), part.format, locale);
  // A form of address may begin a sentence: "cô Sáu" -> "Cô Sáu".
  return text.charAt(0).toLocaleUpperCase() === text.charAt(0) ? text : capitalise(text);
}

/** The placeholders of a text, for the check that every language offers the same ones. */
export function placeholders(text: string): string[] {
  return [...text.matchAll(PLACEHOLDER)].map((match) => match[0]).toSorted();
}

function capitalise(text: string): string {
  return text.charAt(0).toLocaleUpperCase("vi") + text.slice(1);
}
