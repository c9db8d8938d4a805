import { z } from "zod";
import { addMonths, dayNumber, instantAt, localDateOf, type LocalDate } from "../calendar/local-date.ts";
import { handOver } from "../desk/hand-over.ts";
import { officerOf } from "../registry/responsible.ts";
import { OptionalChoiceId, OptionalText } from "../turns/choice-id.ts";
import { command, type CommandContext } from "../turns/command.ts";
import { allowed } from "./allowed.ts";

/** Who left is looked after for three years (the time for which Quyết định 28/2015/QĐ-TTg lends to those who left). */
export const MONTHS = 36;
/** Half a year lies between two looks; each is one visit. */
export const EVERY = 6;

const LeftRow = z.object({ since: z.string(), unit: z.string() });

/** The days on which a household that left on `since` is looked at again. */
export function followUpDays(since: LocalDate): LocalDate[] {
  return Array.from({ length: MONTHS / EVERY }, (_, index) => addMonths(since, (index + 1) * EVERY));
}

/** The next of those days after `today`; null when the three years are over. */
export function nextFollowUp(since: LocalDate, today: LocalDate): LocalDate | null {
  return followUpDays(since).find((day) => dayNumber(day) > dayNumber(today)) ?? null;
}

/** Plans the next look at a household that left; it begins with whoever is in charge then. Gives the day. */
export async function planFollowUps(context: CommandContext, household: string): Promise<LocalDate | null> {
  const [left] = await context.sql.rows(
    LeftRow,
    `SELECT e.valid_from AS since, h.unit_id AS unit FROM enrolments e JOIN households h ON h.id = e.household_id
     WHERE e.household_id = $1 AND e.status = 'left_poverty' AND e.valid_to IS NULL`,
    [household],
  );
  const day = left === undefined ? null : nextFollowUp(left.since, localDateOf(context.now));
  if (left === undefined || day === null) return null;
  const officer = (await officerOf(context, household))?.id ?? context.me.person;
  if (officer !== null)
    await context.remind({
      key: `follow_up:${household}:${day}`,
      kind: "follow_up",
      audience: { person: officer },
      dueAt: instantAt(day, 8, 30),
      flow: "households_follow_up",
      vars: { household: { id: household } },
    });
  return day;
}

/**
 * What was found at a household that left some time ago: steady, shaky or fallen back. What is shaky goes to the leaders;
 * the next look is planned. `gone` where it is not followed any more, so that a late reminder says nothing wrong.
 */
export const followUp = command({
  name: "households.follow_up",
  takes: z.object({ household: OptionalChoiceId, state: OptionalChoiceId, note: OptionalText }),
  codes: ["not_allowed", "gone"],
  async run(context, { household: handed, state, note }) {
    const found = await allowed(context, handed, "manage");
    if (found === null) return { code: "not_allowed" };
    const next = await planFollowUps(context, found.id);
    const [left] = await context.sql.rows(
      LeftRow,
      `SELECT e.valid_from AS since, h.unit_id AS unit FROM enrolments e JOIN households h ON h.id = e.household_id
       WHERE e.household_id = $1 AND e.status = 'left_poverty' AND e.valid_to IS NULL`,
      [found.id],
    );
    if (left === undefined) return { code: "gone" };
    if (state === "shaky" || state === "fallen")
      await handOver(context, { kind: "follow_up", household: found.id, note });
    return { code: "ok", value: { next } };
  },
});
