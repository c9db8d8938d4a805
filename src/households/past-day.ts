import { localDateOf } from "../calendar/local-date.ts";
import type { CommandContext } from "../turns/command.ts";
import { endOf, peopleOf, tellOf } from "./bring-back.ts";
import { handedBy, type HandoverRow } from "./handover-rows.ts";

/**
 * Ends a handover for a time whose last day was over before it was carried out: nobody moves, and everybody else of it hears so.
 * False where there is still time, or no last day.
 */
export async function endedUnused(context: CommandContext, found: HandoverRow): Promise<boolean> {
  if (found.until === null || localDateOf(context.now) <= found.until) return false;
  await context.sql.run("UPDATE handovers SET status = 'cancelled', ended_at = $2 WHERE id = $1", [
    found.id,
    context.now,
  ]);
  const end = { ...endOf(found, (await handedBy(context, found)).length), how: "unused" };
  for (const person of peopleOf(found)) if (person !== context.me.person) await tellOf(context, person, end);
  return true;
}
