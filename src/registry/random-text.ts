import { randomInt } from "node:crypto";

/**
 * No two of these look alike in a small hand or type, and none has a meaning of its own on a Vietnamese keyboard: there
 * a vowel takes marks, `w` becomes ư, and a second `d` becomes đ.
 */
const LETTERS_AND_DIGITS = "CFHJKLMNPQRTVX23456789";
const DIGITS = "0123456789";

/** A code of 6 letters and digits for an invitation: 113 million of them, against a few guesses an hour. */
export function randomCode(): string {
  return randomText(LETTERS_AND_DIGITS, 6);
}

/** The code under which a household is filed, such as H4829173. No secret. */
export function randomHouseholdCode(): string {
  return `H${randomText(DIGITS, 7)}`;
}

function randomText(alphabet: string, length: number): string {
  return Array.from({ length }, () => alphabet.charAt(randomInt(alphabet.length))).join("");
}
