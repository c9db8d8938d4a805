import { moneyAmounts } from "./money-amounts.ts";
import { MONEY } from "./money-words.ts";
import { measured } from "./measured.ts";
import { scanNumbers } from "./number-scan.ts";
import { NUMBERS } from "./plain-numbers.ts";
import { ANIMALS } from "./quantity-words.ts";
import { quantityPart, type QuantityPart } from "./quantity-part.ts";
import { LONGEST_ANSWER } from "./reading.ts";
import type { NumberContext } from "./section.ts";
import { type Token, tokens } from "./tokens.ts";
import { COUNTED, UNITS } from "./unit-words.ts";

const THINGS: NumberContext = { ...NUMBERS, counted: COUNTED, attached: [UNITS, ANIMALS] };
/** What may stand between two things of one list. */
const JOINTS: ReadonlySet<string> = new Set([",", ";", "+", "&", "và", "va", "với", "voi", "cùng", "cung"]);

/**
 * The things that a longer line counts, as they were written: `5 con vịt` of `giao 5 con vịt cho nhà chị Thu, 6 tháng sau trả
 * lại`, `2 bao gạo, 1 thùng mì`. Null where it counts nothing that has a name, or things in two places of the line.
 */
export function thingsIn(line: string): string | null {
  if (line.length > LONGEST_ANSWER) return null;
  const all = tokens(line);
  const scan = scanNumbers(all, THINGS);
  if (scan.vague || scan.negated) return null;
  const found = measured(all, scan.amounts)
    .map((part) => quantityPart(all, part))
    .filter(isThing);
  const [first] = found;
  const last = found.at(-1);
  if (first === undefined || last === undefined || !isOneList(all, found)) return null;
  return line.slice(all[first.part.from]?.start, all[last.next - 1]?.end);
}

/** Counted in a unit and called by a name behind it; `6 tháng` is no thing. */
function isThing({ part, name }: QuantityPart): boolean {
  return part.hit !== null && part.hit.unit.kind !== "period" && name !== null && name.from >= part.next;
}

function isOneList(all: readonly Token[], found: readonly QuantityPart[]): boolean {
  return found.every((one, at) => {
    const before = found[at - 1];
    return (
      before === undefined || all.slice(before.next, one.part.from).every(({ text }) => JOINTS.has(text))
    );
  });
}

/** The one sum that a longer line names with a scale or a word for money, in đồng: `trị giá 2 triệu`. */
export function sumIn(line: string): number | null {
  if (line.length > LONGEST_ANSWER) return null;
  const all = tokens(line);
  const scan = scanNumbers(all, MONEY);
  const [only, ...others] = moneyAmounts(all, scan.amounts).marked;
  const [value, ...more] = only?.values ?? [];
  return scan.vague || others.length + more.length > 0 ? null : (value ?? null);
}
