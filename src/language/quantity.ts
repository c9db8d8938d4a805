import { FILLERS } from "./around-numbers.ts";
import { measured } from "./measured.ts";
import { CURRENCY, FOREIGN } from "./money-words.ts";
import { saysNothing } from "./nothing-said.ts";
import { type NumberScan, scanNumbers } from "./number-scan.ts";
import { NUMBERS } from "./plain-numbers.ts";
import { stripPoliteness } from "./politeness.ts";
import { withoutAsides } from "./quantity-beside.ts";
import { joinParts, type QuantityPart, quantityPart } from "./quantity-part.ts";
import { quantityMeanings } from "./quantity-meanings.ts";
import type { Quantity } from "./quantity-types.ts";
import { LIVING } from "./free-line-words.ts";
import { ANIMALS } from "./quantity-words.ts";
import { LONGEST_ANSWER, MOST_TOKENS, type Reading } from "./reading.ts";
import { stoodBy } from "./second-thoughts.ts";
import type { NumberContext } from "./section.ts";
import { type Token, tokens, typed } from "./tokens.ts";
import { COUNTED, PERIOD_WORDS, UNITS } from "./unit-words.ts";
import { joinSquares } from "./unit-at.ts";
import { lookUp } from "./word-table.ts";

const NOT_UNDERSTOOD: Reading<Quantity> = { kind: "not_understood" };
const QUANTITIES: NumberContext = { ...NUMBERS, counted: COUNTED, attached: [UNITS, ANIMALS] };

/**
 * Reads how many or how much of something. Units are kept as people use them; nothing is converted.
 *
 * chục and thiên are asked (10, 12, or 14; 1,000 or 1,200), and so are ranges and products (`2 lứa mỗi lứa 20 con`).
 * Sums of money are not understood.
 */
export function readQuantity(input: string): Reading<Quantity> {
  if (input.length > LONGEST_ANSWER) return NOT_UNDERSTOOD;
  const { tokens: said, revised } = stoodBy(joinSquares(tokens(input)));
  const all = stripPoliteness(said);
  if (all.length > MOST_TOKENS) return NOT_UNDERSTOOD;
  const nothing = saysNothing(all);
  const whole = typed(input, all, 0, all.length - 1);
  if (nothing !== null) {
    return {
      kind: "understood",
      value: { value: 0, unit: unitIn(all), of: null },
      read: whole,
      sure: nothing,
    };
  }
  const scan = scanNumbers(all, QUANTITIES);
  if (scan.vague || scan.coded) return NOT_UNDERSTOOD;
  const named = measured(all, scan.amounts).map((part) => quantityPart(all, part));
  const plain = withoutAsides(all, named);
  const parts = joinParts(all, plain);
  if (parts.some((part) => isMoney(all, part) || isDatePart(all, part, named))) return NOT_UNDERSTOOD;
  const found = quantityMeanings(all, parts);
  const [only, second] = found;
  const [first] = parts;
  if (only === undefined || first === undefined) return NOT_UNDERSTOOD;
  if (second !== undefined || only.why !== undefined || scan.negated)
    return { kind: "ambiguous", alternatives: found };
  const aside = plain.length < named.length;
  const doubtful =
    isStrange(all, first) || first.likely || aside || revised || scan.hedged || !isAlone(all, scan, first);
  const sure = doubtful ? "likely" : "certain";
  return { kind: "understood", value: only.value, read: typed(input, all, first.from, first.next - 1), sure };
}

/** Goods that are bought by the bag, and how a form heads its column. */
const GOODS = new Set(
  "phân phan cám cam trứng trung gạo gao nếp mật sữa than củi xăng dầu lưới lượng luong sl".split(" "),
);

/** `bệnh 5 con`, `trả 5 con`: what stands in front and is no thing that is known tells what became of them. */
function isStrange(all: Token[], { name, part }: QuantityPart): boolean {
  if (name === null || name.from >= part.from || name.animal) return false;
  return !all
    .slice(name.from, name.next)
    .some(({ text, plain }) => LIVING.has(text) || LIVING.has(plain) || GOODS.has(text));
}

function unitIn(all: Token[]): string | null {
  const units = all.flatMap((token) => lookUp(token, UNITS) ?? []);
  // `chưa mua con nào`: mua is no mùa.
  return units.find(({ kind }) => kind !== "period")?.unit ?? null;
}

/** Thousands and millions of nothing in particular are money. */
function isMoney(all: Token[], { part, name }: QuantityPart): boolean {
  const after = all[part.next];
  if (lookUp(after, CURRENCY) !== undefined || after?.text === "$" || after?.text === "%") return true;
  if (part.hit === null && name === null && (part.values[0] ?? 0) >= 100_000) return true;
  const last = all[part.amount.next - 1]?.plain ?? "";
  if (part.hit === null && name === null && (last === "k" || last === "tr")) return true;
  return part.hit === null && lookUp(after, FOREIGN) !== undefined;
}

/** `tháng 3`, `năm 2020`; the 30 of `1 ngày 30 trứng` is none. */
function isDatePart(all: Token[], { part }: QuantityPart, named: QuantityPart[]): boolean {
  const rate = named.some(({ part: other }) => other.hit !== null && other.next === part.from);
  return part.hit === null && !rate && lookUp(all[part.from - 1], PERIOD_WORDS) !== undefined;
}

function isAlone(all: Token[], scan: NumberScan, { part, name, from, next }: QuantityPart): boolean {
  return scan.rest.every((index) => {
    if (index >= from && index < Math.max(next, part.next)) return true;
    if (name !== null && index >= name.from && index < name.next) return true;
    return all[index]?.kind === "mark" || lookUp(all[index], FILLERS) !== undefined;
  });
}
