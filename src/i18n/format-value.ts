import { isLocalDate, parts } from "../calendar/local-date.ts";
import type { Value } from "../domain/value.ts";
import { writeList } from "../language/write-list.ts";
import { writeMoney } from "../language/write-money.ts";
import { writeNumber, writtenLanguage, type WrittenLanguage } from "../language/write-number.ts";
import { writeDate } from "../language/write-date.ts";
import { writePeriod } from "../language/write-period.ts";

const FORMATS = [
  "money",
  "date",
  "day",
  "month",
  "period",
  "number",
  "area",
  "quantity",
  "phone",
  "time",
  "year",
  "yes_no",
  "photo",
] as const;
/** How a value is written for people. */
export type Format = (typeof FORMATS)[number];

export function isFormat(name: string): name is Format {
  return FORMATS.some((format) => format === name);
}

/** What is not known: a dash, never `undefined`. */
const UNKNOWN = "–";

/**
 * Writes a value as people read it. A choice is written by its label; `word` looks up the few words that belong to
 * a format ("yes", "no", "photo_received"). A value that does not fit the format is written as it is.
 */
export function formatValue(
  value: Value,
  format: Format | null,
  locale: string,
  word: (key: string) => string = (key) => key,
): string {
  if (value === null || value === "") return UNKNOWN;
  const language = writtenLanguage(locale);
  if (format !== null) {
    const written = byFormat(value, format, language, word);
    if (written !== null) return written;
  }
  if (typeof value === "number") return writeNumber(value, language);
  if (typeof value === "boolean") return word(value ? "yes" : "no");
  if (typeof value === "string") return value;
  if (Array.isArray(value))
    return writeList(
      value.map((entry) => formatValue(entry, null, locale, word)),
      language,
    );
  const named = value["label"] ?? value["name"] ?? value["id"];
  return typeof named === "string" ? named : writeQuantityLike(value, language);
}

function byFormat(
  value: Value,
  format: Format,
  language: WrittenLanguage,
  word: (key: string) => string,
): string | null {
  switch (format) {
    case "money":
      return typeof value === "number" ? writeMoney(value, language) : null;
    case "number":
      return typeof value === "number" ? writeNumber(value, language) : null;
    case "area":
      return typeof value === "number" ? `${writeNumber(value, language)} m²` : null;
    case "date":
      return typeof value === "string" && isLocalDate(value) ? writeDate(value, language) : null;
    case "day":
      return typeof value === "string" && isLocalDate(value) ? shortDate(value) : null;
    case "month":
      return typeof value === "string" && /^\d{4}-\d{2}/.test(value)
        ? `${Number(value.slice(5, 7))}/${value.slice(0, 4)}`
        : null;
    case "period":
      return typeof value === "string" ? writePeriod(value, language) : null;
    case "phone":
      return typeof value === "string" ? value.replace(/^\+84(\d{3})(\d{3})(\d+)$/, "0$1 $2 $3") : null;
    case "year":
      return typeof value === "number" ? String(value) : null;
    case "time":
    case "quantity":
      return null;
    case "yes_no":
      return typeof value === "string" ? word(value) : null;
    case "photo":
      return word("photo_received");
    default:
      return format satisfies never;
  }
}

function writeQuantityLike(value: { [key: string]: Value }, language: WrittenLanguage): string {
  const { value: amount, unit, of, hour, minute } = value;
  if (typeof hour === "number")
    return `${hour}:${String(typeof minute === "number" ? minute : 0).padStart(2, "0")}`;
  return [typeof amount === "number" ? writeNumber(amount, language) : null, unit, of]
    .filter((part) => typeof part === "string")
    .join(" ");
}

function shortDate(date: string): string {
  const [year, month, day] = parts(date);
  return `${day}/${month}/${year}`;
}
