import { z } from "zod";
import { systemClock } from "../clock.ts";
import { writeTable } from "../documents/write-table.ts";
import { AppError } from "../domain/app-error.ts";
import { fold } from "../language/normalise.ts";
import { householdSheets, type Reader } from "../registry/export/export-households.ts";
import { findUnit } from "../registry/import/the-unit.ts";
import { sqlOf } from "../store/sql.ts";
import { inTransaction } from "../store/store.ts";
import type { Sql } from "../turns/ports.ts";
import { readArguments } from "./arguments.ts";
import { print } from "./print.ts";
import { withDatabase } from "./with-database.ts";

const PersonRow = z.object({ id: z.string(), name: z.string() });

/** `sinh-ke export households --unit CODE --out FILE`: the list as .xlsx or .csv; with --as what that person may see. */
export async function exportFile(args: string[]): Promise<void> {
  const { values, positionals } = readArguments(args, {
    unit: { type: "string" },
    out: { type: "string" },
    as: { type: "string" },
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
  const unit = await withDatabase(async (pool) =>
    inTransaction(pool, async (client) => {
      const sql = sqlOf(client);
      await sql.run("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
      const named = await findUnit(sql, wanted, now);
      await writeTable(
        out,
        householdSheets(sql, named, as === undefined ? null : await personOf(sql, as), now),
        now,
      );
      return named;
    }),
  );
  print(values.json, { unit: unit.label, out }, `${out} has the households of ${unit.label}.`);
}

async function personOf(sql: Sql, text: string): Promise<Reader> {
  const people = await sql.rows(
    PersonRow,
    `SELECT p.id, p.name FROM people p WHERE p.id::text = $1
       OR (p.folded = $2 AND EXISTS (SELECT FROM roles r WHERE r.person_id = p.id))`,
    [text, fold(text)],
  );
  const [person, other] = people;
  if (person === undefined || other !== undefined)
    throw new AppError(
      "no_such_person",
      "Nobody, or more than one, has this name and a role: give the person's id with --as.",
      1,
    );
  return person;
}
