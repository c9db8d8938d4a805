import { fold } from "./normalise.ts";
import type { Reading } from "./reading.ts";

/** Letters and digits of an invitation's code. */
const LENGTH = 6;
/** Letters beside a code that nobody asked for: `mã mời`, `dạ đây em`. */
const LONGEST_BESIDE = 12;
/** Longer texts tell something else. */
const LONGEST = 200;

/**
 * Reads the code of an invitation out of what was typed: alone (`k7m-2px`, `K 7 M 2 P X`) or with words around it
 * (`mã của tui là k7m2px nha`). Gives it in capitals. What holds no code, or two, is not understood, so that it does not
 * count as a wrong one. Codes are made without vowels, so that no word is taken for one.
 */
export function readInvitationCode(typed: string): Reading<string> {
  if (typed.length > LONGEST) return { kind: "not_understood" };
  const folded = fold(typed);
  const parts = folded.split(/[^a-z0-9]+/).filter((part) => part !== "");
  const whole = parts.join("");
  const found = isCode(whole) ? [whole] : [...new Set(runs(parts).filter((run) => /[a-z]/.test(run)))];
  const [code, ...others] = found;
  if (code === undefined || others.length > 0) return { kind: "not_understood" };
  return { kind: "understood", value: code.toUpperCase(), read: typed.trim(), sure: "certain" };
}

/** The code where a line is hardly anything else: nobody was asked for one. */
export function invitationCodeAlone(typed: string): string | null {
  const reading = readInvitationCode(typed);
  const beside = fold(typed).replace(/[^a-z0-9]+/g, "").length - LENGTH;
  return reading.kind === "understood" && beside <= LONGEST_BESIDE ? reading.value : null;
}

function isCode(text: string): boolean {
  return text.length === LENGTH && isPiece(text);
}

/** Signs that may stand in a code: any with a digit among them, letters alone only without a vowel. */
function isPiece(text: string): boolean {
  return /^[a-z0-9]+$/.test(text) && (/\d/.test(text) || !/[aeiouy]/.test(text));
}

/** Neighbouring parts that make up a code together. */
function runs(parts: readonly string[]): string[] {
  return parts.flatMap((_, from) => {
    let run = "";
    for (const part of parts.slice(from, from + LENGTH)) {
      if (!isPiece(part)) break;
      run += part;
      if (isCode(run)) return [run];
    }
    return [];
  });
}
