import { addMonths, type LocalDate } from "../calendar/local-date.ts";
import { fold } from "./normalise.ts";

const LAST = /(?<!\b(?:\d+|may|hai|ba|vai|nhieu|nhung|cac) )\bthang (?:truoc|roi|vua roi|vua qua|qua)\b/;
/** `tháng 9`, `thang 9/2025`, `t9 năm ngoái`; behind a number it is a stretch of time, and `15 tháng 9` a day. */
const NUMBERED =
  /(?<!\d\s?)\b(?:thang ?|t)(1[0-2]|0?[1-9])\b(?!\s*(?:con|trieu|tr|ngan|ngay|thang|tuoi))(?:\s*(?:\/|nam\s+)\s*(\d{4}|ngoai|nay))?/;

/** The month before this one or further back that a line names, as YYYY-MM; the latest such one where it names no year. Null else. */
export function monthAsked(line: string, today: LocalDate): string | null {
  const plain = fold(line).replace(/\s+/g, " ");
  if (LAST.test(plain)) return addMonths(`${today.slice(0, 7)}-01`, -1).slice(0, 7);
  const [, number = "", year = ""] = NUMBERED.exec(plain) ?? [];
  if (number === "") return null;
  const thisYear = Number(today.slice(0, 4));
  const named = /^\d{4}$/.test(year)
    ? Number(year)
    : year === "ngoai"
      ? thisYear - 1
      : year === "" && Number(number) > Number(today.slice(5, 7))
        ? thisYear - 1
        : thisYear;
  const month = `${named}-${number.padStart(2, "0")}`;
  return month < today.slice(0, 7) ? month : null;
}
