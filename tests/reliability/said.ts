import { libraryOrError } from "../../src/app/library.ts";

const { words } = libraryOrError();

/**
 * Fits a message that holds the Vietnamese text under `key` (its first line), whatever was filled in. So a test names
 * the question that it waits for, and goes on to hold when somebody finds better words. Throws where there is no text.
 */
export function said(key: string): RegExp {
  const [line = ""] = (words.raw("vi", key) ?? "").trim().split("\n");
  if (line === "") throw new Error(`there is no text ${key}`);
  const parts = line.split(/\{[^}]*\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`));
  return new RegExp(parts.join(String.raw`[^\n]*?`), "i");
}

/** The label of an option, as it stands on a button after its number. */
export function label(key: string): string {
  return words.text("vi", key);
}
