import { khmerNumber } from "./khmer-number.ts";
import { decodeVni } from "./key-leftovers.ts";
import { clean, type CleanText, foldWord } from "./normalise.ts";
import { remembered } from "./remembered.ts";
import { placeTone } from "./tone-placement.ts";

/** One piece of an answer: a number in digits, a word, or a single other sign. */
export type Token = {
  kind: "digits" | "word" | "mark";
  /** Normalised, with diacritics. */
  text: string;
  /** The same without diacritics. */
  plain: string;
  /** Where it stands in what the person typed. */
  start: number;
  end: number;
  /** No space stands between this one and the one before. */
  glued: boolean;
};

const DIGITS = /\d+(?:[.,']\d+)*/y;
const WORD = /[\p{L}\p{M}]+/uy;
const MIXED = /[a-z]+\d[a-z0-9]*/y;
const MARK = /[^\s\p{L}\p{M}\d]/uy;

/** Splits an answer into tokens, in time linear in its length. They are shared: nobody may change them. */
export function tokens(input: string): Token[] {
  return [...split(input)];
}

const split = remembered(splitTokens, 500);

function splitTokens(input: string): Token[] {
  const cleaned = clean(input);
  const found: Token[] = [];
  let at = 0;
  let lastEnd = -1;
  while (at < cleaned.text.length) {
    if (cleaned.text[at] === " ") {
      at += 1;
      continue;
    }
    const token = tokenAt(cleaned, at, lastEnd);
    if (token === null) {
      at += 1;
      continue;
    }
    found.push(...separated(token.token));
    at = token.next;
    lastEnd = at;
  }
  return found;
}

/** The part of the input that tokens `from` to `to` (inclusive) cover, as it was typed. */
export function typed(input: string, all: Token[], from: number, to: number): string {
  const first = all[from];
  const last = all[to];
  return first === undefined || last === undefined ? "" : input.slice(first.start, last.end);
}

/** Number words run together, with or without diacritics: `haitrieuruoi`, `trieuruoi`, `namtram`. */
const RUN_TOGETHER =
  /^(mot|hai|ba|bon|nam|sau|bay|tam|chin|muoi|nua)?(trieu|ngan|nghin|tram|muoi|chuc|ty)(ruoi|hai|ba|bon|tu|nam|lam|sau|bay|tam|chin|mot)?(ngan|nghin|dong)?$/d;

/** đồng, riel, people, heads of cattle: what Khmer writes right behind a number. */
const BEHIND_KHMER = new Set(["", "ដុង", "រៀល", "នាក់", "ក្បាល"]);

/** A number in Khmer words as the digits that it stands for. */
function fromKhmer(token: Token): Token[] | null {
  const found = token.kind === "word" ? khmerNumber(token.text) : null;
  if (found === null || !BEHIND_KHMER.has(found.rest)) return null;
  const value = String(found.value);
  const cut = token.end - found.rest.length;
  const digits: Token = { ...token, kind: "digits", text: value, plain: value, end: cut };
  if (found.rest === "") return [digits];
  return [digits, { ...token, text: found.rest, plain: found.rest, start: cut, glued: false }];
}

/** A token, or its parts where it is a number written without spaces. */
function separated(token: Token): Token[] {
  const khmer = fromKhmer(token);
  if (khmer !== null) return khmer;
  const indices =
    token.kind === "word" && token.text.length === token.plain.length
      ? RUN_TOGETHER.exec(token.plain)?.indices
      : null;
  const parts = (indices ?? []).slice(1).filter((part) => part !== undefined);
  if (parts.length < 2 || token.end - token.start !== token.text.length) return [token];
  return parts.map(([from, to], index) => ({
    ...token,
    text: placeTone(token.text.slice(from, to)),
    plain: token.plain.slice(from, to),
    start: token.start + from,
    end: token.start + to,
    glued: index === 0 ? token.glued : false,
  }));
}

function tokenAt(cleaned: CleanText, at: number, lastEnd: number): { token: Token; next: number } | null {
  const digits = matchAt(DIGITS, cleaned.text, at);
  if (digits !== null) return make("digits", digits, digits);
  const mixed = matchAt(MIXED, cleaned.text, at);
  const decoded = mixed === null ? null : decodeVni(mixed);
  if (mixed !== null && decoded !== null) return make("word", mixed, decoded);
  const word = matchAt(WORD, cleaned.text, at);
  if (word !== null) return make("word", word, placeTone(word));
  const mark = matchAt(MARK, cleaned.text, at);
  return mark === null ? null : make("mark", mark, mark);

  function make(kind: Token["kind"], raw: string, text: string): { token: Token; next: number } {
    const next = at + raw.length;
    const start = cleaned.starts[at] ?? 0;
    const end = cleaned.ends[next - 1] ?? start;
    return { token: { kind, text, plain: foldWord(text), start, end, glued: at === lastEnd }, next };
  }
}

function matchAt(pattern: RegExp, text: string, at: number): string | null {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? null;
}
