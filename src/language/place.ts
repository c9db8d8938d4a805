import { type NamedUnit, parentsOf, type PlaceIndex, unitsAround } from "./place-index.ts";
import { parsePlace, type PlaceName, type PlaceParse } from "./place-parse.ts";
import type { PlaceUnit } from "./place-unit.ts";
import { LONGEST_ANSWER, type Alternative, type Reading } from "./reading.ts";
import { type Token, tokens, typed } from "./tokens.ts";

export type PlaceRef = { id: string; name: string; type: string };

/** The unit that was named, and where it is today. */
export type PlaceHit = PlaceRef & {
  /** The units around it, nearest first, as they were in its time. */
  parents: PlaceRef[];
  /** Itself where it exists today; otherwise the units that hold its land. */
  today: PlaceRef[];
  former: boolean;
  /** What was typed in front and is no unit of the index: a hamlet, a house and street. */
  detail: string | null;
};

const MOST_TOKENS = 60;
const MOST_ALTERNATIVES = 20;

/**
 * Reads a place by its present or former name, at any level, with or without its type and the units around it, with or
 * without diacritics. A name that several places have is ambiguous, each with its parents; `within` (a unit's id)
 * narrows the search to what lies in that unit now or did before. What is typed beside known names is not guessed at.
 */
export function readPlace(
  input: string,
  { index, within }: { index: PlaceIndex; within?: string },
): Reading<PlaceHit> {
  if (input.length > LONGEST_ANSWER) return { kind: "not_understood" };
  const all = tokens(input);
  if (all.length > MOST_TOKENS) return { kind: "not_understood" };
  for (const parse of parsePlace(all, index)) {
    const units = resolve(index, parse, within);
    if (units.length === 0) continue;
    const detail =
      parse.detail === null
        ? null
        : typed(input, all, parse.detail.from, parse.detail.to).replace(/[\s,]+$/, "");
    const hits = units.slice(0, MOST_ALTERNATIVES).map((unit) => hitOf(index, unit, detail));
    return settle(hits, typed(input, all, 0, all.length - 1), certain(parse, all));
  }
  return { kind: "not_understood" };
}

function settle(hits: PlaceHit[], read: string, sure: boolean): Reading<PlaceHit> {
  const [only, ...others] = hits;
  if (only === undefined) return { kind: "not_understood" };
  if (others.length > 0)
    return { kind: "ambiguous", alternatives: hits.map((value): Alternative<PlaceHit> => ({ value })) };
  return { kind: "understood", value: only, read, sure: sure ? "certain" : "likely" };
}

function certain({ names, detail }: PlaceParse, all: Token[]): boolean {
  const hedged = all.some(({ plain }) => plain === "chac" || plain === "hinh");
  return !hedged && names.every(({ spelled }) => spelled) && detail?.hamlet !== false;
}

/** The units that one name stands for while every other name stands for a unit around it. */
function resolve(index: PlaceIndex, { names }: PlaceParse, within: string | undefined): PlaceUnit[] {
  const found = new Map<string, PlaceUnit>();
  for (const name of names) {
    const others = names
      .filter((other) => other !== name)
      .map(({ units }) => new Set(units.map(({ unit }) => unit.id)));
    for (const { unit } of ofTime(name)) {
      const around = unitsAround(index, unit);
      const inside = within === undefined || within === unit.id || around.has(within);
      if (inside && others.every((ids) => [...ids].some((id) => around.has(id)))) found.set(unit.id, unit);
    }
    // Two names for one place (`TP Bến Tre, Bến Tre`) fit both ways round; the first name is the inner one.
    if (found.size > 0) break;
  }
  return withoutDoubles([...found.values()]);
}

function ofTime({ units, former }: PlaceName): readonly NamedUnit[] {
  if (former === null) return units;
  const fitting = units.filter(({ unit }) => (unit.today !== undefined) === former);
  return fitting.length > 0 ? fitting : units;
}

/** A former unit that became one unit which is found as well is that unit. Those of today come first. */
function withoutDoubles(units: PlaceUnit[]): PlaceUnit[] {
  const present = units.filter(({ today }) => today === undefined);
  const ids = new Set(present.map(({ id }) => id));
  const former = units.filter(
    ({ today }) => today !== undefined && !(today.length === 1 && ids.has(today[0] ?? "")),
  );
  return [...present, ...former];
}

function hitOf(index: PlaceIndex, unit: PlaceUnit, detail: string | null): PlaceHit {
  const today = unit.today?.flatMap((id) => index.units.get(id) ?? []) ?? [unit];
  return {
    ...refOf(unit),
    parents: parentsOf(index, unit).map(refOf),
    today: today.map(refOf),
    former: unit.today !== undefined,
    detail,
  };
}

function refOf({ id, name, type }: PlaceUnit): PlaceRef {
  return { id, name, type };
}
