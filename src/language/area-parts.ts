import type { AreaWords, Region } from "./area-words.ts";
import { measured, type Measured } from "./measured.ts";
import type { Amount } from "./section.ts";
import type { Alternative } from "./reading.ts";

/** Where sào and mẫu are how large; without it they are asked. */
export type AreaContext = { region?: Region };

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

/** The south first: that is where the product is used most. */
const REGIONS: readonly Region[] = ["south", "central", "north"];

const HECTARE = 10_000;
const CONG = 1000;
const LARGE_CONG = 1296;
/** Square metres by region: sào 360 in the north, 500 (497 to 500) in the centre, 1,000 in the south. */
const SAO = { north: 360, central: 500, south: 1000 } as const;
const RODS_IN_SAO = 15;
/** Ten sào; in the south ten công. */
const MAU = { north: 3600, central: 5000, south: 10_000 } as const;

/** Gives each number of an answer its unit of area. */
export function areaParts(words: AreaWords, amounts: Amount[], context: AreaContext): AreaPart[] {
  const parts = measured(words.tokens, amounts);
  // Whoever counts in công counts in the mẫu of the south.
  const cong = parts.some((part) => part.hit?.unit.unit === "công");
  const region = words.region ?? (cong ? "south" : context.region);
  return parts
    .filter((part) => isLand(part) || !parts.some(isLand))
    .map((part) => {
      const unit = part.hit?.unit.unit ?? null;
      const metres = unit === "m²" || unit === "m" || unit === null;
      const guessed = unit === "m" || unit === null;
      return {
        from: part.from,
        next: part.next,
        likely: guessed || (metres ? part.amount.likely : part.likely),
        unit,
        values: part.values,
        sizes: isMoney(part, unit) ? [] : sizesOf(unit, part.values[0] ?? 0, words.large, region),
      };
    });
}

/** People, animals and years beside the land are another matter: `nhà 4 người 3 công đất`. */
function isLand({ hit }: Measured): boolean {
  return hit === null || hit.unit.kind === "area" || hit.unit.unit === "m" || hit.unit.unit === "thước";
}

const PIECES = new Set(["ao", "thửa", "miếng", "mảnh", "cái", "luống", "liếp", "hầm", "nhà"]);
const IN_ALL = new Set(["tong", "cong", "het", "thay", "ca", "chung", "duoc", "la"]);

/**
 * In how many pieces the land lies, where the answer does not say that its area is that of all of them: `2 ao 300m2` may
 * be 300 or 600. 1 where there is nothing to ask.
 */
export function piecesOf(words: AreaWords, amounts: Amount[]): number {
  const parts = measured(words.tokens, amounts);
  const [pieces, land, ...more] = parts;
  const count = pieces?.values[0] ?? 1;
  const unit = pieces?.hit?.unit.unit ?? "";
  if (pieces === undefined || land === undefined || more.length > 0 || !isLand(land)) return 1;
  const between = words.tokens.slice(pieces.next, land.from).map(({ plain }) => plain);
  const each = between.includes("moi") || between.includes("x");
  if (!PIECES.has(unit) || count <= 1 || (!each && between.some((word) => IN_ALL.has(word)))) return 1;
  return count;
}

function isMoney(part: Measured, unit: string | null): boolean {
  return unit === null && part.amount.scale >= 1_000_000;
}

function sizesOf(
  unit: string | null,
  value: number,
  large: boolean,
  region: Region | undefined,
): Alternative<number>[] {
  switch (unit) {
    case null:
    case "m":
    case "m²":
      return [{ value: 1 }];
    case "ha":
      return [{ value: HECTARE }];
    case "công":
      return [{ value: large ? LARGE_CONG : CONG }];
    case "thước":
      return value >= RODS_IN_SAO ? [{ value: 1 }] : rods(region);
    case "sào":
      return byRegion("sao", SAO, region);
    case "mẫu":
      return byRegion("mau", MAU, region);
    default:
      return [];
  }
}

/** In the south a thước of land is a square metre; elsewhere the fifteenth part of a sào. */
function rods(region: Region | undefined): Alternative<number>[] {
  if (region === "south") return [{ value: 1 }];
  if (region !== undefined) return [{ value: SAO[region] / RODS_IN_SAO }];
  return [
    { value: 1, why: "m2" },
    { value: SAO.central / RODS_IN_SAO, why: "thuoc_central" },
    { value: SAO.north / RODS_IN_SAO, why: "thuoc_north" },
  ];
}

function byRegion(
  name: string,
  sizes: Record<Region, number>,
  region: Region | undefined,
): Alternative<number>[] {
  if (region !== undefined) return [{ value: sizes[region] }];
  return REGIONS.map((each) => ({ value: sizes[each], why: `${name}_${each}` }));
}
