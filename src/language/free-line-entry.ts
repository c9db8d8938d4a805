import type { LocalDate } from "../calendar/local-date.ts";
import { isOtherBinh } from "./ailments.ts";
import { type Amounts, amountsIn } from "./free-line-amounts.ts";
import { ENTRY_VERBS, type EntryKind, LIVING, NO_ENTRY, SUBJECTS } from "./free-line-words.ts";
import { isLesson } from "./lesson-told.ts";
import { withoutJoint, withoutTail } from "./line-edges.ts";
import { outermost, type Phrase, phrasesIn, phraseTable } from "./phrases.ts";
import type { Quantity } from "./quantity-types.ts";
import { spelledThing } from "./spelled-things.ts";
import { withoutDate } from "./free-line-date.ts";
import { costOf } from "./free-line-price.ts";
import { sharesOf } from "./free-line-shares.ts";
import { isProfit, withProfit } from "./profit-told.ts";
import { isNumber } from "./spoken-sums.ts";
import type { Token } from "./tokens.ts";
import { wagesByDay } from "./wages-by-day.ts";

const VERB_PHRASES = phraseTable(ENTRY_VERBS);

/** Something that happened, for the household's book. */
export type Entry = {
  entry: EntryKind;
  /** What it was, as typed: `heo`, `cám`. */
  item: string | null;
  quantity: Quantity | null;
  /** In đồng, all together; null where none was said or only a price for one. */
  amount: number | null;
  date: LocalDate;
};

const TRADED = new Set(["bán", "ban", "mua"]);
const MOST_ENTRY_TOKENS = 30;
const MOST_ENTRIES = 3;
const LONGEST_ITEM = 5;
/** One thing that a line tells of: its possible meanings, and where in the line it is told. */
export type Told = { readings: Entry[]; start: number; end: number };

/**
 * The things that a line tells of, in their order, each with its possible meanings; null where a word is out of place,
 * or where the line is a question, a plan or a denial. `bán heo 5tr, mua cám hết 1tr2` tells of two, on one day.
 */
export function entriesIn(all: Token[], today: LocalDate): Told[] | null {
  if (all.length > MOST_ENTRY_TOKENS || all.some(({ text }, at) => refuses(all, text, at))) return null;
  const whole = withoutTail(all);
  const dated = withoutDate(whole, today);
  if (dated === null) return null;
  if (isLesson(all, dated.rest.length < whole.length)) return [lessonOn(all, dated.date)];
  const verbs = withProfit(dated.rest, verbsIn(dated.rest));
  if (verbs.length === 0 || verbs.length > MOST_ENTRIES) return null;
  const found: Told[] = [];
  for (const [at, verb] of verbs.entries()) {
    const from = at === 0 ? 0 : verb.from;
    const to = verbs[at + 1]?.from ?? dated.rest.length;
    const words =
      at + 1 < verbs.length ? withoutJoint(dated.rest.slice(from, to)) : dated.rest.slice(from, to);
    const inWords = { ...verb, from: verb.from - from, next: verb.next - from };
    found.push(...toldBy(words, inWords, { date: dated.date, last: found.at(-1)?.readings[0] ?? null }));
  }
  // Two verbs are two things only where each has its own sum: `bán con bò mua năm ngoái`.
  const isWhole = found.every(
    ({ readings }) => readings.length > 0 && (found.length === 1 || readings.every(isTold)),
  );
  if (!isWhole) return null;
  return found.map((one, at) => ({
    ...one,
    readings: one.readings.map((entry) => ofSameThing(entry, found[at - 1]?.readings)),
  }));
}

/** `bẻ dừa được 300 trái bán 1tr2`: what was sold was named before. */
function ofSameThing(one: Entry, last: Entry[] | undefined): Entry {
  const [before] = last ?? [];
  const isPart = one.quantity === null || one.quantity.unit === before?.quantity?.unit;
  const unnamed = one.entry === "sold" && one.item === null && isPart;
  return unnamed ? { ...one, item: before?.item ?? null } : one;
}

function isTold({ amount, quantity }: Entry): boolean {
  return amount !== null || quantity !== null;
}

function lessonOn(all: Token[], date: LocalDate): Told {
  const entry: Entry = { entry: "trained", item: null, quantity: null, amount: null, date };
  return { readings: [entry], start: all[0]?.start ?? 0, end: all.at(-1)?.end ?? 0 };
}

/** What is told by one verb, of each of its things that has its own sum. */
function toldBy(words: Token[], verb: Phrase<EntryKind>, beside: Beside): Told[] {
  const head = words.slice(0, verb.next);
  const shares = TRADES.has(verb.meaning) ? sharesOf(words.slice(verb.next)) : [words.slice(verb.next)];
  return shares.map((share, at) => ({
    readings: entryFrom([...head, ...share], verb, beside),
    start: (at === 0 ? words[0] : share[0])?.start ?? 0,
    end: (share.at(-1) ?? head.at(-1))?.end ?? 0,
  }));
}

const TRADES: ReadonlySet<EntryKind> = new Set(["sold", "bought", "paid"]);

/** `last` is what the line told before: `dê đẻ 2 con, chết 1`, `thu hoạch 200 ký ổi, bán 7 ngàn 1 ký`. */
type Beside = { date: LocalDate; last: Entry | null };

function entryFrom(words: Token[], verb: Phrase<EntryKind>, { date, last }: Beside): Entry[] {
  const daily = verb.meaning === "earned" ? wagesByDay(words.slice(verb.next)) : null;
  if (daily !== null) return [{ entry: verb.meaning, item: null, ...daily, date }];
  const before = isProfit(words, verb) ? [] : words.slice(0, verb.from);
  const living = isLiving(verb.meaning);
  const trade = !living && verb.meaning !== "harvested" && verb.meaning !== "started";
  const subject = trade ? named(itemWords(before)) : (amountsIn(before, itemWords, false) ?? []);
  const [about] = subject;
  if (about === undefined || about.item.length > (trade ? 0 : LONGEST_ITEM)) return [];
  const amounts = amountsIn(words.slice(verb.next), itemWords, trade);
  if (amounts === null) return [];
  return subject.flatMap((one) =>
    amounts.flatMap((other) => entryOf(verb.meaning, one, other, { date, last })),
  );
}

/** What happens to what lives: `bo chet` is a cow. */
function isLiving(entry: EntryKind): boolean {
  return entry === "died" || entry === "born" || entry === "sick";
}

const PART_OF_TODAY = /^(?:sáng|trưa|chiều|tối|nãy|hôm)$/;

/** `cà chua` is a tomato, `chưa` without its mark a denial. */
function refuses(all: Token[], text: string, at: number): boolean {
  if (text === "?" || (text === "bao" && all[at + 1]?.plain === "nhieu")) return true;
  if (text === "cho" && /^(?:em|con|tui|toi|tôi|mình|cháu)$/.test(all[at + 1]?.text ?? "")) return true;
  // `hồi sáng` was today.
  if (text === "hồi" && PART_OF_TODAY.test(all[at + 1]?.text ?? "")) return false;
  if (text === "chua") return all[at - 1]?.plain !== "ca";
  return NO_ENTRY.has(text);
}

/** The verbs of the line, each for one thing. */
function verbsIn(all: Token[]): Phrase<EntryKind>[] {
  return outermost(phrasesIn(all, VERB_PHRASES))
    .toSorted((one, other) => one.from - other.from)
    .filter((verb) => !isGoat(all, verb) && !isOtherBinh(all, verb))
    .filter((verb, at, found) => !belongsToLast(all, verb, found[at - 1]))
    .map((verb) => (namesItself(all, verb) ? { ...verb, next: verb.next - 1 } : verb));
}

/** `3 con de`: counted, it is dê and no đẻ; so it is where it is traded, `ban 2 con de duoc 3tr5`, `ban de duoc 3tr5`. */
function isGoat(all: Token[], { from, next }: Phrase<EntryKind>): boolean {
  if (all[from]?.text !== "de") return false;
  if (all.slice(0, from).some(({ text }) => TRADED.has(text))) return true;
  const count = all[from - 2];
  const hasCount = all[from - 1]?.plain === "con" && count !== undefined && isNumber(count);
  return hasCount && next === from + 1;
}

/** `mua cám tốn 450k`, `bán heo thu 5tr`, `trả trước 1tr`: the sum of the thing before it; `bị bệnh bỏ ăn`: said twice. */
function belongsToLast(all: Token[], verb: Phrase<EntryKind>, last: Phrase<EntryKind> | undefined): boolean {
  const word = all[verb.from]?.plain ?? "";
  if (word === "thu" && verb.next === verb.from + 1) return verb.from > 0;
  if (last === undefined) return false;
  if (last.meaning === "sick" && verb.meaning === "sick") return true;
  // `mua heo 3tr, trả trước 1tr`: a part of the same sum.
  if (word === "tra" && /^(?:truoc|gop|dan)$/.test(all[verb.next]?.plain ?? "")) return true;
  if (all.slice(last.next, verb.from).some(isNumber)) return false;
  // `mướn máy cắt lúa 600k` is one bill.
  return word === "ton" || (last.meaning === "paid" && verb.meaning === "harvested");
}

/** `cắt lúa`, `bẻ dừa`: the last word of the phrase is what was brought in. */
function namesItself(all: Token[], { from, next }: Phrase<EntryKind>): boolean {
  return next - from > 1 && LIVING.has(all[next - 1]?.text ?? "");
}

/** Words that name a thing: not who, when, or how much. */
function itemWords(words: readonly Token[]): Token[] {
  return words.filter(({ kind, text }) => kind === "word" && !SUBJECTS.has(text));
}

function named(item: Token[]): Amounts[] {
  return [{ quantity: null, amount: null, item, price: null }];
}

/** Puts what stood before the verb and behind it together: `5 con gà chết`, `gà chết 5 con`. */
function entryOf(entry: EntryKind, before: Amounts, behind: Amounts, { date, last }: Beside): Entry[] {
  const item = behind.item.length > 0 ? behind.item : before.item;
  if (item.length > LONGEST_ITEM || (behind.item.length > 0 && before.item.length > 0)) return [];
  if (before.quantity !== null && behind.quantity !== null) return [];
  const all = allSold(entry, behind, last);
  const quantity = behind.quantity ?? before.quantity ?? all?.quantity ?? null;
  const spelled = item.length === 0 ? null : spelledThing(item, item, isLiving(entry));
  const sameThing = isLiving(entry) && quantity !== null ? (last?.item ?? null) : null;
  const thing = quantity?.of ?? spelled ?? sameThing;
  const amount = behind.amount ?? all?.amount ?? null;
  if (!isEnough(entry, thing, quantity, amount)) return [];
  const laid = entry === "born" && /trứng|trung/.test(thing ?? "");
  return [{ entry: laid ? "harvested" : entry, item: thing, quantity, amount, date }];
}

/** `thu hoạch 200 ký ổi, bán 7 ngàn 1 ký`: all that was brought in was sold at that price. */
function allSold(
  entry: EntryKind,
  { quantity, price }: Amounts,
  last: Entry | null,
): { quantity: Quantity; amount: number | null } | null {
  if (entry !== "sold" || price === null || quantity !== null || last?.entry !== "harvested") return null;
  return last.quantity === null ? null : { quantity: last.quantity, amount: costOf(last.quantity, price) };
}

/** Money that came or went needs its sum, a trade its sum or its quantity, the rest a thing that lives or grows. */
function isEnough(
  entry: EntryKind,
  thing: string | null,
  quantity: Quantity | null,
  amount: number | null,
): boolean {
  if (entry === "earned" || entry === "paid" || entry === "received") return amount !== null;
  if (entry === "sold" || entry === "bought") return amount !== null || quantity !== null;
  if (entry === "harvested" || entry === "started") return quantity !== null && thing !== null;
  return (
    thing !== null &&
    thing.split(" ").some((word) => LIVING.has(word) || word === "trứng" || word === "trung")
  );
}
