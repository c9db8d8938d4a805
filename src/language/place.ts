import { decodeTelex } from "./key-leftovers.ts";
import { readMoney } from "./money.ts";
import { foldWord, isAscii } from "./normalise.ts";
import { nearNames } from "./place-near.ts";
import { type NamedUnit, parentsOf, type PlaceIndex, unitsAround } from "./place-index.ts";
import { parsePlace, type PlaceName, type PlaceParse } from "./place-parse.ts";
import { levelsOf, type PlaceUnit } from "./place-unit.ts";
import { isPlaceFiller, typeAt } from "./place-words.ts";
import { readQuantity } from "./quantity.ts";
import { LONGEST_ANSWER, type Alternative, type Reading } from "./reading.ts";
import { stoodBy } from "./second-thoughts.ts";
import { type Token, tokens, typed } from "./tokens.ts";
import { readYesNo } from "./yes-no.ts";

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
const LONGEST_HAMLET = 4;

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
  if (isOtherAnswer(input, all)) return { kind: "not_understood" };
  const context = { index, within };
  return placeIn(input, all, context) ?? putRight(input, all, context) ?? { kind: "not_understood" };
}

function placeIn(input: string, all: Token[], context: Context): Reading<PlaceHit> | null {
  const { index } = context;
  const parses = parsePlace(all, index);
  const plain =
    among(input, all, parses, context) ?? (named(parses, index) ? null : hamletWithin(input, all, context));
  if (plain !== null) return plain;
  const decoded = all.map(withoutKeys);
  return among(input, decoded, parsePlace(decoded, index, nearNames(index.shelf)), context);
}

/** `Giao Long, à không An Hội`: what is said last, read back. */
function putRight(input: string, all: Token[], context: Context): Reading<PlaceHit> | null {
  const { tokens: said, revised } = stoodBy(all, (part) => parsePlace(part, context.index).length > 0);
  const found = revised ? placeIn(input, said, context) : null;
  return found?.kind === "understood" ? { ...found, sure: "likely" } : found;
}

type Context = { index: PlaceIndex; within: string | undefined };

function among(
  input: string,
  all: Token[],
  parses: readonly PlaceParse[],
  { index, within }: Context,
): Reading<PlaceHit> | null {
  for (const parse of parses) {
    const found = resolve(index, parse, within);
    const units = preferProvince(found, parse, within);
    if (units.length === 0) continue;
    const detail =
      parse.detail === null
        ? null
        : typed(input, all, parse.detail.from, parse.detail.to).replace(/[\s,]+$/, "");
    const hits = units.slice(0, MOST_ALTERNATIVES).map((unit) => hitOf(index, unit, detail));
    const sure = certain(parse, all) && units.length === found.length;
    return settle(hits, typed(input, all, 0, all.length - 1), sure);
  }
  return null;
}

/** `chưa` is no Chư Á, `hai tấn` no Hải Tân: what plainly answers another question names no place without its type. */
function isOtherAnswer(input: string, all: Token[]): boolean {
  if (typeAt(all, 0) !== null) return false;
  const answer = readYesNo(input);
  // `Tuy Hòa`, `Vang Quới Đông` begin like an answer, and are none.
  if (answer.kind === "understood" && answer.sure === "certain") return true;
  // Without diacritics `hai tan` may well be Hải Tân.
  if (all.every(({ text }) => isAscii(text))) return false;
  const money = readMoney(input);
  const quantity = readQuantity(input);
  const counted =
    quantity.kind === "understood" && quantity.sure === "certain" && quantity.value.unit !== null;
  return counted || (money.kind === "understood" && money.sure === "certain");
}

/** Whether the answer names a place wherever it lies: `Ấp 3 An Hội` is no part of another commune. */
function named(parses: readonly PlaceParse[], index: PlaceIndex): boolean {
  return parses.some((parse) => parse.names.length > 1 && resolve(index, parse, undefined).length > 0);
}

/** `tổ 5` where the commune is known: a part of it that no list has. */
function hamletWithin(input: string, all: Token[], { index, within }: Context): Reading<PlaceHit> | null {
  const unit = within === undefined ? undefined : index.units.get(within);
  const from = all.findIndex((token, at) => !isPlaceFiller(token) || typeAt(all, at) !== null);
  const type = from < 0 ? null : typeAt(all, from);
  if (unit === undefined || type === null || levelsOf(type.type)[0] !== "hamlet") return null;
  const name = all.slice(type.next);
  const plain = name.length > 0 && name.length <= LONGEST_HAMLET && name.every(({ kind }) => kind !== "mark");
  if (!plain) return null;
  const hit = hitOf(index, unit, typed(input, all, from, all.length - 1));
  return { kind: "understood", value: hit, read: typed(input, all, from, all.length - 1), sure: "likely" };
}

/** Whoever writes just `Cần Thơ` means the province, unless a smaller part of the country is asked about. */
function preferProvince(units: PlaceUnit[], { names }: PlaceParse, within: string | undefined): PlaceUnit[] {
  const bare = within === undefined && names.length === 1 && names[0]?.type === null && !names[0].former;
  const provinces = units.filter(({ parent, today }) => parent === null && today === undefined);
  return bare && provinces.length === 1 ? provinces : units;
}

function withoutKeys(token: Token): Token {
  const text = token.kind === "word" ? decodeTelex(token.text) : null;
  return text === null ? token : { ...token, text, plain: foldWord(text) };
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
