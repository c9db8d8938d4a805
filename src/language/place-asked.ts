import { HOW_IT_STANDS } from "./how-it-stands.ts";
import { fold } from "./normalise.ts";

const LONGEST = 80;
const FRONT = /^tinh hinh (?:o |ben |cua )?/;
const TAIL = new RegExp(` (?:lam )?(?:${HOW_IT_STANDS})$`);
const KIND = /^(?:tinh|xa|phuong|dac khu) /;

/**
 * The name of the place that a short line asks about, folded and without its kind: `Vĩnh Long thế nào`, `tình hình xã Bình Phú
 * Đông`. Null where it asks nothing like that; whether a place is called so, only who knows the places can say.
 */
export function placeAsked(line: string): string | null {
  const folded = fold(line)
    .replace(/[\s.,!?…]+/g, " ")
    .trim();
  if (line.length > LONGEST || !(FRONT.test(folded) || TAIL.test(folded))) return null;
  return folded.replace(FRONT, "").replace(TAIL, "").replace(KIND, "");
}
