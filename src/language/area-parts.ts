import type { AreaContext } from "./area.ts";
import { measured, type Measured } from "./measured.ts";
import { asThousands } from "./numbers.ts";
import type { Amount } from "./section.ts";
import type { Alternative } from "./reading.ts";
import type { Token } from "./tokens.ts";

/** One number with a unit of area, and what it may be in square metres. */
export type AreaPart = {
  from: number;
  next: number;
  likely: boolean;
  /** The unit as spelt in the table; `m` for lengths, null for a bare number. */
  unit: string | null;
  /** Numbers as written. */
  values: number[];
  /** Square metres of one unit; more than one where the region decides. */
  sizes: Alternative<number>[];
};

const HECTARE = 10_000;
const CONG = 1000;
const LARGE_CONG = 1296;
/** Square metres by region: sào 360 in the north, 500 (497 to 500) in the centre, 1,000 in the south. */
const SAO = { north: 360, central: 500, south: 1000 } as const;
/** Ten sào; in the south ten công. */
const MAU = { north: 3600, central: 5000, south: 10_000 } as const;

const LARGE_WORDS = new Set(["lon", "cat", "cay", "dien"]);
const REGION_WORDS: ReadonlyMap<string, "north" | "central" | "south"> = new Map([
  ["bac", "north"],
  ["trung", "central"],
  ["nam", "south"],
]);

/** Gives each number of an answer its unit of area. */
export function areaParts(all: Token[], amounts: Amount[], context: AreaContext): AreaPart[] {
  const parts = measured(all, amounts);
  // Whoever counts in công counts in the mẫu of the south.
  const south = parts.some((part) => part.hit?.unit.unit === "công");
  const place: AreaContext = south ? { region: "south" } : context;
  return parts.map((part) => {
    const unit = part.hit?.unit.unit ?? null;
    const sized = sizeOf(all, part, unit, place);
    const metres = unit === "m²" || unit === "m" || unit === null;
    const values = metres ? asThousands(part.amount).values : part.values;
    return { from: part.from, likely: part.likely || unit === "m" || unit === null, unit, values, ...sized };
  });
}

function sizeOf(
  all: Token[],
  part: Measured,
  unit: string | null,
  context: AreaContext,
): { sizes: Alternative<number>[]; next: number } {
  const word = all[part.next]?.plain ?? "";
  const second = all[part.next + 1]?.plain ?? "";
  if (unit === "công") {
    if (word === "tam" && LARGE_WORDS.has(second))
      return { sizes: [{ value: LARGE_CONG }], next: part.next + 2 };
    if (word === "lon") return { sizes: [{ value: LARGE_CONG }], next: part.next + 1 };
    if (word === "tam" && second === "nho") return { sizes: [{ value: CONG }], next: part.next + 2 };
    return { sizes: [{ value: CONG }], next: word === "nho" ? part.next + 1 : part.next };
  }
  if (unit === "ha" || (unit === "mẫu" && word === "tay")) {
    return { sizes: [{ value: HECTARE }], next: unit === "ha" ? part.next : part.next + 1 };
  }
  if (unit === "sào" || unit === "mẫu") {
    const region = REGION_WORDS.get(word) ?? context.region;
    const table = unit === "sào" ? SAO : MAU;
    const next = REGION_WORDS.has(word) ? part.next + (second === "bo" ? 2 : 1) : part.next;
    if (region !== undefined) return { sizes: [{ value: table[region] }], next };
    const name = unit === "sào" ? "sao" : "mau";
    const sizes = (["south", "central", "north"] as const).map((where) => ({
      value: table[where],
      why: `${name}_${where}`,
    }));
    return { sizes, next };
  }
  return { sizes: unit === "m²" || unit === "m" || unit === null ? [{ value: 1 }] : [], next: part.next };
}
