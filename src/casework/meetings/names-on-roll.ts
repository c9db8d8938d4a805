import { fold } from "../../language/normalise.ts";

/** Among whom somebody is called by name: the lines of a roll, numbered on from `from`. */
type Line = { name: string };

/** By birth: `Tư Bền` is the fourth child of a family, called Bền on paper. */
const BIRTH_ORDER = new Set("hai ba tu bon nam sau bay tam chin muoi ut".split(" "));

/**
 * The lines of those who were called by name, and in words whom nobody or several are called so: `bà Tư` where no household
 * ends in Tư, `Ba` where two do, with their numbers. A whole name comes before the end of one.
 */
export function linesOfNames(
  roll: readonly Line[],
  names: readonly string[],
  from: number,
): { lines: number[]; unclear: string[] } {
  const lines: number[] = [];
  const unclear: string[] = [];
  for (const called of names) {
    const found = foundBy(roll, called);
    const [only, ...others] = found;
    if (only !== undefined && others.length === 0) lines.push(from + only);
    else unclear.push(found.length === 0 ? called : numbered(roll, found, from));
  }
  return { lines, unclear };
}

function numbered(roll: readonly Line[], found: readonly number[], from: number): string {
  return found.map((at) => `${from + at}. ${roll[at]?.name ?? ""}`).join(", ");
}

function foundBy(roll: readonly Line[], called: string): number[] {
  const ways = [called, withoutBirthOrder(called)];
  for (const said of ways) {
    const whole = roll.flatMap(({ name }, at) => (fold(name) === said ? [at] : []));
    if (whole.length > 0) return whole;
    const ends = roll.flatMap(({ name }, at) => (` ${fold(name)}`.endsWith(` ${said}`) ? [at] : []));
    if (ends.length > 0) return ends;
  }
  return [];
}

function withoutBirthOrder(called: string): string {
  const [first = "", ...rest] = called.split(" ");
  return rest.length > 0 && BIRTH_ORDER.has(first) ? rest.join(" ") : called;
}
