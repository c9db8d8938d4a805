import { z } from "zod";
import { isLocalDate } from "../calendar/local-date.ts";
import { systemClock } from "../clock.ts";
import { environment, readConfig } from "../config.ts";
import { AppError } from "../domain/app-error.ts";
import { appendAudit } from "../registry/audit/append.ts";
import { readAudit, type AuditLine } from "../registry/audit/read.ts";
import { sealAudit } from "../registry/audit/seal.ts";
import { verifyAudit, type Verdict } from "../registry/audit/verify.ts";
import { sqlOf } from "../store/sql.ts";
import { inTransaction } from "../store/in-transaction.ts";
import type { Sql } from "../turns/ports.ts";
import { readArguments } from "./arguments.ts";
import { personOf } from "./find-person.ts";
import { print } from "./print.ts";
import { secretsOf } from "./secrets.ts";
import { withDatabase } from "./with-database.ts";

const MOST_LINES = 200;

const IdRow = z.object({ id: z.string() });

/** `sinh-ke audit`: who read or changed what, and `--verify` whether the trail is as it was written. Reading it is on record too. */
export async function audit(args: string[]): Promise<void> {
  const { values } = readArguments(args, {
    household: { type: "string" },
    person: { type: "string" },
    from: { type: "string" },
    to: { type: "string" },
    limit: { type: "string", default: String(MOST_LINES) },
    verify: { type: "boolean", default: false },
    json: { type: "boolean", default: false },
  });
  const now = systemClock.now();
  const vault = secretsOf(readConfig(environment()));
  const limit = Number(values.limit);
  if (!Number.isInteger(limit) || limit < 1)
    throw new AppError("bad_limit", `--limit ${values.limit} is no number of lines: write it like 200.`, 1);
  await withDatabase(async (pool) => {
    await inTransaction(pool, (client) => sealAudit(sqlOf(client), vault, now));
    if (values.verify) return sayVerdict(values.json, await verifyAudit(sqlOf(pool), vault));
    const lines = await inTransaction(pool, async (client) => {
      const sql = sqlOf(client);
      const household = values.household === undefined ? null : await householdOf(sql, values.household);
      const person = values.person === undefined ? null : (await personOf(sql, values.person)).id;
      const range = { from: dayOf("--from", values.from), to: dayOf("--to", values.to) };
      const found = await readAudit(sql, { household, person, ...range, limit });
      const object = { kind: household === null ? "audit" : "household", id: household ?? "audit" };
      await appendAudit(sql, { person: null, action: "read_trail", object, road: "cli" }, now);
      return found;
    });
    print(
      values.json,
      { lines },
      lines.length === 0 ? "Nothing is on record for this." : lines.map(lineOf).join("\n"),
    );
  });
}

function sayVerdict(json: boolean, verdict: Verdict): void {
  const { sealed, waiting, head, breaks } = verdict;
  const said = [
    ...breaks.map(({ position, what }) => `BROKEN at entry ${position}: ${WORDS[what]}`),
    breaks.length === 0 ? `${sealed} entries, each as it was written.` : `${sealed} entries are there.`,
    ...(waiting > 0 ? [`${waiting} more wait to be sealed.`] : []),
    `The end is ${head}. Write it down elsewhere to compare it later.`,
  ];
  print(json, verdict, said.join("\n"));
  if (breaks.length > 0) process.exitCode = 2;
}

const WORDS: Record<Verdict["breaks"][number]["what"], string> = {
  missing: "one or more entries were taken out.",
  changed: "it says something else than when it was sealed.",
  chain_lost: "what vouched for the end was gone here; entries before it may be missing.",
  end_lost: "what vouches for the end is gone or false; the last entries may be missing.",
};

function lineOf({ at, who, action, object_kind, object_id, object, road, detail }: AuditLine): string {
  const what = `${object_kind} ${object ?? object_id}`;
  const how = Object.entries(detail)
    .filter(([name]) => name !== "shown")
    .map(([name, value]) => `${name}: ${Array.isArray(value) ? value.join(" ") : String(value)}`);
  const shown = Array.isArray(detail["shown"]) ? [`shown: ${detail["shown"].length}`] : [];
  return [at.toISOString(), who ?? "-", action, what, road, ...how, ...shown].join("  ");
}

async function householdOf(sql: Sql, code: string): Promise<string> {
  const [row] = await sql.rows(IdRow, "SELECT id FROM households WHERE code = $1 OR id::text = $1", [code]);
  if (row === undefined)
    throw new AppError(
      "no_such_household",
      `There is no household ${code}: give its code, like H0000012.`,
      1,
    );
  return row.id;
}

function dayOf(name: string, text: string | undefined): string | null {
  if (text === undefined) return null;
  if (!isLocalDate(text))
    throw new AppError("bad_date", `${name} ${text} is no date: write it like 2026-11-22.`, 1);
  return text;
}
