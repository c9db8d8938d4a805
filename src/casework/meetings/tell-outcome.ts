import { z } from "zod";
import type { CommandContext } from "../../turns/command.ts";
import type { MeetingRow } from "./meeting-rows.ts";

const DecisionRow = z.object({
  text: z.string(),
  due_on: z.string().nullable(),
  household_id: z.string().nullable(),
});
const HouseholdRow = z.object({ id: z.string(), name: z.string() });

/**
 * Tells each household that came or was invited what was decided for all, and what was decided for it, in one message; nobody hears of
 * what concerns another. Only decisions that nobody was told of yet. Returns how many could be reached.
 */
export async function tellOutcome(context: CommandContext, meeting: MeetingRow): Promise<number> {
  const { sql, now } = context;
  const decisions = await sql.rows(
    DecisionRow,
    `SELECT text, due_on, household_id FROM agreed_actions
     WHERE meeting_id = $1 AND told_at IS NULL AND promised_by = 'officer' ORDER BY created_at, due_on, text, id`,
    [meeting.id],
  );
  if (decisions.length === 0) return 0;
  const households = await sql.rows(
    HouseholdRow,
    `SELECT h.id, h.head_name AS name FROM households h
     WHERE h.id IN (SELECT household_id FROM meeting_households WHERE meeting_id = $1 AND (came OR invited_at IS NOT NULL))
       OR h.id IN (SELECT household_id FROM agreed_actions WHERE meeting_id = $1 AND told_at IS NULL)
     ORDER BY h.head_folded, h.id`,
    [meeting.id],
  );
  let reached = 0;
  for (const household of households) {
    const mine = decisions.filter(
      ({ household_id }) => household_id === null || household_id === household.id,
    );
    if (mine.length === 0) continue;
    const told = await context.tell({ household: household.id }, "meeting_outcome", {
      household: household.id,
      household_name: household.name,
      date: meeting.meets_on,
      decisions: mine.map(({ text }) => `• ${text}`).join("\n"),
    });
    if (told) reached += 1;
  }
  await sql.run(
    "UPDATE agreed_actions SET told_at = $2 WHERE meeting_id = $1 AND told_at IS NULL AND promised_by = 'officer'",
    [meeting.id, now],
  );
  return reached;
}
