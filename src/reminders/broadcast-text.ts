import { fold } from "../language/normalise.ts";

/** What is left of the 2,000 characters of a message for the sender's own words, beside who sends it and how to stop. */
const MOST_CHARACTERS = 1_500;

/**
 * Why a text may not go out to many; null where it may. It never names poverty: a phone is read by neighbours, and the
 * word shames (also written without diacritics, or with dots between the letters).
 */
export function refusalOf(text: string): "names_poverty" | "too_long" | "empty" | null {
  const bare = fold(text);
  const spelled = bare.replace(/[^a-z0-9]+/g, " ");
  if (spelled.trim() === "") return "empty";
  if (/\bngheo\b/.test(spelled) || /\bn g h e o\b/.test(spelled)) return "names_poverty";
  return text.length > MOST_CHARACTERS ? "too_long" : null;
}
