import { systemClock } from "../clock.ts";
import { libraryOrError } from "../app/library.ts";
import { writeTable } from "../documents/write-table.ts";
import { AppError } from "../domain/app-error.ts";
import { appendAudit } from "../registry/audit/append.ts";
import { householdSheets } from "../registry/export/export-households.ts";
import { listWords } from "../registry/lists-words.ts";
import { findUnit } from "../registry/import/the-unit.ts";
import { sqlOf } from "../store/sql.ts";
import { inTransaction } from "../store/in-transaction.ts";
import { readArguments } from "./arguments.ts";
import { personOf } from "./find-person.ts";
import { print } from "./print.ts";
import { withDatabase } from "./with-database.ts";

/** `sinh-ke export households --unit CODE --out FILE`: the list as .xlsx or .csv; with --as what that person may see. */
export async function exportFile(args: string[]): Promise<void> {
  const { values, positionals } = readArguments(args, {
    unit: { type: "string" },
    out: { type: "string" },
    as: { type: "string" },
    locale: { type: "string", default: "vi" },
    json: { type: "boolean", default: false },
  });
  const { unit: wanted, out, as } = values;
  if (positionals[0] !== "households" || wanted === undefined || out === undefined)
    throw new AppError(
      "bad_export",
      "Say what and where to: export households --unit CODE --out FILE.xlsx",
      1,
    );
  const now = systemClock.now();
  const say = listWords(libraryOrError().words, values.locale);
  const unit = await withDatabase(async (pool) =>
    inTransaction(pool, async (client) => {
      const sql = sqlOf(client);
      await sql.run("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
      const named = await findUnit(sql, wanted, now);
      const reader = as === undefined ? null : await personOf(sql, as);
      await writeTable(out, householdSheets(sql, named, reader, say, now), now);
      await appendAudit(
        sql,
        {
          person: reader?.id ?? null,
          action: "export",
          object: { kind: "unit", id: named.id },
          road: "export",
        },
        now,
      );
      return named;
    }),
  );
  print(values.json, { unit: unit.label, out }, `${out} has the households of ${unit.label}.`);
}
