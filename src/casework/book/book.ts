import { z } from "zod";
import type { Sql } from "../../turns/ports.ts";

/** What a household's book holds. */
export type EntryKind =
  | "progress"
  /** What a month's work came to, in the livelihood's own measure: litters, kilos, days. */
  | "output"
  | "income"
  | "cost"
  /** Single lines between the monthly reports. */
  | "sale"
  | "purchase"
  | "event"
  | "difficulty"
  | "photo"
  /** A voice note that waits to be written out. */
  | "voice";

export type NewEntry = {
  household: string;
  plan: string | null;
  kind: EntryKind;
  /** YYYY-MM */
  period: string;
  amount: number | null;
  text: string | null;
  file: string | null;
  /** Local date. */
  on: string;
  enteredBy: string | null;
  onBehalf: boolean;
  /** What was done, closer than `kind`: sold, died, worked …; of an output, what it counts. */
  code?: string | null;
  item?: string | null;
  quantity?: number | null;
  unit?: string | null;
  /** Where it came from: free_line, questions, report, voice, step, loose. */
  source?: string | null;
  /** The entry that it puts right. */
  corrects?: string | null;
  /** The voice note that it writes out. */
  writesOut?: string | null;
};

/** Kinds of which a month has one entry, so that a second one corrects the first. */
const ONE_A_MONTH: readonly EntryKind[] = ["progress", "income", "cost", "output"];
const IdRow = z.object({ id: z.string() });
const SumRow = z.object({
  income: z.string().transform(Number),
  cost: z.string().transform(Number),
});

/** SQL of the entries of `book` that no later entry corrects. */
/** An entry that nothing has been put in the place of. */
export const STANDING = "NOT EXISTS (SELECT FROM diary_entries c WHERE c.corrects = book.id)";

/** Writes an entry and gives its id; nothing is overwritten, a second report of a month points to the first. */
export async function writeEntry(sql: Sql, entry: NewEntry, now: Date): Promise<string> {
  const [first] = ONE_A_MONTH.includes(entry.kind)
    ? await sql.rows(
        IdRow,
        `SELECT id FROM diary_entries book WHERE household_id = $1 AND kind = $2 AND period = $3
           AND plan_id IS NOT DISTINCT FROM $4 AND ${STANDING} LIMIT 1`,
        [entry.household, entry.kind, entry.period, entry.plan],
      )
    : [];
  const [written] = await sql.rows(
    IdRow,
    `INSERT INTO diary_entries (id, household_id, plan_id, kind, period, amount, text, file_id, happened_on,
       entered_by, on_behalf, corrects, created_at, code, item, quantity, unit, source, writes_out)
     VALUES (gen_random_uuid(), $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)
     RETURNING id`,
    [
      entry.household,
      entry.plan,
      entry.kind,
      entry.period,
      entry.amount,
      entry.text,
      entry.file,
      entry.on,
      entry.enteredBy,
      entry.onBehalf,
      entry.corrects ?? first?.id ?? null,
      now,
      entry.code ?? null,
      entry.item ?? null,
      entry.quantity ?? null,
      entry.unit ?? null,
      entry.source ?? null,
      entry.writesOut ?? null,
    ],
  );
  if (written === undefined) throw new Error("an entry was written and came back without an id");
  return written.id;
}

/**
 * Income and cost of a month in đồng, corrections taken into account: what the monthly report says and the lines written
 * since, which it could not count in; where there is no report yet, the sum of the lines. What is put right
 * keeps its moment: a line that the report counted in is not added to it.
 */
export async function monthFigures(
  sql: Sql,
  household: string,
  period: string,
): Promise<{ income: number; cost: number; net: number }> {
  const [sum] = await sql.rows(
    SumRow,
    `WITH RECURSIVE book AS (SELECT * FROM diary_entries WHERE household_id = $1 AND period = $2),
       told (id, at) AS (
         SELECT id, created_at FROM book first WHERE NOT EXISTS (SELECT FROM book b WHERE b.id = first.corrects)
         UNION ALL SELECT b.id, told.at FROM book b JOIN told ON b.corrects = told.id),
       reported AS (SELECT kind, max(created_at) FILTER (WHERE corrects IS NULL OR source = 'report') AS at
         FROM book WHERE kind IN ('income', 'cost') GROUP BY kind)
     SELECT coalesce(sum(amount) FILTER (WHERE book.kind IN ('income', 'sale')), 0)::text AS income,
       coalesce(sum(amount) FILTER (WHERE book.kind IN ('cost', 'purchase')), 0)::text AS cost
     FROM book JOIN told ON told.id = book.id LEFT JOIN reported ON reported.kind = CASE book.kind WHEN 'sale' THEN 'income' WHEN 'purchase' THEN 'cost' END
     WHERE book.kind IN ('income', 'cost', 'sale', 'purchase') AND ${STANDING}
       AND (reported.at IS NULL OR told.at > reported.at)`,
    [household, period],
  );
  const { income, cost } = sum ?? { income: 0, cost: 0 };
  return { income, cost, net: income - cost };
}
