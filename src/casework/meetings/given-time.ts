import { z } from "zod";
import { addDays, isLocalDate, type LocalDate } from "../../calendar/local-date.ts";
import { ChoiceId } from "../../turns/choice-id.ts";

/** A time of day as HH:MM, as the talk has it: `{ hour, minute }` or text; null where none was said. */
export const GivenTime = z
  .union([
    z.string().regex(/^\d{1,2}:\d{2}$/),
    z
      .object({ hour: z.int(), minute: z.int().optional() })
      .transform(({ hour, minute }) => `${hour}:${String(minute ?? 0).padStart(2, "0")}`),
  ])
  .nullish()
  .transform((time) => time ?? null);

/** A day as it was chosen or typed: today, yesterday, or a local date. */
export const GivenDay = z.union([ChoiceId, z.object({ date: z.string() }).transform(({ date }) => date)]);

/** The local date that was meant; null where it is none. */
function dayMeant(said: string, today: LocalDate): LocalDate | null {
  if (said === "today") return today;
  if (said === "yesterday") return addDays(today, -1);
  return isLocalDate(said) ? said : null;
}

/** A day farther back is one to come that was read as one of last year. */
const FARTHEST_DAYS = 200;

/** The day on which something was done; null where it is none, has not come, or is too long ago. */
export function dayDone(said: string, today: LocalDate): LocalDate | null {
  const day = dayMeant(said, today);
  return day === null || day > today || day < addDays(today, -FARTHEST_DAYS) ? null : day;
}

/** The day on which something is to be; null where it is none, has passed, or is too far away. */
export function dayAhead(said: string, today: LocalDate): LocalDate | null {
  const day = dayMeant(said, today);
  return day === null || day < today || day > addDays(today, FARTHEST_DAYS) ? null : day;
}

/** Words for a place: what was typed, or the label of what was chosen. */
export const GivenPlace = z
  .union([z.string(), z.object({ label: z.string() }).transform(({ label }) => label)])
  .nullish()
  .transform((place) => place?.trim() || null);
