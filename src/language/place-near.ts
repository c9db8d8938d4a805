import { slips } from "./slip.ts";

/** Names that one slip makes of these letters; null beyond what one answer may cost. */
export type NearNames = (key: string) => readonly string[];

/** Shorter names have too many neighbours. */
const SHORTEST = 7;
const LONGEST = 30;
const EDGE = 3;
/** A long answer divides into many would-be names; the last ones are not looked for any more. */
const MOST_LOOKUPS = 24;

export type Shelf = ReadonlyMap<string, readonly string[]>;

/**
 * Looks for names with one letter wrong, missing, too many or swapped, or with `ch` for `tr` and `x` for `s` as they sound.
 * One slip leaves the first or the last letters of a name as they are, so only the names on those two shelves are compared.
 */
export function nearNames(shelf: Shelf): NearNames {
  let lookups = 0;
  return (key) => {
    if (key.length < SHORTEST || key.length > LONGEST || lookups >= MOST_LOOKUPS) return [];
    lookups += 1;
    const found = new Set<string>();
    for (const length of [key.length - 1, key.length, key.length + 1])
      for (const edge of edgesOf(key, length))
        for (const name of shelf.get(edge) ?? []) if (slips(key, name, 1) <= 1) found.add(name);
    for (const name of shelf.get(`~${asSpoken(key)}`) ?? []) found.add(name);
    return [...found];
  };
}

/** Names by their first and last letters, made once with the index. */
export function shelve(names: Iterable<string>): Shelf {
  const made = new Map<string, string[]>();
  for (const name of names) {
    if (name.length < SHORTEST - 1) continue;
    for (const edge of [...edgesOf(name, name.length), `~${asSpoken(name)}`]) {
      const list = made.get(edge);
      if (list === undefined) made.set(edge, [name]);
      else list.push(name);
    }
  }
  return made;
}

function edgesOf(key: string, length: number): string[] {
  return [`${length}<${key.slice(0, EDGE)}`, `${length}>${key.slice(-EDGE)}`];
}

/** Whether two spellings with their diacritics are one slip apart as well. */
export function isNear(one: string, other: string): boolean {
  return slips(one, other, 1) <= 1 || asSpoken(one) === asSpoken(other);
}

/** As the delta says it, where tr and ch, s and x are one sound. */
function asSpoken(key: string): string {
  return key.replaceAll("tr", "ch").replaceAll("x", "s");
}
