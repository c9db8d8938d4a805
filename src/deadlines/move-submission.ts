import { z } from "zod";
import { localDateOf, type LocalDate } from "../calendar/local-date.ts";
import { isLocked, mayMove, SubmissionState } from "../domain/submission-state.ts";
import type { Sql } from "../turns/ports.ts";

/** A move of what a unit owes. `by` null is the program itself. */
export type Move = {
  submission: string;
  to: SubmissionState;
  by: string | null;
  reason?: string | null;
  /** Handed in by the level above, or by somebody else for the unit. */
  onBehalf?: boolean;
  /** The report or meeting that it is met with. */
  metBy?: string | null;
};

const Row = z.object({
  state: SubmissionState,
  locks_on: z.string().nullable(),
  reopened_until: z.string().nullable(),
});
const LastDayRow = z.object({ last_day: z.string() });

/** Moves of the unit itself, which a lock ends; accepting and returning are for the level above and go on. */
const OF_THE_UNIT: readonly SubmissionState[] = ["being_written", "submitted"];

/**
 * Moves a submission and writes down who, when and why. `bad_move` where its state does not allow it, `locked` where the
 * period is over for the unit, `gone` where there is none. The first hand-in is what counts as on time or late, also
 * where it was returned afterwards. To where it stands already: `ok`, nothing written. Rights are the caller's business.
 */
export async function moveSubmission(
  sql: Sql,
  move: Move,
  now: Date,
): Promise<"ok" | "bad_move" | "locked" | "gone"> {
  const [row] = await sql.rows(
    Row,
    "SELECT state, locks_on, reopened_until FROM submissions WHERE id = $1 FOR UPDATE",
    [move.submission],
  );
  if (row === undefined) return "gone";
  if (row.state === move.to) return "ok";
  if (!mayMove(row.state, move.to)) return "bad_move";
  const locked = isLocked({ locksOn: row.locks_on, reopenedUntil: row.reopened_until }, localDateOf(now));
  if (locked && OF_THE_UNIT.includes(move.to)) return "locked";
  await sql.run(
    `UPDATE submissions SET state = $2, state_at = $3, state_by = $4, met_by = coalesce($5, met_by),
       submitted_at = CASE WHEN $2 = 'submitted' THEN coalesce(submitted_at, $3) ELSE submitted_at END,
       submitted_by = CASE WHEN $2 = 'submitted' THEN $4 ELSE submitted_by END,
       on_behalf = CASE WHEN $2 = 'submitted' THEN $6 ELSE on_behalf END
     WHERE id = $1`,
    [move.submission, move.to, now, move.by, move.metBy ?? null, move.onBehalf ?? false],
  );
  await writeEvent(sql, { ...move, kind: move.to, until: null }, now);
  return "ok";
}

/** Moves the last day in time of one unit's period (gia hạn). The ladder begins anew before the new day. */
export async function extendSubmission(
  sql: Sql,
  { submission, until, by, reason }: { submission: string; until: LocalDate; by: string; reason: string },
  now: Date,
): Promise<"ok" | "too_early" | "gone"> {
  const [row] = await sql.rows(LastDayRow, "SELECT last_day FROM submissions WHERE id = $1 FOR UPDATE", [
    submission,
  ]);
  if (row === undefined) return "gone";
  if (until <= row.last_day || until < localDateOf(now)) return "too_early";
  await sql.run(
    `UPDATE submissions SET extended_from = coalesce(extended_from, last_day), last_day = $2, due_on = greatest(due_on, $2),
       locks_on = CASE WHEN locks_on IS NULL THEN NULL ELSE greatest(locks_on, $2::date + 1) END WHERE id = $1`,
    [submission, until],
  );
  await writeEvent(sql, { submission, kind: "extended", reason, until, by }, now);
  return "ok";
}

/** Lets one unit work again on a period that is locked or in, until a day. What it held stays until it is handed in again. */
export async function reopenSubmission(
  sql: Sql,
  { submission, until, by, reason }: { submission: string; until: LocalDate; by: string; reason: string },
  now: Date,
): Promise<"ok" | "too_early" | "gone"> {
  if (until < localDateOf(now)) return "too_early";
  const written = await sql.run(
    `UPDATE submissions SET reopened_until = $2, state_at = $3, state_by = $4,
       state = CASE WHEN state IN ('submitted', 'accepted') THEN 'returned' WHEN state = 'forgiven' THEN 'open' ELSE state END
     WHERE id = $1`,
    [submission, until, now, by],
  );
  if (written === 0) return "gone";
  await writeEvent(sql, { submission, kind: "reopened", reason, until, by }, now);
  return "ok";
}

async function writeEvent(
  sql: Sql,
  event: {
    submission: string;
    kind: string;
    reason?: string | null;
    until: LocalDate | null;
    by: string | null;
  },
  now: Date,
): Promise<void> {
  await sql.run(
    `INSERT INTO submission_events (submission_id, kind, reason, until_day, person_id, at) VALUES ($1, $2, $3, $4, $5, $6)`,
    [event.submission, event.kind, event.reason ?? null, event.until, event.by, now],
  );
}
