import { type LocalDate, parts, weekday } from "../calendar/local-date.ts";
import type { LunarDate } from "../calendar/lunar.ts";
import type { DateValue } from "./date-types.ts";
import type { ClockTime } from "./time.ts";
import type { WrittenLanguage } from "./write-number.ts";

/** Monday first. */
const WEEKDAYS: Readonly<Record<WrittenLanguage, readonly string[]>> = {
  vi: ["thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật"],
  en: ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
  km: ["ថ្ងៃចន្ទ", "ថ្ងៃអង្គារ", "ថ្ងៃពុធ", "ថ្ងៃព្រហស្បតិ៍", "ថ្ងៃសុក្រ", "ថ្ងៃសៅរ៍", "ថ្ងៃអាទិត្យ"],
};

const TO: Readonly<Record<WrittenLanguage, string>> = { vi: "đến", en: "to", km: "ដល់" };

/** A date as it is written in Viet Nam in every language, day first: `30/11/2026`. */
export function writeShortDate(date: LocalDate): string {
  const [year, month, day] = parts(date);
  return `${day}/${month}/${year}`;
}

/** A date with its weekday: `thứ Hai, 30/11/2026`. What it writes in Vietnamese, `readDate` reads back. */
export function writeDate(date: LocalDate, language: WrittenLanguage = "vi"): string {
  return `${WEEKDAYS[language][weekday(date) - 1] ?? ""}, ${writeShortDate(date)}`;
}

/** A day, or the first and last of a stretch: `1/6/2027 đến 30/6/2027`. */
export function writeDates(value: DateValue, language: WrittenLanguage = "vi"): string {
  if ("date" in value) return writeDate(value.date, language);
  return `${writeShortDate(value.from)} ${TO[language]} ${writeShortDate(value.to)}`;
}

/** A lunar date, always in Vietnamese, as people name it: `mùng 5 tháng giêng`, `rằm tháng 7`, `23 tháng chạp`. */
export function writeLunarDate({ month, day, leap }: LunarDate): string {
  const named = month === 1 ? "giêng" : month === 12 ? "chạp" : String(month);
  const dayWords = day === 15 ? "rằm" : day <= 10 ? `mùng ${day}` : String(day);
  return `${dayWords} tháng ${named}${leap ? " nhuận" : ""} âm lịch`;
}

/** A time of the day on the 24-hour clock: `07:30`, `19:05`. */
export function writeTime({ hour, minute }: ClockTime): string {
  return `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`;
}
