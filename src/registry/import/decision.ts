import { fold } from "../../language/normalise.ts";
import { isLocalDate, toLocalDate, type LocalDate } from "../../calendar/local-date.ts";

/** What a list says of the decision behind it; each part may be missing. */
export type Decision = { no: string | null; decidedOn: LocalDate | null; from: LocalDate | null };

const NUMBER = /\d{1,5}\s*\/(?:\s*\d{4}\s*\/)?\s*q[dđ][-–.\p{L}]*/giu;
const DAY = /(\d{1,2})\s*(?:[/.-]|th[aá]ng)\s*(\d{1,2})\s*(?:[/.-]|n[aă]m)\s*(\d{4})(?!\d)/iu;
/** A decision that made the rules, not the list: of the prime minister, or of a ministry. */
const RULES = /(?:ttg|bl[dđ]tbxh|bnn|btc|bnnmt)$/iu;
/** What is decided about households that are classified already: who gets what. */
const GIVES = /\b(?:(?:nhan|tang|trao) qua|qua tet|ho tro|vay)\b/;
/** How many letters behind a number its day may stand. */
const FAR = 90;
const FOLLOWS = /k[eè]m\s+theo/iu;
const HOLDS =
  /(?:[aá]p\s+d[uụ]ng|hi[eệ]u\s+l[uự]c|th[uự]c\s+hi[eệ]n|t[ií]nh|k[eể])\s+(?:thi\s+h[aà]nh\s+)?(?:k[eể]\s+)?t[uừ](?:\s+ng[aà]y)?\s+/iu;

/**
 * The decision that a title block names: `(Kèm theo Quyết định số 45/QĐ-UBND ngày 12/12/2025 …, áp dụng từ ngày
 * 01/01/2026)`. It holds from the day that is said, else from its own. Null where there is none, or where there are
 * several and none is the one that the list goes with, or where it decides who gets something.
 */
export function decisionIn(text: string): Decision | null {
  const block = text.normalize("NFC");
  if (GIVES.test(fold(block))) return null;
  const own = [...block.matchAll(NUMBER)].filter(([number]) => !RULES.test(number));
  const numbers = new Set(own.map(([number]) => inOneWay(number)));
  const follows = FOLLOWS.exec(block)?.index ?? Infinity;
  const meant = numbers.size === 1 ? own[0] : own.find(({ index }) => index > follows);
  if (meant === undefined) return null;
  const after = block.slice(meant.index + meant[0].length);
  const holds = HOLDS.exec(after);
  const decidedOn = dayIn(after.slice(0, Math.min(holds?.index ?? FAR, FAR)));
  const said = holds === null ? null : dayIn(after.slice(holds.index).slice(0, FAR));
  return { no: inOneWay(meant[0]), decidedOn, from: said ?? decidedOn };
}

/** The first day in a text: `12/12/2025`, `ngày 12 tháng 12 năm 2025`; null where there is none. */
export function dayIn(text: string): LocalDate | null {
  const [, day, month, year] = DAY.exec(text) ?? [];
  const date = toLocalDate(Number(year), Number(month), Number(day));
  return isLocalDate(date) ? date : null;
}

/** `45 / qđ-ubnd` as `45/QĐ-UBND`. */
function inOneWay(number: string): string {
  return number
    .replace(/\s+/g, "")
    .replace(/[-–.]+$/, "")
    .replaceAll("–", "-")
    .toUpperCase()
    .replace("QD", "QĐ");
}
