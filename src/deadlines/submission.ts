import { z } from "zod";
import { localDateOf, type LocalDate } from "../calendar/local-date.ts";
import { OBLIGATION_CODES, type ObligationCode } from "../calendar/obligations.ts";
import { shownState, SubmissionState, type ShownState } from "../domain/submission-state.ts";
import type { Sql } from "../turns/ports.ts";

const Row = z.object({
  id: z.string(),
  unit: z.string(),
  unit_name: z.string(),
  obligation: z.enum(OBLIGATION_CODES),
  period: z.string(),
  due_on: z.string(),
  last_day: z.string(),
  opens_on: z.string(),
  locks_on: z.string().nullable(),
  extended_from: z.string().nullable(),
  reopened_until: z.string().nullable(),
  state: SubmissionState,
  submitted_at: z.date().nullable(),
  on_behalf: z.boolean(),
  met_by: z.string().nullable(),
});

/** What one unit owes for one period. `shown` is what people see on the day; `late` also where it came in late. */
export type Submission = z.infer<typeof Row> & { shown: ShownState; late: boolean };

const COLUMNS = `s.id, s.unit_id AS unit, coalesce((SELECT name FROM unit_versions v WHERE v.unit_id = s.unit_id
    ORDER BY valid_from DESC LIMIT 1), '') AS unit_name, s.obligation, s.period, s.due_on, s.last_day, s.opens_on,
  s.locks_on, s.extended_from, s.reopened_until, s.state, s.submitted_at, s.on_behalf, s.met_by`;

/**
 * What these units owe or have handed in, the next due day first: of all periods that have opened, or only of one
 * obligation or period. Rights are the caller's business: it passes the units that the person may see.
 */
export async function submissionsOf(
  sql: Sql,
  units: readonly string[],
  now: Date,
  only: { obligation?: ObligationCode | undefined; period?: string | undefined } = {},
): Promise<Submission[]> {
  const rows = await sql.rows(
    Row,
    `SELECT ${COLUMNS} FROM submissions s
     WHERE s.unit_id = ANY ($1::uuid[]) AND ($2::text IS NULL OR s.obligation = $2) AND ($3::text IS NULL OR s.period = $3)
     ORDER BY s.last_day, s.obligation, unit_name, s.id`,
    [units, only.obligation ?? null, only.period ?? null],
  );
  return rows.map((row) => withShown(row, localDateOf(now)));
}

/** One submission by its id; null where there is none. */
export async function submissionById(sql: Sql, id: string, now: Date): Promise<Submission | null> {
  const [row] = await sql.rows(Row, `SELECT ${COLUMNS} FROM submissions s WHERE s.id = $1`, [id]);
  return row === undefined ? null : withShown(row, localDateOf(now));
}

/**
 * What the unit owes of this kind for the period, for somebody who is about to write it; null where it owes nothing, or
 * the period has not opened. (The daily planner opens periods; see `openSubmissions`.)
 */
export async function openSubmission(
  sql: Sql,
  wanted: { unit: string; obligation: ObligationCode; period: string },
  now: Date,
): Promise<Submission | null> {
  const [found] = await submissionsOf(sql, [wanted.unit], now, wanted);
  return found ?? null;
}

function withShown(row: z.infer<typeof Row>, today: LocalDate): Submission {
  const shown = shownState({ state: row.state, opensOn: row.opens_on, lastDay: row.last_day }, today);
  const inOn = row.submitted_at === null ? null : localDateOf(row.submitted_at);
  return { ...row, shown, late: shown === "late" || (inOn !== null && inOn > row.last_day) };
}
