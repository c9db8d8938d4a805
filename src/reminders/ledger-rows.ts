import { z } from "zod";
import { localDateOf } from "../calendar/local-date.ts";
import { OBLIGATION_CODES } from "../calendar/obligations.ts";
import { PARTS } from "../deadlines/rule.ts";
import { isLocked, SubmissionState } from "../domain/submission-state.ts";
import { unitsWhere } from "../registry/rights.ts";
import type { CommandContext } from "../turns/command.ts";
import type { Sql } from "../turns/ports.ts";
import { pausesOf } from "../deadlines/pauses.ts";
import type { Due, Told } from "./decide.ts";
import { LAST_DAY } from "./last-day.ts";

const Row = z.object({
  id: z.string(),
  submission: z.string(),
  unit: z.string(),
  unit_name: z.string(),
  obligation: z.enum(OBLIGATION_CODES),
  period: z.string(),
  rung: z.string(),
  part: z.enum(PARTS),
  planned_on: z.string(),
  planned_for: z.string(),
  last_day: z.string(),
  locks_on: z.string().nullable(),
  reopened_until: z.string().nullable(),
  state: SubmissionState,
  leads_since: z.string().nullable(),
});

/** A reminder that is due, with what has to be known to say it. */
export type DueRow = Due & z.infer<typeof Row>;

const ToldRow = z.object({ submission: z.string(), rung: z.string(), planned_on: z.string() });

type Asking = Pick<CommandContext, "sql" | "now" | "me" | "contactId" | "touch">;

/** What is due for the person who is talked with, beside the record as it is now. */
export async function dueFor(asking: Asking): Promise<DueRow[]> {
  const today = localDateOf(asking.now);
  const rows = await asking.sql.rows(
    Row,
    `SELECT r.id::text, r.submission_id AS submission, s.unit_id AS unit, s.obligation, s.period, r.rung, r.part,
       r.planned_on, split_part(r.key, ':', 2) AS planned_for, ${LAST_DAY} AS last_day, s.locks_on,
       s.reopened_until, s.state,
       coalesce((SELECT name FROM unit_versions v WHERE v.unit_id = s.unit_id ORDER BY valid_from DESC LIMIT 1), '') AS unit_name,
       (SELECT max(o.valid_from) FROM roles o WHERE o.person_id = $1 AND o.unit_id = s.unit_id AND o.role = 'leader'
         AND o.valid_from <= $2 AND (o.valid_to IS NULL OR o.valid_to > $2)) AS leads_since
     FROM reminders r JOIN submissions s ON s.id = r.submission_id
     WHERE r.person_id = $1 AND r.state IN ('planned', 'held') AND r.planned_on <= $2
     ORDER BY last_day, s.obligation, unit_name, r.id`,
    [asking.me.person, today],
  );
  const above = new Set(rows.some(({ part }) => part === "above") ? await unitsWhere(asking, "count") : []);
  const pauses = await pausesOf(asking.sql, [...new Set(rows.map(({ unit }) => unit))], today, today);
  return rows.map((row) => ({
    ...row,
    plannedOn: row.planned_on,
    plannedFor: row.planned_for,
    lastDay: row.last_day,
    // Whoever looks on from above hears of every unit that she reaches today; since when does not matter to her.
    responsibleSince: row.part === "above" ? (above.has(row.unit) ? row.planned_on : null) : row.leads_since,
    paused: (pauses.get(row.unit) ?? []).length > 0,
    locked: isLocked({ locksOn: row.locks_on, reopenedUntil: row.reopened_until }, today),
  }));
}

/** What was said to this person before of the same submissions. */
export async function toldBefore(
  sql: Sql,
  person: string | null,
  submissions: readonly string[],
): Promise<Told[]> {
  const rows = await sql.rows(
    ToldRow,
    `SELECT submission_id AS submission, rung, planned_on FROM reminders
     WHERE person_id = $1 AND submission_id = ANY ($2::uuid[]) AND state IN ('told', 'needs_template')`,
    [person, submissions],
  );
  return rows.map(({ submission, rung, planned_on }) => ({ submission, rung, plannedOn: planned_on }));
}

/** What is written about one reminder when it is decided. */
export type Entry = {
  id: string;
  state: "told" | "held" | "needs_template" | "left_out";
  reason: string | null;
  road: string | null;
  price: number | null;
};

/** Writes what became of these reminders. `inbox` is the input that began the message, by which the outbox knows it. */
export async function writeEntries(
  sql: Sql,
  entries: readonly Entry[],
  { contactId, inbox, now }: { contactId: string; inbox: string | null; now: Date },
): Promise<void> {
  if (entries.length === 0) return;
  await sql.run(
    `UPDATE reminders r SET state = e.state, reason = e.reason, road = e.road, price = e.price, decided_at = $4,
       contact_id = $2, inbox_id = CASE WHEN e.state = 'told' THEN $3::bigint END
     FROM jsonb_to_recordset($1::jsonb) AS e (id bigint, state text, reason text, road text, price int)
     WHERE e.id = r.id AND r.state IN ('planned', 'held')`,
    [JSON.stringify(entries), contactId, inbox, now],
  );
}
