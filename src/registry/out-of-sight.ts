import { z } from "zod";
import type { CommandContext } from "../turns/command.ts";
import { mayWith, type Asking } from "./rights.ts";
import { officerOf } from "./responsible.ts";

const IdRow = z.object({ id: z.string() });
const PersonRow = z.object({ person_id: z.string() });

/**
 * Those of these households of which whoever writes may hear nothing now, for reminders that were planned, talks that were
 * begun and files that were asked for while she still might. One that was erased is out of everybody's sight. It is no
 * reading of a record and leaves no line in the audit trail.
 */
export async function outOfSight(asking: Asking, households: readonly string[]): Promise<string[]> {
  const { sql, now, me, contactId } = asking;
  const erased = await sql.rows(
    IdRow,
    "SELECT id FROM households WHERE id = ANY ($1) AND erased_at IS NOT NULL",
    [households],
  );
  const drawn = await sql.rows(
    IdRow,
    "SELECT household_id AS id FROM revisits WHERE household_id = ANY ($1) AND visitor_id = $2",
    [households, me.person],
  );
  const gone = new Set(erased.map(({ id }) => id));
  // Who was drawn to see a household again is somebody else than who has it in charge.
  const seen = new Set(drawn.map(({ id }) => id));
  for (const household of households)
    if (!gone.has(household) && !seen.has(household))
      if (!(await mayWith({ sql, now, me, contactId }, household, "see"))) gone.add(household);
  return [...gone];
}

/**
 * What a timer was to say to somebody of the staff about a household that is no longer in his hands goes to who has it in
 * charge now. Nothing where nobody has, or where the timer was the household's own.
 */
export async function passOn(
  context: CommandContext,
  timer: string,
  household: string,
  start: { flow: string; vars: Parameters<CommandContext["tell"]>[2] },
): Promise<void> {
  const [planned] = await context.sql.rows(
    PersonRow,
    "SELECT person_id FROM timers WHERE id = $1::bigint AND person_id IS NOT NULL AND household_id IS NULL",
    [timer],
  );
  if (planned === undefined) return;
  const officer = await officerOf(context, household);
  if (officer === null || officer.id === planned.person_id) return;
  await context.tell({ person: officer.id }, start.flow, start.vars);
}
