import { addDays, instantAt, localDateOf, type LocalDate } from "../../calendar/local-date.ts";
import type { Value } from "../../domain/value.ts";
import type { CommandContext } from "../../turns/command.ts";

type Reminding = Pick<CommandContext, "now" | "remind">;
type Household = { id: string; name: string };

/** A household hears of what it gives back a month before, and on the day itself; whoever gets it a week before. */
const SOON_DAYS = 30;
const NEXT_DAYS = 7;
const EVENING = { hours: 18, minutes: 30 };

/** Plans what the household that gives back is reminded of. Planning it again changes nothing; a new day is asked anew. */
export async function remindToReturn(
  { now, remind }: Reminding,
  id: string,
  household: Household,
  due: LocalDate,
): Promise<void> {
  for (const [stage, day] of [
    ["soon", addDays(due, -SOON_DAYS)],
    ["due", due],
  ] as const) {
    const dueAt = instantAt(day, EVENING.hours, EVENING.minutes);
    if (dueAt <= now) continue;
    await remind({
      key: `return:${id}:${stage}:${day}`,
      kind: "return",
      audience: { household: household.id },
      dueAt,
      flow: "return_due",
      vars: { ret: id, stage, household: named(household) },
    });
  }
}

/**
 * Takes back what either household was still to be reminded of, since the day has moved or it is over; or only what the one
 * that was to get it was.
 */
export async function endReminders(
  { sql }: Pick<CommandContext, "sql">,
  id: string,
  whose: "both" | "next" = "both",
): Promise<void> {
  await sql.run("DELETE FROM timers WHERE starts_with(key, $1) AND fired_at IS NULL", [
    whose === "both" ? `return:${id}:` : `return:${id}:next:`,
  ]);
}

/** Plans that the household that gets it makes ready. */
export async function remindToReceive(
  { now, remind }: Reminding,
  id: string,
  household: Household,
  due: LocalDate,
): Promise<void> {
  const day = addDays(due, -NEXT_DAYS);
  if (day <= localDateOf(now)) return;
  await remind({
    key: `return:${id}:next:${household.id}:${day}`,
    kind: "return",
    audience: { household: household.id },
    dueAt: instantAt(day, EVENING.hours, EVENING.minutes),
    flow: "return_next",
    vars: { ret: id, stage: "soon", household: named(household) },
  });
}

/** A household as flows are handed it. */
export function named({ id, name }: Household): { [key: string]: Value } {
  return { id, label: name, name };
}
