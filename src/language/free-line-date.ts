import { addDays, type LocalDate } from "../calendar/local-date.ts";
import { contextOf } from "./date.ts";
import { isCounted, type Lexeme } from "./date-lexemes.ts";
import { type DateItem, scanDates } from "./date-scan.ts";
import type { Token } from "./tokens.ts";

/** An entry says what happened lately; an older date is for the diary's own question. */
const OLDEST_DAYS = 400;
/** A month: of a season or a year nobody knows which month it belongs to. */
const LONGEST_STRETCH_DAYS = 31;

/** Takes the date out; today where there is none. Null where it is no single day of the past. */
export function withoutDate(all: Token[], today: LocalDate): { rest: Token[]; date: LocalDate } | null {
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
  // "Tháng này", "tuần này": on some day of a stretch that is not over, written down today.
  const lately =
    choice !== undefined &&
    !choice.point &&
    choice.from <= today &&
    choice.to >= today &&
    choice.to <= addDays(choice.from, LONGEST_STRETCH_DAYS);
  if (others.length > 0 || more.length > 0 || (!past && !lately)) return null;
  const covered = new Set(context.lexemes.slice(only.from, only.next).map(({ token }) => token));
  return { rest: all.filter((_, index) => !covered.has(index)), date: past ? choice.from : today };
}

/** Among amounts a date must look like nothing else: `12.5 kg` and `2-3 con` are quantities, `mai` alone may be a name. */
function isDateHere(lexemes: readonly Lexeme[], { from, next, choices }: DateItem): boolean {
  const first = lexemes[from];
  if (first?.kind === "number" && (choices.length === 0 || lexemes[from + 1]?.text === ".")) return false;
  if (isCounted(lexemes[next])) return false;
  return next - from >= 2 || /^(?:nay|qua|mai|mơi|hnay|hqua)$/.test(first?.text ?? "");
}
