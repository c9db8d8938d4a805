import type { Token } from "./tokens.ts";
import { CUBIC_METRE, SQUARE_METRE, type Unit, UNITS } from "./unit-words.ts";
import { lookUp } from "./word-table.ts";

export type UnitHit = {
  unit: Unit;
  /** Index of the first token after it. */
  next: number;
  /** A second unit that the same letters stand for without diacritics. */
  other?: Unit;
};

/** `mẫu tây` is the hectare. */
const WESTERN_MAU: Unit = { unit: "ha", kind: "area" };
const WORK_DAY: Unit = { unit: "ngày công", kind: "count" };

/** `3 công nhân`, `20 công lao động`, `5 công thợ`: hands and days of work, no land. */
const WORKER: Unit = { unit: "người", kind: "count" };
const OF_WORK: ReadonlyMap<string, Unit> = new Map([
  ["nhân", WORKER],
  ["nhan", WORKER],
  ["lao", WORK_DAY],
  ["thợ", WORK_DAY],
  ["tho", WORK_DAY],
]);

/** Without diacritics these letters are two units that people use as often: tạ or tá, thùng or thúng, cân or can. */
const TWOFOLD: ReadonlyMap<string, readonly [Unit, Unit]> = new Map([
  [
    "ta",
    [
      { unit: "tạ", kind: "measure", base: { value: 100, unit: "kg" } },
      { unit: "tá", kind: "count" },
    ],
  ],
  [
    "thung",
    [
      { unit: "thùng", kind: "count" },
      { unit: "thúng", kind: "count" },
    ],
  ],
  [
    "can",
    [
      { unit: "kg", kind: "measure", base: { value: 1, unit: "kg" } },
      { unit: "can", kind: "count" },
    ],
  ],
]);

/** The unit that begins at token `at`, of one or two words. */
export function unitAt(all: Token[], at: number): UnitHit | null {
  const token = all[at];
  if (token === undefined) return null;
  const [unit, other] = TWOFOLD.get(token.text) ?? [];
  if (unit !== undefined && other !== undefined && all.every((each) => each.text === each.plain)) {
    return { unit, next: at + 1, other };
  }
  const found = lookUp(token, UNITS);
  if (found === undefined) return null;
  const next = all[at + 1];
  if (token.plain === "hec") return hectare(all, at, found);
  if ((found.unit === "m" || found.unit === "thước") && next?.plain === "vuong")
    return { unit: SQUARE_METRE, next: at + 2 };
  if (found.unit === "m" && next?.plain === "khoi") return { unit: CUBIC_METRE, next: at + 2 };
  if (found.unit === "mẫu" && next?.plain === "tay") return { unit: WESTERN_MAU, next: at + 2 };
  const work = found.unit === "công" ? OF_WORK.get(next?.text ?? "") : undefined;
  if (work !== undefined) return { unit: work, next: all[at + 2]?.plain === "dong" ? at + 3 : at + 2 };
  if (found.unit === "ngày" && next?.plain === "cong") return { unit: WORK_DAY, next: at + 2 };
  return { unit: found, next: at + 1 };
}

/** `héc ta`, `héc-ta`. */
function hectare(all: Token[], at: number, unit: Unit): UnitHit {
  const next = all[at + 1]?.text === "-" ? at + 2 : at + 1;
  return { unit, next: all[next]?.plain === "ta" ? next + 1 : at + 1 };
}

/**
 * `m2` and `m²` as one token each: between digits and in questions about things they are no
 * millions. With `spaced` also `m 2` at the end.
 */
export function joinSquares(all: Token[], spaced = false): Token[] {
  const joined: Token[] = [];
  for (let at = 0; at < all.length; at += 1) {
    const token = all[at];
    const power = all[at + 1];
    if (token === undefined) break;
    const raised =
      (power?.glued === true || (spaced && at + 2 === all.length)) &&
      power !== undefined &&
      /^[23²³]$/.test(power.text) &&
      (all[at + 2]?.glued !== true || all[at + 2]?.kind === "mark");
    if (token.text === "m" && raised) {
      joined.push({ ...token, text: `m${power.text}`, plain: `m${power.text}`, end: power.end });
      at += 1;
    } else joined.push(token);
  }
  return joined;
}
