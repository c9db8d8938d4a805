import type { WrittenLanguage } from "./write-number.ts";

const LAST: Record<WrittenLanguage, string> = { vi: " và ", en: " and ", km: " និង " };

/** Items in one line: `bò, heo và gà`. */
export function writeList(items: readonly string[], language: WrittenLanguage = "vi"): string {
  const last = items.at(-1);
  if (last === undefined) return "";
  return items.length === 1 ? last : items.slice(0, -1).join(", ") + LAST[language] + last;
}
