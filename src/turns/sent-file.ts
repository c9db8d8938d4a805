import type { Input } from "../domain/input.ts";
import type { LockedContact, TurnTransaction } from "./boxes.ts";
import { LOOK_AFTER_MS } from "./fetch-file.ts";
import type { Sql } from "./ports.ts";

/** Writes down that a person sent a file, whose bytes are fetched after the commit; gives our own id of it. */
export async function keepSentFile(
  tx: TurnTransaction,
  contact: LockedContact,
  file: Extract<Input, { kind: "file" }>,
  now: Date,
): Promise<string> {
  const id = crypto.randomUUID();
  // A nudge brings it at once; this is for the one that gets lost.
  const fetchAt = new Date(now.getTime() + LOOK_AFTER_MS);
  await tx.sql.run(
    `INSERT INTO files (id, kind, vendor_ref, channel, contact_id, mime, created_at, fetch_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [id, file.file, file.ref, contact.channel, contact.id, file.mime ?? null, now, fetchAt],
  );
  return id;
}

/** Takes away what somebody wrote or sent that may not be kept, and leaves that something came. */
export async function forgetInput(
  sql: Sql,
  { inboxId, file }: { inboxId: string; file: string | null },
  now: Date,
): Promise<void> {
  await sql.run("UPDATE inbox SET payload = $2::jsonb WHERE id = $1", [
    inboxId,
    JSON.stringify({ kind: "text", text: "•••" }),
  ]);
  if (file === null) return;
  await sql.run(
    "UPDATE files SET vendor_ref = '', bytes = NULL, removed_at = $2, removed_why = 'identity_papers', fetch_at = NULL WHERE id = $1",
    [file, now],
  );
}
