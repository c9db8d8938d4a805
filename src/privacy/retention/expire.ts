import { z } from "zod";
import { DAY_MS, localDateOf } from "../../calendar/local-date.ts";
import { appendAudit } from "../../registry/audit/append.ts";
import type { Sql } from "../../turns/ports.ts";
import { EMPTIED } from "../erase/erase-household.ts";
import { daysOf, EXPIRING, type Expiring } from "./periods.ts";

/** What the night has let go of, by kind. */
export type Expired = Record<Expiring, number>;

const KEY = "retention.last_day";
const LastRow = z.object({ value: z.string() });
/** Rows in one statement, so that nothing else waits long. */
const BATCH = 5_000;

/** $1: what is older goes. $2: what takes a payload's place. $3: how many in one go. */
const STATEMENTS: Record<Expiring, readonly string[]> = {
  chat_text: [
    `UPDATE inbox SET payload = $2::jsonb WHERE id IN (SELECT id FROM inbox WHERE handled_at IS NOT NULL
       AND received_at < $1 AND payload <> $2::jsonb ORDER BY id LIMIT $3)`,
    `UPDATE outbox SET payload = $2::jsonb WHERE id IN (SELECT id FROM outbox WHERE status NOT IN ('pending', 'sending')
       AND created_at < $1 AND payload <> $2::jsonb ORDER BY id LIMIT $3)`,
    `DELETE FROM simulator_messages WHERE id IN (SELECT id FROM simulator_messages
       WHERE at < $1 AND $2::text IS NOT NULL LIMIT $3)`,
  ],
  answer_text: [
    `UPDATE answers SET typed = '•••', asked = '•••' WHERE id IN (SELECT id FROM answers
       WHERE at < $1 AND typed <> '•••' AND $2::text IS NOT NULL ORDER BY id LIMIT $3)`,
  ],
  voice: [file("kind = 'voice'")],
  photos: [file("kind IN ('photo', 'video')")],
  copies: [file("kind = 'document' AND mime = 'text/plain'")],
  import_reports: [
    `UPDATE household_imports SET report = NULL WHERE id IN (SELECT id FROM household_imports
       WHERE created_at < $1 AND report IS NOT NULL AND $2::text IS NOT NULL LIMIT $3)`,
  ],
  locked_out: [
    `UPDATE contacts SET display_name = NULL WHERE id IN (SELECT c.id FROM contacts c WHERE c.person_id IS NULL
       AND c.display_name IS NOT NULL AND coalesce(c.last_interaction_at, c.created_at) < $1 AND $2::text IS NOT NULL
       AND NOT EXISTS (SELECT FROM household_contacts hc WHERE hc.contact_id = c.id) LIMIT $3)`,
  ],
};

function file(of: string): string {
  return `UPDATE files SET bytes = NULL, vendor_ref = '', removed_at = $1, removed_why = 'expired' WHERE id IN (SELECT id FROM files
      WHERE created_at < $1 AND removed_at IS NULL AND ${of} AND $2::text IS NOT NULL LIMIT $3)`;
}

/**
 * Lets go of what has been kept long enough, once a local day; null where this day's was done already. What it did is on
 * record as an entry of the audit trail. Each batch is a transaction of its own through `inTransaction`.
 */
export async function expireDaily(
  inTransaction: <T>(work: (sql: Sql) => Promise<T>) => Promise<T>,
  now: Date,
): Promise<Expired | null> {
  const today = localDateOf(now);
  const mine = await inTransaction((sql) => takeDay(sql, today, now));
  if (!mine) return null;
  const expired: Expired = {
    chat_text: 0,
    answer_text: 0,
    voice: 0,
    photos: 0,
    copies: 0,
    import_reports: 0,
    locked_out: 0,
  };
  for (const what of EXPIRING) {
    const before = new Date(now.getTime() - daysOf(what, today) * DAY_MS);
    for (const statement of STATEMENTS[what])
      for (;;) {
        const gone = await inTransaction((sql) => sql.run(statement, [before, EMPTIED, BATCH]));
        expired[what] += gone;
        if (gone < BATCH) break;
      }
  }
  const object = { kind: "day", id: today };
  await inTransaction((sql) =>
    appendAudit(sql, { person: null, action: "expire", object, road: "nightly", detail: expired }, now),
  );
  return expired;
}

/** One process a day does it. */
async function takeDay(sql: Sql, today: string, now: Date): Promise<boolean> {
  const taken = await sql.rows(
    LastRow,
    `INSERT INTO settings (key, value, updated_at) VALUES ($1, to_jsonb($2::text), $3)
     ON CONFLICT (key) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at
     WHERE settings.value #>> '{}' < $2 RETURNING value`,
    [KEY, today, now],
  );
  return taken.length > 0;
}
