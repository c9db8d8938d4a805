import { AppError } from "../domain/app-error.ts";
import { addDays, HOUR_MS, instantAt, localDateOf, VIETNAM_OFFSET_MS, type LocalDate } from "./local-date.ts";
import { lunarNewYear, solarToLunar } from "./lunar.ts";
import { pausesBetween, type Pause } from "./pauses.ts";

/** When pushes rest, by the clock in Viet Nam. Answers to what a person writes are never held back. */
export type QuietRules = {
  /** Hours of the day: quiet from `from` in the evening until `to` in the morning. */
  night: { from: number; to: number };
  /** Days of the lunar month whose mornings belong to the altar, and the hour at which the morning ends. */
  altarMornings: { days: readonly number[]; until: number };
  /** From this day of the last lunar month to that day of the first. */
  tet: { from: number; to: number };
};

export const QUIET_RULES: QuietRules = {
  night: { from: 21, to: 7 },
  altarMornings: { days: [1, 15], until: 12 },
  tet: { from: 28, to: 4 },
};

/** Why it is quiet, as a code, and the instant at which that reason ends. */
export type Quiet = { why: "night" | "altar_morning" | "tet" | "pause"; until: Date };

/** The reason for which pushes rest at an instant; null where none does. The longest comes first. */
export function quietAt(instant: Date, pauses: readonly Pause[] = [], rules = QUIET_RULES): Quiet | null {
  const date = localDateOf(instant);
  const hour = hourOf(instant);
  const [pause] = pausesBetween(pauses, date, date);
  if (pause !== undefined) return { why: "pause", until: instantAt(addDays(pause.to, 1)) };
  const tetEnd = endOfTet(date, rules);
  if (tetEnd !== null) return { why: "tet", until: instantAt(addDays(tetEnd, 1)) };
  const { night, altarMornings } = rules;
  if (hour >= night.from) return { why: "night", until: instantAt(addDays(date, 1), night.to) };
  const altar = altarMornings.days.includes(solarToLunar(date).day);
  if (altar && hour < altarMornings.until)
    return { why: "altar_morning", until: instantAt(date, altarMornings.until) };
  return hour < night.to ? { why: "night", until: instantAt(date, night.to) } : null;
}

/** Whether people sleep by the clock in Viet Nam, on whatever day: at Tết and before an altar's morning too. */
export function isNight(instant: Date, { night } = QUIET_RULES): boolean {
  const hour = hourOf(instant);
  return hour >= night.from || hour < night.to;
}

function hourOf(instant: Date): number {
  return ((instant.getTime() + VIETNAM_OFFSET_MS) / HOUR_MS) % 24;
}

export function isQuiet(instant: Date, pauses: readonly Pause[] = [], rules = QUIET_RULES): boolean {
  return quietAt(instant, pauses, rules) !== null;
}

/**
 * The instant itself where pushes may go out, else the first one after it at which they may.
 * Throws an AppError where the rules leave no hour at all.
 */
export function nextAllowed(instant: Date, pauses: readonly Pause[] = [], rules = QUIET_RULES): Date {
  let at = instant;
  // Each pause can be followed by a night and a morning; more steps than that mean rules without an end.
  for (let steps = 10 + 3 * pauses.length; steps > 0; steps--) {
    const quiet = quietAt(at, pauses, rules);
    if (quiet === null) return at;
    at = quiet.until;
  }
  throw new AppError(
    "always_quiet",
    "The quiet rules leave no hour for pushes: shorten the night or the pauses.",
  );
}

/** The last quiet day of the Tết that holds a date; null on other days. */
function endOfTet(date: LocalDate, { tet }: QuietRules): LocalDate | null {
  const lunar = solarToLunar(date);
  const before = lunar.month === 12 && lunar.day >= tet.from;
  const after = lunar.month === 1 && !lunar.leap && lunar.day <= tet.to;
  if (!before && !after) return null;
  const newYear = lunarNewYear(before ? lunar.year + 1 : lunar.year);
  return newYear === null ? date : addDays(newYear, tet.to - 1);
}
