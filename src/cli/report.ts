import { systemClock } from "../clock.ts";
import { AppError } from "../domain/app-error.ts";
import { libraryOrError } from "../app/library.ts";
import { appendAudit } from "../registry/audit/append.ts";
import { findUnit } from "../registry/import/the-unit.ts";
import { annexBook } from "../reports/annex-book.ts";
import { buildReport } from "../reports/build-report.ts";
import { dataOfReport } from "../reports/report-of.ts";
import { obligationOf, reportFor } from "../reports/report-rows.ts";
import { reportPeriod } from "../reports/span.ts";
import { sqlOf } from "../store/sql.ts";
import { inTransaction } from "../store/in-transaction.ts";
import { readArguments } from "./arguments.ts";
import { print } from "./print.ts";
import { withDatabase } from "./with-database.ts";
import { writeOut } from "./write-out.ts";

const HOW =
  "Say which report and where to: report build --period 2027-H1 --unit CODE --out FILE.docx (or FILE.xlsx for its annexes)";

/**
 * `sinh-ke report build --period 2027-H1 --unit CODE --out FILE.docx`: the report as it stands, or as it was handed in; with
 * FILE.xlsx its annexes.
 */
export async function report(args: string[]): Promise<void> {
  const { values, positionals } = readArguments(args, {
    period: { type: "string" },
    unit: { type: "string" },
    out: { type: "string" },
    locale: { type: "string", default: "vi" },
    json: { type: "boolean", default: false },
  });
  const { period: wanted, unit: code, out, locale } = values;
  if (positionals[0] !== "build" || wanted === undefined || code === undefined || out === undefined)
    throw new AppError("bad_report", HOW, 1);
  if (!/\.(docx|xlsx)$/i.test(out))
    throw new AppError(
      "no_such_format",
      `Give ${out} a name that ends with .docx, or .xlsx for the annexes.`,
      1,
    );
  const period = reportPeriod(wanted);
  const now = systemClock.now();
  const annexes = /\.xlsx$/i.test(out);
  const { data, unit } = await withDatabase((pool) =>
    inTransaction(pool, async (client) => {
      await client.query("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
      const sql = sqlOf(client);
      const named = await findUnit(sql, code, now);
      const row = await reportFor(
        sql,
        { unit: named.id, obligation: obligationOf(period), period: period.id },
        null,
        now,
      );
      const built = await dataOfReport(sql, row, now);
      const object = { kind: "report", id: row.id };
      const detail = annexes ? { annexes } : {};
      // Annexes name households: what leaves the program with names is on record.
      if (built !== null)
        await appendAudit(sql, { person: null, action: "export", object, road: "cli", detail }, now);
      return { data: built, unit: named };
    }),
  );
  if (data === null)
    throw new AppError(
      "no_unit_then",
      `${unit.label} did not exist at the end of ${wanted}: choose another period.`,
      1,
    );
  const { words } = libraryOrError();
  const file = annexes
    ? await annexBook(data, words, locale, "xlsx", now)
    : await buildReport(data, words, locale);
  await writeOut(out, file.bytes);
  print(
    values.json,
    { unit: unit.label, period: period.id, from: data.from, to: data.to, out, figures: data.figures },
    `${out} has the report of ${unit.label} for ${period.id}, with figures up to ${data.to}.`,
  );
}
