const LONELY_SURROGATE = /\p{Surrogate}/gu;
const INVISIBLE = /[\p{Cc}\p{Cf}]+/gu;
const LONGEST_TEXT = 10_000;
const LONGEST_NAME = 100;

/**
 * What a person typed, as we may store it: composed (NFC), without what PostgreSQL refuses (U+0000) or UTF-8 cannot
 * hold, and not longer than any channel lets a person write.
 */
export function cleanText(text: string): string {
  return text
    .slice(0, LONGEST_TEXT)
    .replaceAll("\u0000", "")
    .replace(LONELY_SURROGATE, "\uFFFD")
    .normalize("NFC");
}

/** A display name on one line, without anything invisible, at most 100 characters. Undefined where nothing is left. */
export function cleanName(name: string): string | undefined {
  const spaced = cleanText(name).replace(INVISIBLE, " ").replace(/\s+/g, " ").trim();
  const short = Array.from(spaced).slice(0, LONGEST_NAME).join("").trim();
  return short === "" ? undefined : short;
}
