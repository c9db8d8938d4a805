import { isCounted, type Lexeme, numberAt } from "./date-lexemes.ts";
import type { DateItem } from "./date-scan.ts";
import { calendarAt } from "./date-tags.ts";
import { BARE_DENIALS } from "./denials.ts";
import { isHourWord } from "./hour-words.ts";

const FILLERS = new Set(
  (
    "da thua vang em con toi tui minh anh chi co chu bac ong ba di ay luc vao ngay hom bua nham trung la thi se sap dinh tinh khoang tam " +
    "do chung chac hinh nhu co le gan lau oi a ah ha nha nhe nghen nghe hen nhi luon roi do vay nua sang trua chieu toi khuya dem xe som " +
    "an trong cua thoi hoac hay va voi o ca han chot cham nhat tre nhat du kien hoi da duoc cho xin hen gap"
  ).split(" "),
);
const HEDGES = new Set("khoang tam chung chac hinh gan do le kien".split(" "));
const NEGATIONS = new Set([
  ...BARE_DENIALS,
  ..."hom tuy chua dung khoi chang cha sai nham truoc sau dau giua cuoi".split(" "),
]);

/**
 * What stands beside the date phrases of an answer: nothing that matters (`clear`), words that make it doubtful (`hedged`),
 * words that are not known here (`unknown`), or something that may change the date (`refused`): a number, a denial.
 */
export function wordsBeside(
  lexemes: readonly Lexeme[],
  items: readonly DateItem[],
): "clear" | "hedged" | "unknown" | "refused" {
  let state: "clear" | "hedged" | "unknown" = "clear";
  for (let at = 0; at < lexemes.length; at += 1) {
    const item = items.find(({ from, next }) => at >= from && at < next);
    if (item !== undefined) {
      at = item.next - 1;
      continue;
    }
    const clock = clockEnd(lexemes, at);
    if (clock !== null) {
      at = clock - 1;
      continue;
    }
    const one = lexemes[at];
    if (one === undefined || one.kind === "mark") {
      if (one?.text === "/" || one?.text === "%") return "refused";
      continue;
    }
    if (one.kind === "number") return "refused";
    if (isCounted(one) && items.some(({ next }) => next === at)) return "refused";
    if (calendarAt(lexemes, at) !== null) return "refused";
    if (HEDGES.has(one.plain) && state === "clear") state = "hedged";
    if (FILLERS.has(one.plain) || one.text === "quá" || one.text === "mới") continue;
    if (NEGATIONS.has(one.plain) || (one.number !== null && one.plain !== "ba")) return "refused";
    state = "unknown";
  }
  return state;
}

/** `7h30`, `lúc 8 giờ`, `19:30`: a time beside a date is left to the reader of times. */
function clockEnd(lexemes: readonly Lexeme[], at: number): number | null {
  const hour = numberAt(lexemes, at);
  if (hour === null || hour.value > 24) return null;
  const word = lexemes[hour.next];
  if (word?.text === ":" && lexemes[hour.next + 1]?.kind === "number") return hour.next + 2;
  if (!isHourWord(word?.plain)) return null;
  const minutes = numberAt(lexemes, hour.next + 1);
  const next = minutes?.next ?? hour.next + 1;
  return /^(?:phut|ruoi|p)$/.test(lexemes[next]?.plain ?? "") ? next + 1 : next;
}
