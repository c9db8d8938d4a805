import { localDateOf, type LocalDate } from "../../calendar/local-date.ts";
import { AppError } from "../../domain/app-error.ts";
import type { Table } from "../../documents/table.ts";
import type { Sql } from "../../turns/ports.ts";
import { Batch } from "./batch.ts";
import { HELPING, NOT_KEPT, type Field } from "./columns.ts";
import type { Decision } from "./decision.ts";
import type { Correction, MatchedColumn } from "./find-headings.ts";
import { columnLetters } from "../../documents/table.ts";
import { levelOf, type Finding, type FindingCode } from "./finding.ts";
import { noClasses, type ImportReport } from "./import-report.ts";
import { loadPlaces } from "./places.ts";
import { readSheet, type SheetRead } from "./read-sheet.ts";

export type ImportOptions = {
  /** The unit whose list it is; hamlets are looked for below it. */
  unit: string;
  /** Who imports; null for the administrator of the machine. */
  by: string | null;
  /** What to do with hidden rows and sheets; rows are refused where nobody said. */
  hidden: "ask" | "skip" | "take";
  corrections: readonly Correction[];
  /** The decision behind the classes of the list, and from when they hold; each goes before what the list says itself. */
  decision?: string | null;
  from?: LocalDate | null;
  /** good_rows: what is refused is left out. all: nothing is written where anything is refused. none: a trial. */
  write: "good_rows" | "all" | "none";
};

/**
 * Takes a list of households in. A trial does everything that the import would do and takes it back, so that both say the
 * same. The same list again changes nothing. Call it inside a transaction: an error leaves nothing behind.
 */
export async function importHouseholds(
  sql: Sql,
  table: Table,
  options: ImportOptions,
  now: Date,
): Promise<ImportReport> {
  // Two imports at once would both find that a household is missing.
  await sql.run("SELECT pg_advisory_xact_lock(hashtext('import households'))");
  await sql.run("SAVEPOINT import");
  const today = localDateOf(now);
  const places = await loadPlaces(sql, options.unit, today);
  const report: ImportReport = {
    sheets: [],
    added: 0,
    updated: 0,
    unchanged: 0,
    refused: 0,
    classes: noClasses(),
    written: false,
    findings: [],
  };
  const batch = new Batch(sql, { report, within: places.within, by: options.by, now });
  const given = { no: options.decision ?? null, decidedOn: null, from: options.from ?? null };
  let before: Decision | null = null;
  for (const sheet of table.sheets) {
    if (sheet.hidden && options.hidden !== "take") {
      report.findings.push(note("hidden_sheet", sheet.name));
      continue;
    }
    const read: SheetRead | null = await readSheet(
      sheet,
      { ...options, places, year: Number(today.slice(0, 4)), classes: { given, before, today } },
      batch,
    );
    if (read === null) {
      report.findings.push(note("no_headings", sheet.name));
      continue;
    }
    const { columns, decision, undated } = read;
    before = decision;
    report.classes.undated += undated;
    report.sheets.push({ sheet: sheet.name, columns, decision });
    report.findings.push(...notKept(sheet.name, columns));
  }
  if (report.sheets.length === 0)
    throw new AppError(
      "no_headings",
      'No row of headings was found: there must be one with "Họ và tên chủ hộ" and another, such as "Ấp" or "Năm sinh". Say what a column holds with --column "ITS HEADING=head_name".',
      1,
    );
  await batch.flush();
  report.refused = new Set(
    report.findings.filter(({ level }) => level === "refused").map(({ sheet, row }) => `${row} ${sheet}`),
  ).size;
  report.written = options.write === "good_rows" || (options.write === "all" && report.refused === 0);
  if (!report.written) await sql.run("ROLLBACK TO SAVEPOINT import");
  return report;
}

function note(code: FindingCode, sheet: string): Finding {
  return { level: levelOf(code), code, sheet, row: null, column: null, saw: null };
}

function notKept(sheet: string, columns: readonly MatchedColumn[]): Finding[] {
  return columns
    .filter(
      ({ field, hidden }) =>
        !kept(field) || (hidden === "read" && field !== null && !HELPING.includes(field)),
    )
    .map(({ column, heading, field, hidden }) => ({
      ...note(
        kept(field) ? "hidden_column_read" : hidden === "left" ? "hidden_column_left" : "not_kept",
        sheet,
      ),
      column: columnLetters(column),
      saw: heading.slice(0, 60),
    }));
}

function kept(field: Field | null): boolean {
  return field !== null && !NOT_KEPT.includes(field);
}
