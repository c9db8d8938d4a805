import type { Token } from "./tokens.ts";

export type Region = "north" | "central" | "south";

/** The words of an answer about land, without those that only say which công or sào is meant. */
export type AreaWords = {
  tokens: Token[];
  /** The large công was named (tầm lớn, tầm cắt, tầm cấy). */
  large: boolean;
  /** sào Bắc bộ, mẫu Nam bộ. */
  region: Region | null;
  /** More than one size was named, so that nobody can tell which belongs to which number. */
  mixed: boolean;
};

const LARGE = new Set(["lon", "cat", "cay", "dien"]);
const SMALL = new Set(["nho"]);
const REGIONS: ReadonlyMap<string, Region> = new Map([
  ["bắc", "north"],
  ["bac", "north"],
  ["trung", "central"],
  ["nam", "south"],
]);

/** Takes out `tầm lớn`, `lớn` after công, and `Bắc bộ` after sào; without diacritics they hold number words (tam, nam). */
export function areaWords(all: Token[]): AreaWords {
  const words: AreaWords = { tokens: [], large: false, region: null, mixed: false };
  const sizes = new Set<string>();
  for (let at = 0; at < all.length; at += 1) {
    const token = all[at];
    if (token === undefined) break;
    const rod = token.plain === "tam" ? (all[at + 1]?.plain ?? "") : "";
    const size = rod !== "" ? rod : isCong(all[at - 1]) ? token.plain : "";
    const region = isSao(all[at - 1]) ? regionAt(all, at) : null;
    if (LARGE.has(size) || SMALL.has(size)) {
      sizes.add(LARGE.has(size) ? "large" : "small");
      if (rod !== "") at += 1;
    } else if (region !== null) {
      sizes.add(region);
      words.region = region;
      if (all[at + 1]?.plain === "bo") at += 1;
    } else words.tokens.push(token);
  }
  return { ...words, large: sizes.has("large"), mixed: sizes.size > 1 };
}

function isCong(token: Token | undefined): boolean {
  return token?.plain === "cong";
}

function isSao(token: Token | undefined): boolean {
  return token?.plain === "sao" || token?.plain === "mau";
}

/** `nam` without bộ behind it may be five where nothing else is written with diacritics. */
function regionAt(all: Token[], at: number): Region | null {
  const region = REGIONS.get(all[at]?.text ?? "") ?? null;
  const clear = all[at + 1]?.plain === "bo" || all.some((token) => token.text !== token.plain);
  return region === "south" && !clear ? null : region;
}
