import type { Period } from "../calendar/periods.ts";
import { z } from "zod";
import type { Sql } from "../turns/ports.ts";
import { isSection, type Section } from "./sections.ts";

const REPORT_STATUSES = ["draft", "submitted", "returned", "accepted"] as const;
const ReportRow = z.object({
  id: z.string(),
  unit: z.string(),
  obligation: z.enum(["report_half_year", "report_year"]),
  period: z.string(),
  status: z.enum(REPORT_STATUSES),
  number: z.string().nullable(),
});
export type ReportRow = z.infer<typeof ReportRow>;

const SectionRow = z.object({ section: z.string(), text: z.string() });
const RemarkRow = z.object({ remark: z.string().nullable() });
const COLUMNS = "id, unit_id AS unit, obligation, period, status, number";

/** The report of a unit for a period, begun now where there is none. */
export async function reportFor(
  sql: Sql,
  { unit, obligation, period }: { unit: string; obligation: ReportRow["obligation"]; period: string },
  by: string | null,
  now: Date,
): Promise<ReportRow> {
  await sql.run(
    `INSERT INTO reports (id, unit_id, obligation, period, status, created_at, created_by)
     VALUES (gen_random_uuid(), $1, $2, $3, 'draft', $4, $5) ON CONFLICT (unit_id, period) DO NOTHING`,
    [unit, obligation, period, now, by],
  );
  const [report] = await sql.rows(
    ReportRow,
    `SELECT ${COLUMNS} FROM reports WHERE unit_id = $1 AND period = $2`,
    [unit, period],
  );
  if (report === undefined)
    throw new Error(`The report of ${unit} for ${period} was written and is not there.`);
  return report;
}

/** Null where there is no such report; `lock` keeps others from moving it until the transaction ends. */
export async function reportById(sql: Sql, id: string, lock = false): Promise<ReportRow | null> {
  const [report] = await sql.rows(
    ReportRow,
    `SELECT ${COLUMNS} FROM reports WHERE id = $1 ${lock ? "FOR NO KEY UPDATE" : ""}`,
    [id],
  );
  return report ?? null;
}

/** The written parts that hold: of each the newest that anybody gave. */
export async function writtenParts(sql: Sql, report: string): Promise<Partial<Record<Section, string>>> {
  const rows = await sql.rows(
    SectionRow,
    `SELECT DISTINCT ON (section) section, text FROM report_sections WHERE report_id = $1 ORDER BY section, id DESC`,
    [report],
  );
  const parts: Partial<Record<Section, string>> = {};
  for (const { section, text } of rows) if (isSection(section) && text !== "") parts[section] = text;
  return parts;
}

/** Keeps a written part; those before it stay on record. */
export async function keepPart(
  sql: Sql,
  part: { report: string; section: Section; text: string; source: "chat" | "word" | "proposal" },
  by: string | null,
  now: Date,
): Promise<void> {
  await sql.run(
    `INSERT INTO report_sections (report_id, section, text, source, written_by, written_at)
     VALUES ($1, $2, $3, $4, $5, $6)`,
    [part.report, part.section, part.text, part.source, by, now],
  );
}

/** Writes down a move of a report, and its new state. */
export async function moveReport(
  sql: Sql,
  report: string,
  to: ReportRow["status"],
  { by, remark = null }: { by: string | null; remark?: string | null },
  now: Date,
): Promise<void> {
  await sql.run("UPDATE reports SET status = $2 WHERE id = $1", [report, to]);
  await sql.run(
    "INSERT INTO report_events (report_id, status, remark, person_id, at) VALUES ($1, $2, $3, $4, $5)",
    [report, to, remark, by, now],
  );
}

/** The number that its office gave the report. */
export async function setNumber(sql: Sql, report: string, number: string): Promise<void> {
  await sql.run("UPDATE reports SET number = $2 WHERE id = $1", [report, number]);
}

/** What the level above wrote when it last returned the report. */
export async function lastRemark(sql: Sql, report: string): Promise<string | null> {
  const [event] = await sql.rows(
    RemarkRow,
    "SELECT remark FROM report_events WHERE report_id = $1 AND status = 'returned' ORDER BY id DESC LIMIT 1",
    [report],
  );
  return event?.remark ?? null;
}

/** Under which obligation the report of a period is owed; the second half is part of the year's. */
export function obligationOf({ kind }: Pick<Period, "kind">): ReportRow["obligation"] {
  return kind === "half_year" ? "report_half_year" : "report_year";
}
