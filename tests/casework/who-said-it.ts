import { z } from "zod";
import type { Sql } from "../../src/turns/ports.ts";

/**
 * What each duty of the order (Y5–Y20) leaves behind, by table: who wrote it and when. A duty that keeps its record in a
 * table of its own joins this list; the walk fails for a table of households or places that stands in neither.
 */
const RECORDS: readonly (readonly [duty: string, table: string, who: string, when: string])[] = [
  ["Y5", "assignments", "entered_by", "valid_from"],
  ["Y5", "handovers", "asked_by", "asked_at"],
  ["Y6", "plan_versions", "entered_by", "created_at"],
  ["Y6", "plan_events", "person_id", "at"],
  ["Y6", "plan_approvals", "person_id", "at"],
  ["Y7", "indicator_checks", "checked_by", "created_at"],
  ["Y7", "need_groups", "noted_by", "noted_on"],
  ["Y7", "classifications", "entered_by", "created_at"],
  ["Y8", "loans", "entered_by", "created_at"],
  ["Y8", "loan_events", "person_id", "at"],
  ["Y9", "diary_entries", "entered_by", "created_at"],
  ["Y10", "supports", "entered_by", "created_at"],
  ["Y10", "returns", "entered_by", "created_at"],
  ["Y10", "return_events", "person_id", "at"],
  ["Y11", "work_results", "entered_by", "created_at"],
  ["Y12", "partners", "entered_by", "created_at"],
  ["Y12", "offers", "created_by", "created_at"],
  ["Y13", "needs", "entered_by", "created_at"],
  ["Y13", "need_events", "person_id", "at"],
  ["Y13", "exit_registrations", "entered_by", "created_at"],
  ["Y13", "exit_sign_offs", "person_id", "at"],
  ["Y13", "shock_events", "reported_by", "created_at"],
  ["Y13", "shock_households", "entered_by", "at"],
  ["Y14", "models", "entered_by", "created_at"],
  ["Y14", "model_households", "entered_by", "joined_on"],
  ["Y14", "model_evaluations", "entered_by", "created_at"],
  ["Y14", "stories", "entered_by", "created_at"],
  ["Y15", "designations", "entered_by", "chosen_on"],
  ["Y16", "designations", "entered_by", "chosen_on"],
  ["Y17", "designations", "entered_by", "chosen_on"],
  ["Y18", "meetings", "created_by", "created_at"],
  ["Y18", "meeting_changes", "person_id", "at"],
  ["Y18", "meeting_statements", "entered_by", "created_at"],
  ["Y18", "agreed_actions", "created_by", "created_at"],
  ["Y19", "visits", "entered_by", "created_at"],
  ["Y19", "absences", "entered_by", "created_at"],
  ["Y19", "task_events", "person_id", "at"],
  ["Y19", "answers", "person_id", "at"],
  ["Y19", "enrolments", "entered_by", "valid_from"],
  ["Y19", "enrolment_quotas", "entered_by", "entered_at"],
  ["Y19", "change_requests", "asked_by", "asked_at"],
  ["Y19", "committee_members", "entered_by", "valid_from"],
  ["Y19", "targets", "entered_by", "entered_at"],
  ["Y20", "inspections", "entered_by", "created_at"],
  ["Y20", "communications", "entered_by", "created_at"],
  ["Y20", "bulletins", "drafted_by", "created_at"],
  ["Y20", "unit_pauses", "entered_by", "created_at"],
  ["Y20", "submission_events", "person_id", "at"],
  ["Y20", "report_events", "person_id", "at"],
];
const DUTIES = Array.from({ length: 16 }, (_none, at) => `Y${at + 5}`);

/** Rows that nobody wrote, and why. */
const BY_ITSELF: Readonly<Record<string, string>> = {
  // A task that its visit or report closed, and one whose time is over.
  task_events: "what IN ('by_itself', 'missed')",
  // A period opens and grows late by the calendar.
  submission_events: "true",
};

const CountRow = z.object({ rows: z.int(), unsaid: z.int() });
const TableRow = z.object({ table: z.string() });

/** By duty how many rows there are since `from`; and each table with rows of which nobody knows who wrote them, or when. */
export async function walkDuties(
  sql: Sql,
  from: string,
): Promise<{ empty: string[]; unsaid: { [table: string]: number } }> {
  const rows = new Map<string, number>(DUTIES.map((duty) => [duty, 0]));
  const unsaid: { [table: string]: number } = {};
  for (const [duty, table, who, when] of RECORDS) {
    const [count] = await sql.rows(
      CountRow,
      `SELECT count(*)::int AS rows, (count(*) FILTER (WHERE ${when} IS NULL OR (${who} IS NULL AND NOT (${BY_ITSELF[table] ?? "false"}))))::int AS unsaid
       FROM ${table} WHERE ${when} IS NULL OR ${when} >= $1`,
      [from],
    );
    rows.set(duty, (rows.get(duty) ?? 0) + (count?.rows ?? 0));
    if (count !== undefined && count.unsaid > 0) unsaid[table] = count.unsaid;
  }
  return { empty: DUTIES.filter((duty) => rows.get(duty) === 0), unsaid };
}

/** Tables of households and places that are no record of a duty, and why. */
const NO_RECORD: Readonly<Record<string, readonly string[]>> = {
  "of the register, before any duty": [
    "households",
    "household_contacts",
    "household_members",
    "household_past_units",
    "household_imports",
    "invitations",
    "roles",
    "unit_aliases",
    "unit_versions",
    "organisation_units",
  ],
  "parts of a record that says who and when": [
    "handover_households",
    "inspection_households",
    "meeting_agenda",
    "meeting_households",
    "offer_answers",
    "plans",
    "reports",
    "submissions",
    "tasks",
  ],
  "set by law or by lot, and confirmed elsewhere": [
    "obligation_rules",
    "designation_quotas",
    "duty_starts",
    "rule_confirmations",
    "revisits",
    "figure_questions",
  ],
  "messages and the rights of a person": ["broadcasts", "timers", "consents", "privacy_requests"],
};

/** Tables that hang on a household or a place and stand in neither list. */
export async function unlisted(sql: Sql): Promise<string[]> {
  const tables = await sql.rows(
    TableRow,
    `SELECT DISTINCT table_name AS table FROM information_schema.columns
     WHERE table_schema = 'public' AND column_name IN ('household_id', 'unit_id') ORDER BY 1`,
  );
  const listed = new Set([...RECORDS.map(([, table]) => table), ...Object.values(NO_RECORD).flat()]);
  return tables.map(({ table }) => table).filter((table) => !listed.has(table));
}
