import { shippedLibrary } from "../support/library.ts";

const { words } = shippedLibrary();

/**
 * Fits a message that holds the Vietnamese text under `key` (its first line), whatever was filled in; a question that is
 * asked again may come in its short words. So a test names the question that it waits for, and goes on to hold when
 * somebody finds better words. Throws where there is no text.
 */
export function said(key: string): RegExp {
  const forms = [key, `${key}.short`].flatMap((one) => firstLineOf(one));
  if (forms.length === 0) throw new Error(`there is no text ${key}`);
  return new RegExp(forms.join("|"), "i");
}

function firstLineOf(key: string): string[] {
  const [line = ""] = (words.raw("vi", key) ?? "").trim().split("\n");
  if (line === "") return [];
  const parts = line.split(/\{[^}]*\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`));
  return [parts.join(String.raw`[^\n]*?`)];
}

/** The label of an option, as it stands on a button after its number. */
export function label(key: string): string {
  return words.text("vi", key);
}
