import { isLocalDate, localDateOf, type LocalDate } from "../calendar/local-date.ts";
import { systemClock } from "../clock.ts";
import { libraryOrError } from "../app/library.ts";
import { openTable } from "../documents/open-table.ts";
import { writeTable } from "../documents/write-table.ts";
import { columnLetters } from "../documents/table.ts";
import { AppError } from "../domain/app-error.ts";
import { rolesThatMay } from "../domain/scope.ts";
import { appendAudit } from "../registry/audit/append.ts";
import { FIELDS } from "../registry/import/columns.ts";
import { dayIn } from "../registry/import/decision.ts";
import type { Correction } from "../registry/import/find-headings.ts";
import { importHouseholds } from "../registry/import/import-households.ts";
import type { ImportReport } from "../registry/import/import-report.ts";
import { template } from "../registry/import/template.ts";
import { keepInCharge } from "../registry/import/keep-in-charge.ts";
import { findUnit, type NamedUnit } from "../registry/import/the-unit.ts";
import { REACHED } from "../registry/rights.ts";
import { findingText, listWords, type ListWords } from "../registry/lists-words.ts";
import { sqlOf } from "../store/sql.ts";
import { inTransaction } from "../store/in-transaction.ts";
import type { Sql } from "../turns/ports.ts";
import { readArguments } from "./arguments.ts";
import { personOf } from "./find-person.ts";
import { print } from "./print.ts";
import { withDatabase } from "./with-database.ts";

const HIDDEN = ["ask", "skip", "take"] as const;

/**
 * `sinh-ke import households FILE`: takes a list in. Rows with a problem are refused and listed, the others
 * are kept together or not at all; exit code 1 where a row was refused.
 */
export async function importFile(args: string[]): Promise<void> {
  const { values, positionals } = readArguments(args, {
    unit: { type: "string" },
    "dry-run": { type: "boolean", default: false },
    strict: { type: "boolean", default: false },
    hidden: { type: "string", default: "ask" },
    column: { type: "string", multiple: true, default: [] },
    decision: { type: "string" },
    from: { type: "string" },
    template: { type: "string" },
    as: { type: "string" },
    locale: { type: "string" },
    json: { type: "boolean", default: false },
  });
  const [what, file] = positionals;
  if (what !== "households")
    throw new AppError("no_such_import", "Say what to import: import households FILE", 1);
  const now = systemClock.now();
  // A list to fill in goes to a commune; findings go to whoever runs the program.
  const say = listWords(
    libraryOrError().words,
    values.locale ?? (values.template === undefined ? "en" : "vi"),
  );
  if (values.template !== undefined) {
    await writeTable(values.template, template(say), now);
    print(values.json, { template: values.template }, `${values.template} is ready to be filled in.`);
    return;
  }
  if (file === undefined)
    throw new AppError(
      "no_file",
      "Say which file: import households FILE, or --template FILE for an empty one.",
      1,
    );
  const hidden = HIDDEN.find((one) => one === values.hidden);
  if (hidden === undefined)
    throw new AppError("bad_hidden", "--hidden is skip or take: what to do with hidden rows.", 1);
  const corrections = values.column.map(correctionOf);
  const from = values.from === undefined ? null : dayOf(values.from);
  const table = await openTable(file);
  try {
    const report = await withDatabase(async (pool) =>
      inTransaction(pool, async (client) => {
        const sql = sqlOf(client);
        const unit = await findUnit(sql, values.unit ?? null, now);
        const by = values.as === undefined ? null : await whoMayImport(sql, values.as, unit, now);
        const write = values["dry-run"] ? "none" : values.strict ? "all" : "good_rows";
        const done = await importHouseholds(
          sql,
          table,
          { unit: unit.id, by, hidden, corrections, decision: values.decision ?? null, from, write },
          now,
        );
        const { added, updated, classes } = done;
        if (done.written) await keepInCharge(sql, by, now);
        if (done.written)
          await appendAudit(
            sql,
            {
              person: by,
              action: "import",
              object: { kind: "unit", id: unit.id },
              road: "import",
              detail: { added, updated, classes: classes.entered },
            },
            now,
          );
        return done;
      }),
    );
    print(values.json, report, textOf(report, values["dry-run"], say));
    if (report.refused > 0) process.exitCode = 1;
  } finally {
    await table.close();
  }
}

/** The person in whose name a list is taken in, where she works in the unit as an officer or leader. */
async function whoMayImport(sql: Sql, name: string, unit: NamedUnit, now: Date): Promise<string> {
  const { id } = await personOf(sql, name);
  const may = await sql.run(
    `WITH RECURSIVE ${REACHED} SELECT FROM reached WHERE unit_id = $3 AND role = ANY ($4) LIMIT 1`,
    [id, localDateOf(now), unit.id, rolesThatMay("register")],
  );
  if (may === 0)
    throw new AppError(
      "not_allowed",
      `${name} is neither officer nor leader of ${unit.label}: sinh-ke people shows who is.`,
      1,
    );
  return id;
}

/** A day as people or programs write it: `1/1/2026`, `2026-01-01`. */
function dayOf(text: string): LocalDate {
  const day = isLocalDate(text) ? text : dayIn(text);
  if (day === null)
    throw new AppError("bad_day", `--from "${text}" is no day: write it like 2026-01-01 or 1/1/2026.`, 1);
  return day;
}

function correctionOf(text: string): Correction {
  const at = text.lastIndexOf("=");
  const [column, wanted] = [text.slice(0, at).trim(), text.slice(at + 1).trim()];
  const field = FIELDS.find((one) => one === wanted);
  if (at < 1 || (field === undefined && wanted !== "none"))
    throw new AppError(
      "bad_column",
      `--column "${text}": write "HEADING=FIELD", where FIELD is one of ${FIELDS.join(", ")}, none.`,
      1,
    );
  return { column, field: field ?? null };
}

function textOf(report: ImportReport, trial: boolean, say: ListWords): string {
  const headings = report.sheets.flatMap(({ sheet, columns }) => [
    `Columns of ${sheet === "" ? "the list" : `"${sheet}"`}:`,
    ...columns.map(
      ({ column, heading, field }) => `  ${columnLetters(column)} "${heading}" = ${field ?? "not known"}`,
    ),
  ]);
  const findings = report.findings.map(({ level, code, sheet, row, column, saw }) => {
    const where = [sheet, row === null ? "" : `row ${row}`, column === null ? "" : `column ${column}`];
    return `${level}: ${where.filter((part) => part !== "").join(", ")}: ${findingText(say, code, saw)}`;
  });
  const counts = `${report.added} added, ${report.updated} updated, ${report.unchanged} unchanged, ${report.refused} refused.`;
  return [
    ...headings,
    ...findings,
    ...classesOf(report),
    trial
      ? `Nothing was written (a trial). It would be: ${counts}`
      : report.written
        ? counts
        : `Nothing was written, because rows were refused. It would have been: ${counts}`,
  ].join("\n");
}

/** `Classes by 45/QĐ-UBND from 2025-12-12: 12 poor, 3 near_poor; of these left_poor 1; …`. */
function classesOf({
  sheets,
  classes: { entered, transitions, older, same, undated },
}: ImportReport): string[] {
  const parts = [
    counted(entered),
    Object.keys(transitions).length > 0 ? `compared with the record: ${counted(transitions)}` : "",
    older > 0 ? `${older} older than the record, kept as history` : "",
    same > 0 ? `${same} on record already` : "",
    undated > 0
      ? `${undated} left out: say from which day with --from, and by which decision with --decision`
      : "",
  ].filter((part) => part !== "");
  if (parts.length === 0) return [];
  const by = sheets.flatMap(({ decision: { no, from } }) =>
    from === null ? [] : [`${no === null ? "" : ` by ${no}`} from ${from}`],
  );
  return [`Classes${[...new Set(by)].join(",")}: ${parts.join("; ")}.`];
}

function counted(all: Readonly<Record<string, number>>): string {
  return Object.entries(all)
    .map(([what, count]) => `${count} ${what}`)
    .join(", ");
}
