import type { AreaPart } from "./area-parts.ts";
import type { Alternative } from "./reading.ts";
import type { Token } from "./tokens.ts";

/** From here a bare number is square metres; below it people mean công or hectares. */
const SURELY_METRES = 100;
/** Two ends of a range, each as large as the region makes it. */
const MOST_ALTERNATIVES = 6;
const RANGE_WORDS = new Set(["-", "~", "→", "den", "toi", "hoac", "hay"]);
const SIDE_WORDS = new Set(["x", "*", "nhan", "dai", "rong", "ngang"]);

/** Everything that the areas of an answer may mean together, in square metres. */
export function areaMeanings(all: Token[], parts: AreaPart[]): Alternative<number>[] {
  const [first, second] = parts;
  if (first === undefined || parts.some((part) => part.sizes.length === 0)) return [];
  if (second === undefined) return single(first);
  if (isSaidTwice(first, second) && parts.length === 2) return single(first);
  const between = all.slice(first.next, second.from).map((token) => token.plain);
  if (parts.length > 2)
    return few(parts.flatMap((part) => single(part).map(({ value }) => ({ value, why: "one_of" }))));
  if (between.some((word) => SIDE_WORDS.has(word)) && isSide(first) && isSide(second)) {
    return [{ value: round((first.values[0] ?? 0) * (second.values[0] ?? 0)) }];
  }
  const listed = between.length === 1 && between[0] === "," && first.unit === null;
  if (
    listed ||
    between.some((word) => RANGE_WORDS.has(word)) ||
    (between.length === 0 && first.unit === null)
  ) {
    return range(first, second);
  }
  const [a, ...restA] = single(first);
  const [b, ...restB] = single(second.unit === null && between.length === 0 ? tenths(first, second) : second);
  if (a === undefined || b === undefined) return [];
  const vague =
    second.unit === null &&
    between.length === 0 &&
    b.value >= 10 &&
    b.value < 100 &&
    second.values[0] === b.value;
  if (vague) return [];
  const plain = restA.length === 0 && restB.length === 0;
  // A smaller piece right behind a larger one belongs to it: `1 mẫu 2 công`, `1 công 200 mét`.
  if (plain && between.length === 0 && b.value < (first.sizes[0]?.value ?? 0))
    return [{ value: round(a.value + b.value) }];
  // `1 mẫu 5 sào`: both grow and shrink with the region.
  if (between.length === 0 && restA.length > 0 && restA.length === restB.length) {
    const others = [b, ...restB];
    return [a, ...restA].map((each, index) => ({
      ...each,
      value: round(each.value + (others[index]?.value ?? 0)),
    }));
  }
  const sum = plain ? [{ value: round(a.value + b.value), why: "sum" }] : [];
  return few([...sum, ...[a, ...restA, b, ...restB].map(({ value }) => ({ value, why: "one_of" }))]);
}

/** `3 công (3000m2)`: the same area in two units; two công and two công are two pieces. */
function isSaidTwice(first: AreaPart, second: AreaPart): boolean {
  const [a, ...more] = single(first);
  const [b, ...others] = single(second);
  const known = first.unit !== null && second.unit !== null && first.unit !== second.unit;
  return known && more.length === 0 && others.length === 0 && a?.value === b?.value;
}

/** `2 công 3` is two and three tenths; more than one digit is square metres. */
function tenths(large: AreaPart, small: AreaPart): AreaPart {
  const digit = (small.values[0] ?? 0) < 10;
  return {
    ...small,
    unit: large.unit,
    sizes: digit ? large.sizes.map(({ value }) => ({ value: value / 10 })) : small.sizes,
  };
}

function isSide(part: AreaPart): boolean {
  return part.unit === null || part.unit === "m";
}

function single(part: AreaPart): Alternative<number>[] {
  const [value = 0] = part.values;
  if (part.unit === null && value > 0 && value < SURELY_METRES) {
    return few([
      { value: round(value * 1000), why: "cong" },
      { value: round(value * 10_000), why: "ha" },
      { value: round(value), why: "m2" },
    ]);
  }
  return few(
    part.sizes.flatMap(({ value: size, why }) =>
      part.values.map((each) => ({ value: round(each * size), ...(why === undefined ? {} : { why }) })),
    ),
  );
}

/** Both ends; the end without a unit takes that of the other. */
function range(first: AreaPart, second: AreaPart): Alternative<number>[] {
  const low = first.unit === null ? { ...first, unit: second.unit, sizes: second.sizes } : first;
  const high = second.unit === null ? { ...second, unit: first.unit, sizes: first.sizes } : second;
  return few([
    ...single(low).map(({ value }) => ({ value, why: "range_from" })),
    ...single(high).map(({ value }) => ({ value, why: "range_to" })),
  ]);
}

function few(found: Alternative<number>[]): Alternative<number>[] {
  const seen = new Set<number>();
  const kept = found.filter(({ value }) => !seen.has(value) && seen.add(value));
  return kept.length > MOST_ALTERNATIVES ? [] : kept;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
