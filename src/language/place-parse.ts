import { exactKey, type NamedUnit, nameKey, type PlaceIndex } from "./place-index.ts";
import { isAscii } from "./normalise.ts";
import { isNear, type NearNames } from "./place-near.ts";
import { levelsOf } from "./place-unit.ts";
import { addressStarts, isAddressed, opensLandmark } from "./place-address.ts";
import { isPlaceFiller, timeAt, typeAt } from "./place-words.ts";
import type { Token } from "./tokens.ts";
import { withoutTone } from "./tone-placement.ts";

/** One name in an answer, with the units that it may be. */
export type PlaceName = {
  units: readonly NamedUnit[];
  /** The type typed in front, if any. */
  type: string | null;
  /** `cũ` or `mới` behind it. */
  former: boolean | null;
  /** Typed without diacritics, or with just those of some unit. */
  spelled: boolean;
};

/** A way to divide an answer into names, outermost last as people usually write. */
export type PlaceParse = {
  names: PlaceName[];
  /** A hamlet, or a house and street, that the index does not know: tokens `from` to `to`. */
  detail: { from: number; to: number; hamlet: boolean } | null;
};

const MOST_PARSES = 8;
const MOST_STEPS = 4000;
const HARD = new Set([",", ";", "|", "→"]);
const LONGEST_HAMLET = 4;
const SHORTEST_JOINED = 5;
const HOI_NGA = /[\u0303\u0309]/;

/** Every way (up to a few, the likeliest first) in which the whole answer is a row of names, or of names near them. */
export function parsePlace(all: Token[], index: PlaceIndex, near?: NearNames): PlaceParse[] {
  const found: PlaceParse[] = [];
  const bare = all.every(({ text }) => isAscii(text));
  const search = { all, index, found, near, bare, steps: 0 };
  const beside = near === undefined ? addressStarts(all) : [];
  for (const from of [...chunkStarts(all), ...beside]) {
    const comma = HARD.has(all[from - 1]?.text ?? "");
    const detail = from === 0 ? null : { from: 0, to: from - (comma ? 2 : 1), hamlet: false };
    follow(search, from, { names: [], detail });
    if (found.length > 0) break;
  }
  return found;
}

type Search = {
  all: Token[];
  index: PlaceIndex;
  found: PlaceParse[];
  near: NearNames | undefined;
  /** Typed without any diacritic: `thanh` may be Thạnh. */
  bare: boolean;
  steps: number;
};

/** An address begins with a house and a street: what stands before a comma may be unknown, what stands behind may not. */
function chunkStarts(all: Token[]): number[] {
  return [0, ...all.flatMap(({ text }, at) => (HARD.has(text) ? [at + 1] : []))];
}

function follow(search: Search, at: number, parse: PlaceParse): void {
  search.steps += 1;
  if (search.found.length >= MOST_PARSES || search.steps > MOST_STEPS) return;
  const { all } = search;
  const token = all[at];
  if (token === undefined) {
    if (parse.names.length > 0) search.found.push(parse);
    return;
  }
  if (parse.names.length > 0 && opensLandmark(token)) {
    // `…, gần cầu Tân Hào`: where in the place that was named.
    search.found.push(parse);
    return;
  }
  if (token.kind === "mark") {
    follow(search, at + 1, parse);
    return;
  }
  const typed = typeAt(all, at);
  if (typed !== null) {
    names(search, typed.next, typed.type, parse);
    if (levelsOf(typed.type)[0] === "hamlet") hamlet(search, at, typed.next, parse);
  }
  names(search, at, null, parse);
  if (isPlaceFiller(token, parse.names.length > 0) || isAddressed(all, at)) follow(search, at + 1, parse);
}

/** Takes the longest name first: `Tân An Hội` before `Tân An`. */
function names(search: Search, at: number, type: string | null, parse: PlaceParse): void {
  const { all } = search;
  const words: Token[] = [];
  const ends: { next: number; count: number }[] = [];
  for (let next = at; next < all.length && words.length < search.index.longest; next += 1) {
    const token = all[next];
    if (token === undefined || HARD.has(token.text)) break;
    if (token.kind === "mark") continue;
    words.push(token);
    ends.push({ next: next + 1, count: words.length });
  }
  for (const { next, count } of ends.toReversed()) {
    const name = nameOf(search, words.slice(0, count), type) ?? nearName(search, words.slice(0, count), type);
    if (name === null) continue;
    const time = timeAt(all, skipOpening(all, next));
    if (time !== null)
      follow(search, time.next, { ...parse, names: [...parse.names, { ...name, former: time.former }] });
    follow(search, next, { ...parse, names: [...parse.names, name] });
  }
}

function skipOpening(all: Token[], at: number): number {
  return all[at]?.text === "(" ? at + 1 : at;
}

/** A name with a slip in it: read back, never taken as spelled. Numbers and single words are never guessed at. */
function nearName({ index, near }: Search, words: Token[], type: string | null): PlaceName | null {
  const key = nameKey(words);
  if (near === undefined || words.length < 2 || /\d/.test(key)) return null;
  const exact = exactKey(words);
  const units = near(key)
    .flatMap((name) => unitsOf(index, name, type))
    .filter((named) => !marked(words) || isNear(exact, named.exact));
  return units.length === 0 ? null : { units, type, former: null, spelled: false };
}

function nameOf({ index, bare }: Search, words: Token[], type: string | null): PlaceName | null {
  const key = nameKey(words);
  // A number alone is no place: `Phường 5` needs its type.
  if (type === null && /^\d+$/.test(key)) return null;
  const units = unitsOf(index, key, type);
  const exact = exactKey(words);
  const same = units.filter((named) => named.exact === exact);
  const alike = units.filter((named) => mayBeWritten(exact, named.exact));
  const written = same.length > 0 && (!bare || isOfToday(same, alike)) ? same : alike;
  const known =
    type === null && words.length === 1 ? written.filter((named) => isSaidAlone(key, named)) : written;
  if (known.length === 0) return null;
  return { units: known, type, former: null, spelled: same.length > 0 || !marked(words) };
}

/** `An Qui` as it is written today, beside a former An Quí. */
function isOfToday(same: readonly NamedUnit[], alike: readonly NamedUnit[]): boolean {
  return (
    same.some(({ unit }) => unit.today === undefined) &&
    alike.every((named) => same.includes(named) || named.unit.today !== undefined)
  );
}

/** The units that have these letters, of the type that was said where some are. */
function unitsOf(index: PlaceIndex, key: string, type: string | null): readonly NamedUnit[] {
  const levels = type === null ? null : levelsOf(type);
  const all = (index.names.get(key) ?? []).filter(
    (named) => levels === null || named.levels.some((level) => levels.includes(level)),
  );
  const ofType = all.filter(
    ({ unit }) => type === unit.type || (type !== null && unit.formerTypes?.includes(type)),
  );
  return ofType.length > 0 ? ofType : all;
}

/** One word stands alone for a province, or for a name of several syllables without its spaces: `ba` is no xã Ba. */
function isSaidAlone(key: string, { unit }: NamedUnit): boolean {
  return unit.parent === null || (key.length >= SHORTEST_JOINED && /\s/.test(unit.name));
}

/** Marks may be left out, and hỏi and ngã mixed up; any other mark makes another word: `năm triệu` is no Nam Triệu. */
function mayBeWritten(typed: string, name: string): boolean {
  if (isAscii(typed)) return true;
  const letters = Array.from(name);
  return Array.from(typed).every((letter, at) => {
    const other = letters[at] ?? "";
    if (letter === other || isAscii(letter)) return true;
    const bare = withoutTone(letter);
    return bare === withoutTone(other) && (letter === bare || HOI_NGA.test(letter.normalize("NFD")));
  });
}

function marked(words: Token[]): boolean {
  return words.some(({ text, plain }) => text !== plain);
}

/** A hamlet that is not among the units, before its commune or behind it: `ấp 3`, `ấp Giồng Tre`, `khu phố 2A`. */
function hamlet(search: Search, at: number, next: number, parse: PlaceParse): void {
  if (parse.detail !== null) return;
  for (let to = next; to < Math.min(next + LONGEST_HAMLET, search.all.length); to += 1) {
    const token = search.all[to];
    if (token === undefined || token.kind === "mark") return;
    const letter = search.all[to + 1];
    const last = token.kind === "digits" && letter?.glued && letter.text.length === 1 ? to + 1 : to;
    follow(search, last + 1, { ...parse, detail: { from: at, to: last, hamlet: true } });
  }
}
