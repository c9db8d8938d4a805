import type { Lexeme } from "./date-lexemes.ts";

/** Parts of the day by which people tell 7 in the morning from 7 in the evening. */
export type DayPart = "morning" | "noon" | "afternoon" | "evening" | "night" | "am" | "pm";

const PARTS: ReadonlyMap<string, DayPart> = new Map<string, DayPart>([
  ["sang", "morning"],
  ["am", "am"],
  ["trua", "noon"],
  ["chieu", "afternoon"],
  ["xe", "afternoon"],
  ["pm", "pm"],
  ["toi", "evening"],
  ["khuya", "night"],
  ["dem", "night"],
]);

/** Other words with the same letters: tôi, tới, sang, đếm, ấm. */
const OTHERS = /^(?:tôi|tới|tội|sàng|sảng|đếm|đệm|âm|ấm|xé|xẻ|xế)$/;

/** The part of the day that a word names; `marked` says whether the answer has diacritics, so that `sang` is not sáng. */
export function dayPart(word: Lexeme | undefined, marked: boolean): DayPart | null {
  if (word?.kind !== "word") return null;
  if (word.text === "xế") return "afternoon";
  if (OTHERS.test(word.text) || (marked && /^(?:sang|toi|dem|xe|trua|chieu)$/.test(word.text))) return null;
  return PARTS.get(word.plain) ?? null;
}

/** For each part of the day, the hour of the day (0–23) that an hour of the clock up to twelve is in it. */
const HOURS: Readonly<Record<DayPart, (hour: number) => number | null>> = {
  am: (hour) => (hour === 12 ? 0 : hour),
  morning: (hour) => (hour >= 1 && hour <= 11 ? hour : null),
  noon: (hour) => (hour >= 10 ? hour : hour >= 1 && hour <= 2 ? hour + 12 : null),
  afternoon: (hour) => (hour === 12 ? 12 : hour >= 1 && hour <= 7 ? hour + 12 : null),
  evening: (hour) => (hour === 12 ? 0 : hour >= 5 ? hour + 12 : null),
  pm: (hour) => (hour === 12 ? 12 : hour + 12),
  night: (hour) => (hour === 12 ? 0 : hour >= 7 ? hour + 12 : hour <= 4 ? hour : null),
};

/** The hour of the day that an hour of the clock is in that part; null where it cannot be (`15h sáng`). */
export function hourIn(part: DayPart, hour: number): number | null {
  if (hour > 12) return fitsLate(part, hour) ? hour : null;
  return HOURS[part](hour);
}

function fitsLate(part: DayPart, hour: number): boolean {
  if (part === "noon") return hour <= 14;
  if (part === "afternoon") return hour <= 19;
  return (part === "evening" && hour >= 17) || (part === "night" && hour >= 19) || part === "pm";
}

/** Hours that a part of the day may mean where none is named. */
export const USUAL_HOURS: Readonly<Record<DayPart, readonly number[]>> = {
  morning: [7, 8, 9],
  noon: [11, 12, 13],
  afternoon: [14, 15, 16],
  evening: [18, 19, 20],
  night: [21, 22, 23],
  am: [7, 8, 9],
  pm: [14, 15, 16],
};
