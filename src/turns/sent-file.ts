import { z } from "zod";
import type { Input } from "../domain/input.ts";
import type { LockedContact, TurnTransaction } from "./boxes.ts";
import { LOOK_AFTER_MS } from "./fetch-file.ts";
import type { Sql } from "./ports.ts";

type SentFile = Extract<Input, { kind: "file" }>;

const BeforeRow = z.object({ taken: z.boolean(), refused: z.boolean() });
const AlbumRow = z.object({ id: z.string(), album: z.string().nullable() });
/** Takes the place of what may not be kept. */
const HIDDEN = JSON.stringify({ kind: "text", text: "•••" });

/**
 * Writes down that a person sent a file, whose bytes are fetched after the commit; gives our own id of it, and whether a
 * picture that was sent at once with it has been taken in already.
 */
export async function keepSentFile(
  tx: TurnTransaction,
  contact: LockedContact,
  file: SentFile,
  now: Date,
): Promise<Pick<SentFile, "joins"> & { id: string }> {
  const id = crypto.randomUUID();
  const joins = await joinsAlbum(tx.sql, contact.id, file);
  // A nudge brings it at once; this is for the one that gets lost.
  const fetchAt = new Date(now.getTime() + LOOK_AFTER_MS);
  const { album } = file;
  await tx.sql.run(
    `INSERT INTO files (id, kind, vendor_ref, channel, contact_id, mime, created_at, fetch_at, album, album_part)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      id,
      file.file,
      file.ref,
      contact.channel,
      contact.id,
      file.mime ?? null,
      now,
      fetchAt,
      album?.id ?? null,
      album?.part ?? null,
    ],
  );
  return joins === null ? { id } : { id, joins };
}

/** A picture joins a picture, since it may be what was asked for; a film joins either. */
async function joinsAlbum(
  sql: Sql,
  contactId: string,
  { album, file }: SentFile,
): Promise<SentFile["joins"] | null> {
  if (album === undefined) return null;
  const [before] = await sql.rows(
    BeforeRow,
    `SELECT count(*) > 0 AS taken, coalesce(bool_or(removed_why = 'identity_papers'), false) AS refused
     FROM files WHERE contact_id = $1 AND album = $2 AND (kind = 'photo' OR $3 = 'video')`,
    [contactId, album.id, file],
  );
  if (before?.taken !== true) return null;
  return before.refused ? "refused" : "kept";
}

/** SQL: whether the file under the one alias is that under the other, or was sent at once with it. */
export function sentWith(one: string, other: string): string {
  return `(${one}.id = ${other}.id OR (${one}.contact_id = ${other}.contact_id AND ${one}.album = ${other}.album))`;
}

/** Takes away what somebody wrote or sent that may not be kept, with all that was sent at once, and leaves that something came. */
export async function forgetInput(
  sql: Sql,
  { inboxId, file }: { inboxId: string; file: string | null },
  now: Date,
): Promise<void> {
  const forgotten =
    file === null
      ? []
      : await sql.rows(
          AlbumRow,
          `UPDATE files f SET vendor_ref = '', bytes = NULL, sha256 = NULL, taken_on = NULL, removed_at = $2, removed_why = 'identity_papers', fetch_at = NULL
           FROM files sent WHERE sent.id = $1 AND ${sentWith("f", "sent")} RETURNING f.id, f.album`,
          [file, now],
        );
  const album = forgotten[0]?.album ?? null;
  if (album !== null) await forgetWords(sql, { inboxId, album, files: forgotten.map(({ id }) => id) });
  await sql.run(
    `UPDATE inbox i SET payload = $2::jsonb FROM inbox this WHERE this.id = $1
       AND (i.id = this.id OR (i.contact_id = this.contact_id AND i.payload #>> '{album,id}' = $3))`,
    [inboxId, HIDDEN, album],
  );
}

/** Words that stood under the others of the album went on record with them before this one told what they show. */
async function forgetWords(
  sql: Sql,
  { inboxId, album, files }: { inboxId: string; album: string; files: readonly string[] },
): Promise<void> {
  await sql.run(
    `UPDATE answers a SET typed = '[file]', value = a.value - 'words' FROM inbox this, inbox i
     WHERE this.id = $1 AND i.contact_id = this.contact_id AND i.payload #>> '{album,id}' = $2
       AND a.inbox_id = i.id AND jsonb_typeof(a.value) = 'object'`,
    [inboxId, album],
  );
  await sql.run("UPDATE diary_entries SET text = NULL WHERE file_id = ANY($1::uuid[])", [files]);
}
