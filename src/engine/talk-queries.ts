import type { Value, Values } from "../domain/value.ts";
import { callsSomebody, isHardlyMoreThanAName, namingIn } from "../language/named-household.ts";
import type { Run } from "./run.ts";
import { rolesOf } from "./session.ts";
import { talksLike } from "./talks-like.ts";

/** What a flow may ask about the talk itself; `flows check` knows it by this list. */
export const TALK_QUERIES = ["talk.like"] as const;
/** So many talks are offered to somebody whose line was not understood. */
const MOST = 3;
/** A line that is no more like a talk than chance means none; one that names somebody may be about anything. */
const LEAST = 0.1;
const LEAST_BESIDE_A_NAME = 2;

export function isTalkQuery(name: string): boolean {
  return TALK_QUERIES.some((query) => query === name);
}

/** Which talks a `line` may have meant, as options; none where it is a name, or shares no telling word with any. */
export function talkQuery({ library, session }: Run, { line }: Values): Value {
  if (typeof line !== "string" || isHardlyMoreThanAName(line)) return [];
  const least = callsSomebody(namingIn(line)) ? LEAST_BESIDE_A_NAME : LEAST;
  return talksLike(library, session.locale, line, rolesOf(session))
    .filter(({ score }) => score >= least)
    .slice(0, MOST)
    .map(({ flow }) => ({ id: flow, label: library.words.text(session.locale, `${flow}.title`) }));
}
