import type { Token } from "./tokens.ts";

/** Words of sums, without marks. */
export const MONEY_WORD = /^(?:k|ng|ngan|nghin|tr|trd|trieu|ty|ti|d|dong|vnd|vnđ|cu|chai|lit|xi|cham|m)$/;

/** A number in digits or the first word of one. */
export function isNumber(word: Token): boolean {
  return (
    word.kind === "digits" ||
    /^(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|trăm|nửa|chục|mot|bon|nam|sau|bay|tam|chin|muoi|tram|nua|chuc)$/.test(
      word.text,
    )
  );
}

/** Tokens as a text again, for the readers of sums and quantities. */
export function spoken(words: readonly Token[]): string {
  return words.map(({ text, glued }, at) => (glued || at === 0 ? text : ` ${text}`)).join("");
}
