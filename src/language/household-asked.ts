import { HOW_IT_STANDS } from "./how-it-stands.ts";
import { fold } from "./normalise.ts";

const LONGEST = 80;
const MOST_WORDS = 6;
const FRONT =
  /^(?:em oi |em |da )?(?:(?:cho )?(?:tim|kiem|coi|xem|mo|hoi)(?: (?:giup|gium|dum|cho))?(?: (?:em|toi|tui|minh))?(?: |$))?/;
const TAIL = new RegExp(` (?:${HOW_IT_STANDS}|sao|dau)$`);

/**
 * The household that a short line asks about, in words that a search takes: `hộ cô Sáu`, `nhà anh Út sao rồi`, `tìm Lê Văn
 * Bền`, a code or a phone. Null for what is too long to be a name; whether anybody is called so, only a search can say.
 */
export function householdAsked(input: string): string | null {
  if (input.length > LONGEST) return null;
  const folded = fold(input)
    .replace(/[\s.,!?…]+/g, " ")
    .trim();
  const asked = folded.replace(FRONT, "").replace(TAIL, "").trim();
  const isName = /[a-z]{2}|\d{4}/.test(asked.replace(/ (?=\d)/g, ""));
  return isName && asked.split(" ").length <= MOST_WORDS ? asked : null;
}
