import type { LocalDate } from "./local-date.ts";

/** Days, the last one included, on which a unit has asked for silence; the reason is a code such as "flood". */
export type Pause = { from: LocalDate; to: LocalDate; reason: string };

/** The pauses that share a day with the dates from one to another. */
export function pausesBetween(pauses: readonly Pause[], from: LocalDate, to: LocalDate): Pause[] {
  return pauses.filter((pause) => pause.from <= to && pause.to >= from);
}
