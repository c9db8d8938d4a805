import { stripAssent } from "../language/assent.ts";
import { nameOf } from "../language/choice-match.ts";
import { stripPoliteness } from "../language/politeness.ts";
import { tokens } from "../language/tokens.ts";
import { plain } from "./library.ts";
import type { Wait } from "./session.ts";
import { tidy, type Option } from "./wait.ts";

/**
 * The option that was named in its own words or by its number, politeness and assent aside; null for everything else. For
 * questions on which much hangs, such as consent: a `dạ` or an `ừ` is no answer to them.
 */
export function exactOption(typed: string, options: readonly Option[]): Option | null {
  const number = /^\s*(\d{1,2})\s*[.)]?\s*$/.exec(typed)?.[1];
  if (number !== undefined) return options[Number(number) - 1] ?? null;
  const said = [...wordings(typed), nameOf(stripAssent(tokens(typed))).folded];
  const named = options.filter(({ label, also = [] }) =>
    [label, ...also].flatMap(wordings).some((text) => said.includes(text)),
  );
  const [only, ...others] = named;
  return only !== undefined && others.length === 0 ? only : null;
}

/** Folded, as it stands and without the polite words around it, which may be part of an option's own words. */
function wordings(text: string): string[] {
  const all = tokens(text);
  return [all, stripPoliteness(all)].map((some) => nameOf(some).folded).filter((folded) => folded !== "");
}

/** An option's very words, or some of the words of one only: "kế hoạch" for "Kế hoạch, sổ, thăm hộ". */
export function isOption({ options = [] }: Wait, typed: string): boolean {
  const all = options.map(tidy);
  const said = ` ${plain(typed)} `;
  return (
    exactOption(typed, all) !== null ||
    all.filter(({ label }) => ` ${plain(label)} `.includes(said)).length === 1
  );
}
