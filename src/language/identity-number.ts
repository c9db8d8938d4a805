import { localDateOf, parts } from "../calendar/local-date.ts";
import { corrected } from "./corrected.ts";
import { LONGEST_ANSWER, type Reading } from "./reading.ts";
import { NUMBER_WORDS, numberWord } from "./number-words.ts";
import { type Token, tokens, typed } from "./tokens.ts";

export type IdentityNumber = {
  number: string;
  /** `personal`: twelve digits, for life. `old_card`: the nine digits of a CMND, invalid since 1/1/2025. */
  format: "personal" | "old_card";
  sex: "male" | "female" | null;
  birthYear: number | null;
  /** Reasons to look again; none of them makes the number wrong (someone else may have typed the birth year). */
  warnings: IdentityWarning[];
};

export type IdentityWarning =
  "unknown_province" | "sex_differs" | "birth_year_differs" | "birth_in_future" | "old_card";

/** What is already known about the person, and the day of the talk. */
export type IdentityContext = { now: Date; sex?: "male" | "female"; birthYear?: number };

/**
 * Codes of the place where a birth was registered, by circular 07/2016/TT-BCA. They stay in the numbers given out
 * although provinces merged in 2025: 083 Bến Tre, 084 Trà Vinh, 086 Vĩnh Long.
 */
const PROVINCES = new Set(
  (
    "001 002 004 006 008 010 011 012 014 015 017 019 020 022 024 025 026 027 030 031 033 034 035 036 037 038 040 042 044 045 " +
    "046 048 049 051 052 054 056 058 060 062 064 066 067 068 070 072 074 075 077 079 080 082 083 084 086 087 089 091 092 093 " +
    "094 095 096"
  ).split(" "),
);

/**
 * Reads a personal identification number of twelve digits (decree 137/2015/NĐ-CP, article 13): three of the place of
 * registration, one of century and sex (0–3 for those born until 2099), two of the birth year, six of chance.
 *
 * The nine digits of an old CMND are understood too, as `likely` with a warning: they are what elders remember, and an
 * officer can find the person by them, but nothing may rest on them. Two numbers of a kind are ambiguous; any other count
 * of digits is not understood.
 */
export function readIdentityNumber(input: string, context: IdentityContext): Reading<IdentityNumber> {
  if (input.length > LONGEST_ANSWER) return { kind: "not_understood" };
  const all = tokens(input);
  const right = corrected(all);
  const reading = numberIn(input, right === null ? all : all.slice(right.from, right.to), context);
  return right !== null && reading.kind === "understood" ? { ...reading, sure: "likely" } : reading;
}

function numberIn(input: string, all: Token[], context: IdentityContext): Reading<IdentityNumber> {
  const written = fromDigits(input, all, context);
  if (written.kind !== "not_understood") return written;
  const plain = zeroesAndWords(typed(input, all, 0, all.length - 1));
  if (plain === null) return written;
  const said = fromDigits(plain, tokens(plain), context);
  return said.kind === "understood" ? { ...said, read: input.trim(), sure: "likely" } : said;
}

/** The letter O typed for zero, and digits told one by one: twelve of them, or it is left alone. */
function zeroesAndWords(input: string): string | null {
  const all = tokens(
    input.replaceAll("_", " ").replace(/(?<=\d)[oO]+(?=\d|[oO])|\b[oO]+(?=\d)/g, (o) => "0".repeat(o.length)),
  );
  const digits = all.map((token) => {
    const word = numberWord(token, NUMBER_WORDS);
    if (token.kind === "digits") return token.text.replace(/\D/g, "");
    return word?.kind === "digit" ? String(word.value) : " ";
  });
  const run = digits.join("").trim();
  return /^\d{12}$/.test(run) ? run : null;
}

type Group = { digits: string; from: number; to: number };

/**
 * The one number of twelve digits that the answer holds, whatever else it tells (a phone, a date of issue, a CMND beside
 * it); else the one of nine. Two of a kind are asked.
 */
function fromDigits(input: string, all: Token[], context: IdentityContext): Reading<IdentityNumber> {
  const groups = groupsOf(all);
  const whole = groups.filter(({ digits }) => /^\d{3}[0-3]\d{8}$/.test(digits));
  const cards = groups.filter(({ digits }) => /^[0-3]\d{8}$/.test(digits));
  const found = whole.length > 0 ? whole : cards;
  const values = [...new Map(found.map((group) => [group.digits, group])).values()];
  const [only, ...others] = values;
  // Digits that make no number of their own may be a piece of this one.
  if (only === undefined || groups.some(({ digits }) => isWrongCount(digits)))
    return { kind: "not_understood" };
  const valueOf = ({ digits }: Group): IdentityNumber =>
    digits.length === 12 ? personal(digits, context) : oldCard(digits);
  if (others.length > 0)
    return { kind: "ambiguous", alternatives: values.map((one) => ({ value: valueOf(one) })) };
  const value = valueOf(only);
  const read = typed(input, all, only.from, only.to);
  return { kind: "understood", value, read, sure: value.warnings.length === 0 ? "certain" : "likely" };
}

function isWrongCount(digits: string): boolean {
  return digits.length === 11 || digits.length > 12;
}

function oldCard(number: string): IdentityNumber {
  return { number, format: "old_card", sex: null, birthYear: null, warnings: ["old_card"] };
}

/**
 * Runs of digits with nothing but spaces, dots, dashes and brackets between them; a run of two numbers that follow one
 * another is two.
 */
function groupsOf(all: Token[]): Group[] {
  const runs: Group[][] = [];
  let open: Group[] | null = null;
  all.forEach(({ kind, text }, at) => {
    if (kind === "digits") {
      if (open === null) runs.push((open = []));
      open.push({ digits: text.replace(/\D/g, ""), from: at, to: at });
    } else if (!/^[-.()]$/.test(text)) open = null;
  });
  return runs.flatMap((run) => {
    const joined = run.map(({ digits }) => digits).join("");
    const apart = joined.length > 12 && run.every(({ digits }) => digits.length >= 4);
    return apart ? run : [{ digits: joined, from: run[0]?.from ?? 0, to: run.at(-1)?.to ?? 0 }];
  });
}

/** The number as it may be shown: only its last three digits, which tell neither sex nor age nor origin. */
export function maskIdentityNumber(number: string): string {
  return "•".repeat(Math.max(number.length - 3, 0)) + number.slice(-3);
}

function personal(
  number: string,
  { now, sex: statedSex, birthYear: statedYear }: IdentityContext,
): IdentityNumber {
  const century = Number(number[3]);
  const sex = century % 2 === 0 ? "male" : "female";
  const birthYear = 1900 + Math.floor(century / 2) * 100 + Number(number.slice(4, 6));
  const warnings: IdentityWarning[] = [];
  if (!PROVINCES.has(number.slice(0, 3))) warnings.push("unknown_province");
  if (statedSex !== undefined && statedSex !== sex) warnings.push("sex_differs");
  if (statedYear !== undefined && statedYear !== birthYear) warnings.push("birth_year_differs");
  if (birthYear > parts(localDateOf(now))[0]) warnings.push("birth_in_future");
  return { number, format: "personal", sex, birthYear, warnings };
}
