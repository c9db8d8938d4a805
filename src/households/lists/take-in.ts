import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { localDateOf } from "../../calendar/local-date.ts";
import { openTable } from "../../documents/open-table.ts";
import { columnLetters } from "../../documents/table.ts";
import { listEnding, tableFile } from "../../documents/table-bytes.ts";
import { AppError } from "../../domain/app-error.ts";
import type { Value } from "../../domain/value.ts";
import { appendAudit } from "../../registry/audit/append.ts";
import { FIELDS } from "../../registry/import/columns.ts";
import { keepInCharge } from "../../registry/import/keep-in-charge.ts";
import { importHouseholds } from "../../registry/import/import-households.ts";
import type { ImportReport } from "../../registry/import/import-report.ts";
import { fieldText, findingText, listWords, type ListWords } from "../../registry/lists-words.ts";
import { REACHED } from "../../registry/rights.ts";
import { classLines } from "./class-lines.ts";
import { errand, type ErrandContext } from "../../turns/errand.ts";

/** Findings and headings that a message shows; the rest is in the file. */
const SHOWN = 5;
const SHOWN_HEADINGS = 12;
const FAILURES = [
  "old_or_locked_workbook",
  "not_a_table",
  "not_a_workbook",
  "broken_workbook",
  "empty_file",
  "file_too_large",
  "unpacks_too_large",
  "too_many_rows",
  "no_headings",
  "unclosed_quote",
  "letters_lost",
];

export const Corrections = z.array(z.object({ column: z.string(), field: z.enum(FIELDS).nullable() }));
const ImportRow = z.object({
  unit: z.string(),
  file: z.string(),
  hidden: z.enum(["ask", "skip", "take"]),
  corrections: Corrections,
  decision: z.string().nullable(),
  from: z.string().nullable(),
  written: z.boolean(),
  may: z.boolean(),
});

/**
 * Reads a list that somebody sent, as a trial or in earnest, and says what came of it: how the headings were understood,
 * what would be or was written, which rows need a hand. Problems come as a file, too. The right is asked again, since time
 * has passed.
 */
export const householdImport = errand({
  kind: "household_import",
  about: z.object({ import: z.string(), write: z.boolean() }),
  async run(context, { import: id, write }) {
    const { sql, now, personId, words, locale } = context;
    const say = listWords(words, locale);
    const [row] = await sql.rows(
      ImportRow,
      `WITH RECURSIVE ${REACHED}
       SELECT i.unit_id AS unit, i.file_id AS file, i.hidden, i.corrections, i.decision_no AS decision,
         i.classes_from AS from, i.written_at IS NOT NULL AS written,
         EXISTS (SELECT FROM reached WHERE unit_id = i.unit_id AND role IN ('officer', 'leader')) AS may
       FROM household_imports i WHERE i.id = $3 AND i.person_id = $1 FOR UPDATE`,
      [personId, localDateOf(now), id],
    );
    const bytes = row === undefined || !row.may ? null : await context.bytesOf(row.file);
    if (row === undefined || !row.may || bytes === null) return failed(id, say("failures.file_gone"));
    if (write && row.written) return failed(id, say("failures.file_gone"));
    let report: ImportReport;
    try {
      report = await read(context, bytes, row, write);
    } catch (error) {
      if (!(error instanceof AppError) || !FAILURES.includes(error.code)) throw error;
      return failed(id, say(`failures.${error.code}`));
    }
    await sql.run("UPDATE household_imports SET report = $2::jsonb, written_at = $3 WHERE id = $1", [
      id,
      JSON.stringify(report.sheets),
      write ? now : null,
    ]);
    if (write) {
      await keepInCharge(sql, personId, now);
      await appendAudit(
        sql,
        {
          person: personId,
          action: "import",
          object: { kind: "unit", id: row.unit },
          road: "import",
          detail: { added: report.added, updated: report.updated, classes: report.classes.entered },
        },
        now,
      );
    }
    const vars = { import: id, failed: null, ...shown(report, context, say) };
    if (report.findings.length === 0) return { vars };
    const file = await problemFile(report, say, context);
    return { file, vars };
  },
});

function failed(id: string, why: string): { vars: { [key: string]: Value } } {
  return { vars: { import: id, failed: why } };
}

/** The readers of tables read files, a piece at a time: what came by chat becomes one for as long as it is read. */
async function read(
  { sql, now, personId }: ErrandContext,
  bytes: Uint8Array,
  row: z.infer<typeof ImportRow>,
  write: boolean,
): Promise<ImportReport> {
  const folder = await mkdtemp(join(tmpdir(), "sinh-ke-import-"));
  try {
    const path = join(folder, "list");
    await writeFile(path, bytes, { mode: 0o600 });
    const table = await openTable(path);
    try {
      return await importHouseholds(
        sql,
        table,
        {
          unit: row.unit,
          by: personId,
          hidden: row.hidden,
          corrections: row.corrections,
          decision: row.decision,
          from: row.from,
          write: write ? "good_rows" : "none",
        },
        now,
      );
    } finally {
      await table.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function shown(
  report: ImportReport,
  { words, locale }: ErrandContext,
  say: ListWords,
): { [key: string]: Value } {
  const { added, updated, unchanged, refused } = report;
  const headings = report.sheets
    .flatMap(({ columns }) => columns)
    .slice(0, SHOWN_HEADINGS)
    .map(
      ({ column, heading, field }) =>
        `${columnLetters(column)} "${heading.slice(0, 30)}" = ${fieldText(words, locale, field)}`,
    );
  // Those without a day are told with the classes.
  const findings = report.findings
    .filter(({ code }) => code !== "class_undated")
    .toSorted((a, b) => rank(a.level) - rank(b.level));
  const problems = findings.slice(0, SHOWN).map(({ row, code, saw }) => {
    const text = findingText(say, code, saw);
    return row === null ? text : say("at_row", { row, text });
  });
  return {
    added,
    updated,
    unchanged,
    refused,
    hidden: report.findings.filter(({ code }) => code === "hidden_row").length || null,
    headings: headings.join("\n"),
    classes: classLines(report, words, locale, say),
    problems: problems.length === 0 ? null : problems.join("\n"),
    more: findings.length > SHOWN ? findings.length - SHOWN : null,
  };
}

function rank(level: string): number {
  return ["refused", "warning", "note"].indexOf(level);
}

async function problemFile(report: ImportReport, say: ListWords, { now, channel }: ErrandContext) {
  const heads = ["of_sheet", "row", "column", "level", "what"].map((key) => say(`problems.${key}`));
  const rows = report.findings.map(({ sheet, row, column, level, code, saw }) => [
    sheet,
    row === null ? "" : String(row),
    column ?? "",
    say(`problems.${level}`),
    findingText(say, code, saw),
  ]);
  const sheet = { name: say("problems.sheet"), headings: 1, rows: [heads, ...rows] };
  return tableFile("cho-can-xem", listEnding(channel), [sheet], now);
}
