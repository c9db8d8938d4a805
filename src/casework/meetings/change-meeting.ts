import type { CommandContext } from "../../turns/command.ts";
import type { MeetingRow } from "./meeting-rows.ts";

export type MeetingChange = "planned" | "moved" | "cancelled" | "held" | "finished";

/** Writes down what happened to a meeting, and where it stood before. */
export async function noteMeetingChange(
  { sql, now, me }: Pick<CommandContext, "sql" | "now" | "me">,
  meeting: string,
  what: MeetingChange,
  before: Pick<MeetingRow, "meets_on" | "meets_at" | "place"> | null = null,
  reason: string | null = null,
): Promise<void> {
  await sql.run(
    `INSERT INTO meeting_changes (meeting_id, what, was_on, was_at, was_place, reason, person_id, at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      meeting,
      what,
      before?.meets_on ?? null,
      before?.meets_at ?? null,
      before?.place ?? null,
      reason,
      me.person,
      now,
    ],
  );
}
