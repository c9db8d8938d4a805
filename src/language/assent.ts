import { stripPoliteness } from "./politeness.ts";
import type { Token } from "./tokens.ts";
import { lookUp, wordTable } from "./word-table.ts";

const ASSENT = wordTable<true>([["rồi ok oke okie okê được thì luôn đi liền hết mà chớ chứ vậy thôi", true]]);

/**
 * An answer without the words of assent or haste around it: `rồi, đồng ý`, `ok đồng ý luôn`. Nothing is left of an answer
 * that is made of them alone.
 */
export function stripAssent(all: Token[]): Token[] {
  let rest = stripPoliteness(all);
  for (;;) {
    const from = isAssent(rest[0]) ? 1 : 0;
    const to = rest.length - (rest.length > from && isAssent(rest.at(-1)) ? 1 : 0);
    if (from === 0 && to === rest.length) return rest;
    rest = stripPoliteness(rest.slice(from, to));
  }
}

function isAssent(token: Token | undefined): boolean {
  return token !== undefined && lookUp(token, ASSENT) !== undefined;
}
