import { corrected, type Kept } from "./corrected.ts";
import { BARE_DENIALS } from "./denials.ts";
import { NUMBER_WORDS, numberWord } from "./number-words.ts";
import { dialled, type DialledNumber } from "./phone-plan.ts";
import { LONGEST_ANSWER, type Reading } from "./reading.ts";
import { type Token, tokens, typed } from "./tokens.ts";

/** Digits that stand together, in the pieces in which they were written. */
type Group = { pieces: string[]; from: number; to: number; international: boolean; listed: boolean };

type Found = DialledNumber & { group: Group };

/**
 * Reads a phone number of Viet Nam, mobile or fixed, as `+84…`: with or without spaces and dots, with `84` or `+84`, in
 * words, with words around it. Numbers of eleven digits from before 2018 come back as today's ten, to be confirmed.
 * Two numbers in one answer are ambiguous; a wrong count of digits or a prefix that no operator has is not understood.
 *
 * The plan is a table of our own rather than libphonenumber: that one takes prefixes that no one hands out, does not
 * know the old mobile numbers, and reads neither words nor two numbers in one answer.
 */
export function readPhone(input: string): Reading<string> {
  if (input.length > LONGEST_ANSWER) return { kind: "not_understood" };
  const all = tokens(input);
  const right = corrected(all) ?? newNumber(all);
  if (right === null) return phoneIn(input, all);
  const reading = phoneIn(input, all.slice(right.from, right.to));
  return reading.kind === "understood" ? { ...reading, sure: "likely" } : reading;
}

/** `số cũ …, số mới …`: the one that is new. */
function newNumber(all: Token[]): Kept | null {
  const old = all.findIndex(({ text }) => /^(?:cũ|cu)$/.test(text));
  const from = all.findLastIndex(({ text }) => /^(?:mới|moi)$/.test(text));
  return old >= 0 && from > old && from + 1 < all.length ? { from: from + 1, to: all.length } : null;
}

function phoneIn(input: string, all: Token[]): Reading<string> {
  if (refused(all)) return { kind: "not_understood" };
  const written = groupsOf(all, digitsOf);
  const spoken = groupsOf(all, spokenDigits);
  let groups = written;
  let found = written.flatMap(numbersIn);
  if (found.length === 0) {
    groups = spoken;
    found = spoken.flatMap(numbersIn);
  }
  const [first, ...others] = distinct(found);
  if (first === undefined) return { kind: "not_understood" };
  if (others.length > 0) {
    return { kind: "ambiguous", alternatives: [first, ...others].map(({ number }) => ({ value: number })) };
  }
  const alone = groups.every((group) => group === first.group || group.pieces.join("").length < 3);
  const sure = first.asDialled && alone && !all.some(hedges) ? "certain" : "likely";
  return {
    kind: "understood",
    value: first.number,
    read: typed(input, all, first.group.from, first.group.to),
    sure,
  };
}

const WRONG_NUMBER = new Set(["sai", "nhầm", "nham", "lộn", "lon", "mất", "mat", "cũ", "cu", "hư"]);
/** What a number is for; behind a denial it is not. */
const OF_USE = new Set(["phai", "xai", "dung", "su", "lien", "goi", "con", "hoat"]);
const NOT = new Set([...BARE_DENIALS, "kg", "k", "chang", "dau"]);

/** `không phải số …`, `số … sai rồi`, `… không xài nữa`: the answer names the number that it is not. */
function refused(all: Token[]): boolean {
  return all.some((token, index) => {
    const denied = NOT.has(all[index - 1]?.plain ?? "") || all[index - 1]?.text === "đừng";
    return WRONG_NUMBER.has(token.text) || (denied && OF_USE.has(token.plain));
  });
}

function hedges(token: Token): boolean {
  return /^(?:chac|hinh|nghe)$/.test(token.plain);
}

/** Runs of tokens that hold digits, with what may stand between the pieces of one number. */
function groupsOf(
  all: Token[],
  read: (all: Token[], at: number) => { pieces: string[]; next: number } | null,
): Group[] {
  const groups: Group[] = [];
  let open: Group | null = null;
  for (let at = 0; at < all.length;) {
    const found = read(all, at);
    if (found !== null) {
      const previous = all[at - 1]?.text;
      open ??= add(groups, { pieces: [], from: at, to: at, international: previous === "+", listed: false });
      open.pieces.push(...found.pieces);
      open.to = found.next - 1;
      at = found.next;
      continue;
    }
    const mark = all[at]?.text ?? "";
    if (open?.pieces.join("").length === 1 && /^[.):]$/.test(mark)) open.listed = true;
    if (!/^[-.,()/_]$/.test(mark) && !(open?.listed && mark === ":")) open = null;
    at += 1;
  }
  return groups;
}

function add(groups: Group[], group: Group): Group {
  groups.push(group);
  return group;
}

/** A token of digits; the letter o typed for a zero counts where digits touch it. */
function digitsOf(all: Token[], at: number): { pieces: string[]; next: number } | null {
  const token = all[at];
  if (token?.kind === "digits") return { pieces: token.text.split(/[.,']/), next: at + 1 };
  const touches =
    (token?.glued && all[at - 1]?.kind === "digits") ||
    (all[at + 1]?.glued && all[at + 1]?.kind === "digits");
  return token?.text === "o" && touches ? { pieces: ["0"], next: at + 1 } : null;
}

/** The same with digits in words (`không chín không`, `chín mươi mốt`) among them. */
function spokenDigits(all: Token[], at: number): { pieces: string[]; next: number } | null {
  const written = digitsOf(all, at);
  if (written !== null) return written;
  const word = numberWord(all[at], NUMBER_WORDS);
  const after = numberWord(all[at + 1], NUMBER_WORDS);
  if (word?.kind === "digit") {
    if (after?.kind !== "ten" || after.form === "ten" || word.value === 0)
      return { pieces: [String(word.value)], next: at + 1 };
    return withUnit(all, word.value, at + 2);
  }
  if (word?.kind === "tens") return withUnit(all, word.value / 10, at + 1);
  if (word?.kind === "ten") return withUnit(all, 1, at + 1);
  return null;
}

function withUnit(all: Token[], tens: number, at: number): { pieces: string[]; next: number } {
  const unit = numberWord(all[at], NUMBER_WORDS);
  if (unit?.kind !== "digit") return { pieces: [`${tens}0`], next: at };
  return { pieces: [`${tens}${unit.value}`], next: at + 1 };
}

/** Every number in a group: the whole of it, or several that follow one another, each beginning with a new piece. */
function numbersIn(group: Group): Found[] {
  const pieces = group.listed ? group.pieces.slice(1) : group.pieces;
  const found: Found[] = [];
  for (let at = 0; at < pieces.length;) {
    const next = longestFrom(pieces, at);
    if (next === null) return [];
    if (group.international && at === 0 && !pieces.join("").startsWith("84")) return [];
    found.push({ ...next.found, group });
    at = next.next;
  }
  return found;
}

function longestFrom(pieces: string[], at: number): { found: DialledNumber; next: number } | null {
  let digits = "";
  let best: { found: DialledNumber; next: number } | null = null;
  for (let next = at; next < pieces.length && digits.length < 16; next += 1) {
    digits += pieces[next] ?? "";
    const found = dialled(digits);
    if (found !== null) best = { found, next: next + 1 };
  }
  return best;
}

function distinct(found: Found[]): Found[] {
  return found.filter((one, index) => found.findIndex((other) => other.number === one.number) === index);
}
