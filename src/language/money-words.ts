import { numberWords, scale } from "./number-words.ts";
import type { NumberContext } from "./section.ts";
import { COUNTED, type Unit } from "./unit-words.ts";
import { type WordTable, wordTable } from "./word-table.ts";

/** đồng, however it is shortened. */
export const CURRENCY = wordTable<true>([["đồng đ d vnđ vnd dong đồngvn ដុង", true]]);

/** Foreign money: nothing of it is đồng. Without diacritics most of these are other words (đó, về, yến). */
export const FOREIGN = wordTable<true>(
  [["usd dola đôla dollar euro eur riel baht រៀល", true]],
  [],
  [["đô vé tệ yên won", true]],
);

/** Gold, by which the countryside saves. Without diacritics these are chi (to spend), lương (wages), and vắng. */
export const GOLD = wordTable<true>([], [], [["chỉ lượng cây vàng lạng", true]]);

/** Numbers after these name something: lớp 5, số 5, ấp 3. */
export const ORDINALS = wordTable<true>(
  [["lớp số ấp khóm khu thôn hẻm đợt lần t q", true]],
  [],
  [["thứ tổ đội", true]],
);

/** The sum is less than nothing, or someone else's. */
export const LOSS = wordTable<true>([["lỗ thiếu âm nợ thua", true]]);

const MILLION = 1_000_000;

/** Money is counted with slang; what also is a bottle, a tray, a metre, or a litre is read back. */
const SLANG = [
  ["củ", scale(MILLION, { alone: true, thing: true })],
  ["chai mâm", scale(MILLION, { likely: true, thing: true, alone: true })],
  ["m", scale(MILLION, { likely: true, thing: true })],
  ["lốp sọi", scale(100_000, { likely: true, thing: true, alone: true })],
  ["lít", scale(100_000, { likely: true, thing: true, alone: true })],
  // Said for 10,000 in one source and for 100,000 in the south.
  ["xị", scale(100_000, { otherFactor: 10_000 })],
  ["ng ngh n", scale(1000)],
  ["trd", scale(MILLION)],
] as const;

/** `150 ngàn 1 bữa`: the day's wage. Elsewhere a bữa is also a meal. */
const DAY_OF_WORK = wordTable<Unit>([["bữa", { unit: "bữa", kind: "period" }]]);
const COUNTED_BESIDE_MONEY: WordTable<Unit> = both(without(COUNTED, ["củ", "chai", "lít", "m"]), DAY_OF_WORK);

/** Without diacritics the word is tới: `tu 4 toi 5 trieu`. */
const SLANG_AS_WRITTEN = [["tỏi", scale(1_000_000_000, { likely: true })]] as const;

/** How numbers are read in a question about money. */
export const MONEY: NumberContext = {
  words: numberWords(SLANG, SLANG_AS_WRITTEN),
  counted: COUNTED_BESIDE_MONEY,
  attached: [COUNTED_BESIDE_MONEY, CURRENCY, FOREIGN, GOLD],
  priced: true,
};

function both(table: WordTable<Unit>, more: WordTable<Unit>): WordTable<Unit> {
  return {
    exact: new Map([...table.exact, ...more.exact]),
    bare: new Map([...table.bare, ...more.bare]),
    loose: new Map([...table.loose, ...more.loose]),
  };
}

function without(table: WordTable<Unit>, words: string[]): WordTable<Unit> {
  const kept = (map: ReadonlyMap<string, Unit>) =>
    new Map([...map].filter(([, { unit }]) => !words.includes(unit)));
  return { exact: kept(table.exact), bare: kept(table.bare), loose: kept(table.loose) };
}
