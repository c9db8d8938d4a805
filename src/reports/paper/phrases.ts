import { parts, type LocalDate } from "../../calendar/local-date.ts";
import type { Say } from "./say.ts";

/** The first names of a list, and how many more there are where it has more than `most`; "" where it is empty. */
export function firstNames(names: readonly string[], most: number, say: Say): string {
  const shown = names.slice(0, most).join(", ");
  return names.length > most ? say("glance.and_more", { names: shown, count: names.length - most }) : shown;
}

/** What a household lives from, in its own words where it is none of those known; "" where it has no plan. */
export function livelihoodOf(
  { livelihood, own_words: own }: { livelihood: string | null; own_words: string | null },
  say: Say,
): string {
  if (livelihood === null) return "";
  return livelihood === "other" && own !== null ? own : say.livelihood(livelihood);
}

/** Days below 10 and the months 1 and 2 with a nought before (NĐ 30/2020, Phụ lục I, II.4). */
export function paperDay(date: LocalDate): { day: string; month: string; year: string } {
  const [year, month, day] = parts(date);
  return {
    day: String(day).padStart(2, "0"),
    month: month <= 2 ? String(month).padStart(2, "0") : String(month),
    year: String(year),
  };
}

/** "12 tháng 01 năm 2027", and where it is to be issued. */
export function placeAndDate(say: Say, place: string, date: LocalDate): string {
  return say("head.place_and_date", { place, ...paperDay(date) });
}
