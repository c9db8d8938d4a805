import { addDays, type LocalDate, localDateOf } from "../calendar/local-date.ts";
import { contextOf } from "./date.ts";
import { isCounted, type Lexeme } from "./date-lexemes.ts";
import { type DateItem, scanDates } from "./date-scan.ts";
import { type Amounts, amountsIn, spoken } from "./free-line-amounts.ts";
import {
  ENTRY_VERBS,
  type EntryKind,
  LIVING,
  NO_ENTRY,
  SUBJECTS,
  type Wish,
  WISHES,
} from "./free-line-words.ts";
import type { Quantity } from "./quantity.ts";
import { type Phrase, phrasesIn, phraseTable } from "./phrases.ts";
import { type Alternative, LONGEST_ANSWER, type Reading } from "./reading.ts";
import { type Token, tokens } from "./tokens.ts";

const VERB_PHRASES = phraseTable(ENTRY_VERBS);
const WISH_PHRASES = phraseTable(WISHES);

/** What a line outside any question is about: something for the household's book, or a wish that leads to a flow. */
export type FreeLine =
  | {
      kind: "entry";
      entry: EntryKind;
      /** What it was, as typed: `heo`, `cám`. */
      item: string | null;
      quantity: Quantity | null;
      /** In đồng, all together; null where none was said or only a price for one. */
      amount: number | null;
      date: LocalDate;
    }
  | { kind: "wish"; wish: Wish };

const MOST_TOKENS = 60;
const MOST_ENTRY_TOKENS = 30;
const SHORT_WISH = 8;
const LONGEST_ITEM = 5;
/** An entry says what happened lately; an older date is for the diary's own question. */
const OLDEST_DAYS = 400;

/**
 * Reads a line that answers no question, by a closed list of verbs and wishes: `hôm nay bán 3 con heo được 12tr`, `gà chết
 * 5 con`, `em muốn vay vốn`. An entry is always `likely`: it is offered, never stored unasked. Questions, plans, denials,
 * two things at once and whatever has a word out of place are not understood.
 */
export function readFreeLine(input: string, { now }: { now: Date }): Reading<FreeLine> {
  if (input.length > LONGEST_ANSWER) return { kind: "not_understood" };
  const all = tokens(input);
  if (all.length === 0 || all.length > MOST_TOKENS) return { kind: "not_understood" };
  const entry = entryIn(input, all, localDateOf(now));
  if (entry !== null) return entry;
  return wishIn(input, all);
}

function wishIn(input: string, all: Token[]): Reading<FreeLine> {
  const found = [
    ...new Set(
      phrasesIn(all, WISH_PHRASES)
        .filter(({ from }) => !isDenied(all, from))
        .map(({ meaning }) => meaning),
    ),
  ];
  const [only, ...others] = found;
  if (only === undefined) return { kind: "not_understood" };
  if (others.length > 0)
    return {
      kind: "ambiguous",
      alternatives: found.map((wish): Alternative<FreeLine> => ({ value: { kind: "wish", wish } })),
    };
  const sure = all.length <= SHORT_WISH ? "certain" : "likely";
  return { kind: "understood", value: { kind: "wish", wish: only }, read: input.trim(), sure };
}

/** `không muốn vay`: the phrase is said, and denied. */
function isDenied(all: Token[], at: number): boolean {
  return all
    .slice(Math.max(0, at - 2), at)
    .some(({ text }) => /^(?:không|khong|ko|hông|hổng|hong|hok|đừng|khỏi|hết|chưa)$/.test(text));
}

function entryIn(input: string, all: Token[], today: LocalDate): Reading<FreeLine> | null {
  if (all.length > MOST_ENTRY_TOKENS || all.some(({ text }, at) => refuses(all, text, at))) return null;
  const dated = withoutDate(withoutTail(all), today);
  if (dated === null) return null;
  const verb = verbIn(dated.rest);
  if (verb === null) return null;
  const before = dated.rest.slice(0, verb.from);
  const living = verb.meaning === "died" || verb.meaning === "born" || verb.meaning === "sick";
  const trade = !living && verb.meaning !== "harvested" && verb.meaning !== "started";
  const subject = trade ? named(itemWords(before)) : (amountsIn(before, itemWords, false) ?? []);
  const [about] = subject;
  if (about === undefined || about.item.length > (trade ? 0 : LONGEST_ITEM)) return null;
  const amounts = amountsIn(dated.rest.slice(verb.next), itemWords, trade);
  if (amounts === null) return null;
  const found = subject.flatMap((one) =>
    amounts.flatMap((other) => entryOf(verb.meaning, one, other, dated.date)),
  );
  const [only, ...others] = found;
  if (only === undefined) return null;
  if (others.length > 0) return { kind: "ambiguous", alternatives: found.map((value) => ({ value })) };
  return { kind: "understood", value: only, read: input.trim(), sure: "likely" };
}

/** `cà chua` is a tomato, `chưa` without its mark a denial. */
function refuses(all: Token[], text: string, at: number): boolean {
  if (text === "?" || (text === "bao" && all[at + 1]?.plain === "nhieu")) return true;
  if (text === "cho" && /^(?:em|con|tui|toi|tôi|mình|cháu)$/.test(all[at + 1]?.text ?? "")) return true;
  if (text === "chua") return all[at - 1]?.plain !== "ca";
  return NO_ENTRY.has(text);
}

function withoutTail(all: Token[]): Token[] {
  let to = all.length;
  while (
    to > 0 &&
    /^(?:[^\p{L}\p{N}đ]|ạ|nha|nhé|nhe|nghen|nghe|á|đó|nè|luôn|rồi|roi|ơi)$/u.test(all[to - 1]?.text ?? "")
  )
    to -= 1;
  return all.slice(0, to);
}

/** Takes the date out; today where there is none. Null where it is no single day of the past. */
function withoutDate(all: Token[], today: LocalDate): { rest: Token[]; date: LocalDate } | null {
  const context = contextOf(all, today, "back");
  const items = scanDates(context).filter((item) => isDateHere(context.lexemes, item));
  const [only, ...others] = items;
  if (only === undefined) return { rest: all, date: today };
  const [choice, ...more] = only.choices;
  const past =
    choice !== undefined &&
    choice.point &&
    choice.from <= today &&
    choice.from >= addDays(today, -OLDEST_DAYS);
  if (others.length > 0 || more.length > 0 || !past) return null;
  const covered = new Set(context.lexemes.slice(only.from, only.next).map(({ token }) => token));
  return { rest: all.filter((_, index) => !covered.has(index)), date: choice.from };
}

/** Among amounts a date must look like nothing else: `12.5 kg` and `2-3 con` are quantities, `mai` alone may be a name. */
function isDateHere(lexemes: readonly Lexeme[], { from, next, choices }: DateItem): boolean {
  const first = lexemes[from];
  if (first?.kind === "number" && (choices.length === 0 || lexemes[from + 1]?.text === ".")) return false;
  if (isCounted(lexemes[next])) return false;
  return next - from >= 2 || /^(?:nay|qua|mai|mơi|hnay|hqua)$/.test(first?.text ?? "");
}

/** The one verb of the line. Two of them are two things, which are asked for one by one. */
function verbIn(all: Token[]): Phrase<EntryKind> | null {
  const found = phrasesIn(all, VERB_PHRASES);
  const outer = found.filter(
    (one) =>
      !found.some(
        (other) =>
          other !== one &&
          other.from <= one.from &&
          other.next >= one.next &&
          other.next - other.from > one.next - one.from,
      ),
  );
  return outer.length === 1 ? (outer[0] ?? null) : null;
}

/** Words that name a thing: not who, when, or how much. */
function itemWords(words: readonly Token[]): Token[] {
  return words.filter(({ kind, text }) => kind === "word" && !SUBJECTS.has(text));
}

function named(item: Token[]): Amounts[] {
  return [{ quantity: null, amount: null, item }];
}

/** Puts what stood before the verb and behind it together: `5 con gà chết`, `gà chết 5 con`. */
function entryOf(entry: EntryKind, before: Amounts, behind: Amounts, date: LocalDate): FreeLine[] {
  const item = behind.item.length > 0 ? behind.item : before.item;
  if (item.length > LONGEST_ITEM || (behind.item.length > 0 && before.item.length > 0)) return [];
  if (before.quantity !== null && behind.quantity !== null) return [];
  const quantity = behind.quantity ?? before.quantity;
  const thing = quantity?.of ?? (item.length === 0 ? null : spoken(item));
  const { amount } = behind;
  if (!isEnough(entry, thing, quantity, amount)) return [];
  const laid = entry === "born" && /trứng|trung/.test(thing ?? "");
  return [{ kind: "entry", entry: laid ? "harvested" : entry, item: thing, quantity, amount, date }];
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
