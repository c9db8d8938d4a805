import { createHash } from "node:crypto";
import { z } from "zod";
import { cleanPicture } from "./pictures/clean-picture.ts";
import { takenOn } from "./pictures/taken-on.ts";
import { putInInbox } from "./command-context.ts";
import { backoff } from "./deliver.ts";
import type { Parts } from "./parts.ts";
import { CHANNELS, type Sql } from "./ports.ts";

const FileRow = z.object({
  vendor_ref: z.string(),
  channel: z.enum(CHANNELS),
  contact_id: z.string(),
  kind: z.string(),
  tries: z.int(),
  settled: z.boolean(),
});
type FileRow = z.infer<typeof FileRow>;
const IdRow = z.object({ id: z.string() });

/** Some two hours: vendors hand a file out for at least one, and a person should hear soon that it did not work. */
const MAX_TRIES = 20;
/** When a file that nobody has looked after yet is looked for; also how long one try may take before the next. */
export const LOOK_AFTER_MS = 60_000;
/** The flow that asks the person to send it again and puts a line on the officer's list. */
const LOST_FLOW = "file_lost";
/** What the flow is told of a picture that is there and cannot be kept. */
const NOT_CLEAN = "not_clean";
const BATCH = 100;

type Fetching = Pick<Parts, "channels" | "alarm" | "clock">;

/**
 * Brings the bytes of a file that a person sent, before the vendor's link dies. Where the vendor cannot be reached it is
 * tried again, less and less often; where the vendor no longer has it, or in the end, it is given up: the person is asked
 * to send it again, and the officer sees it. Never rejects for a reason that lies with the vendor. Returns who has to be
 * woken, or null.
 */
export async function fetchFile(parts: Fetching, sql: Sql, fileId: string): Promise<string | null> {
  const file = await fileRow(sql, fileId);
  if (file === null || file.settled) {
    await sql.run("UPDATE files SET fetch_at = NULL WHERE id = $1 AND fetch_at IS NOT NULL", [fileId]);
    return null;
  }
  try {
    const outcome = await bringBytes(parts, sql, fileId, file);
    if (outcome === "kept") return null;
    if (outcome === "not_clean") return await tellHow(parts, sql, fileId, file);
    return await giveUp(parts, sql, { fileId, file, why: "the vendor does not have it" });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const tries = file.tries + 1;
    if (tries >= MAX_TRIES) return giveUp(parts, sql, { fileId, file, why });
    await sql.run("UPDATE files SET fetch_tries = $2, fetch_at = $3 WHERE id = $1", [
      fileId,
      tries,
      new Date(parts.clock.now().getTime() + backoff(tries)),
    ]);
    return null;
  }
}

/** Brings it now, for somebody who waits; rejects where the vendor cannot be reached, and nothing is counted. */
export async function bringFile(parts: Fetching, sql: Sql, fileId: string): Promise<void> {
  const file = await fileRow(sql, fileId);
  if (file === null || file.settled) return;
  if ((await bringBytes(parts, sql, fileId, file)) === "not_clean") await tellHow(parts, sql, fileId, file);
}

/** Nudges for files whose next try is due; each is left alone for a minute after that. */
export async function nudgeFiles(parts: Pick<Parts, "store" | "nudges" | "clock">): Promise<void> {
  const now = parts.clock.now();
  const due = await parts.store.transaction(({ sql }) =>
    sql.rows(
      IdRow,
      `UPDATE files SET fetch_at = $2 WHERE id IN (
         SELECT id FROM files WHERE fetch_at <= $1 ORDER BY fetch_at, id LIMIT $3 FOR UPDATE SKIP LOCKED) RETURNING id`,
      [now, new Date(now.getTime() + LOOK_AFTER_MS), BATCH],
    ),
  );
  for (const { id } of due) await parts.nudges.fetchFile(id);
}

async function fileRow(sql: Sql, fileId: string): Promise<FileRow | null> {
  const [file] = await sql.rows(
    FileRow,
    `SELECT vendor_ref, channel, contact_id, kind, fetch_tries AS tries,
       bytes IS NOT NULL OR removed_at IS NOT NULL AS settled FROM files WHERE id = $1`,
    [fileId],
  );
  return file ?? null;
}

/** A picture is kept without place, time and device (`cleanPicture`), or not at all; `missing`: the vendor has nothing. */
async function bringBytes(
  parts: Fetching,
  sql: Sql,
  fileId: string,
  file: FileRow,
): Promise<"kept" | "not_clean" | "missing"> {
  const brought = await parts.channels.get(file.channel)?.fetchFile?.(file.vendor_ref);
  if (brought === null || brought === undefined) return "missing";
  const bytes = cleanPicture(brought.mime, brought.bytes);
  if (bytes === null) {
    await sql.run(
      `UPDATE files SET removed_at = $3, removed_why = 'cannot_be_cleaned', mime = $2, fetch_at = NULL
       WHERE id = $1 AND removed_at IS NULL`,
      [fileId, brought.mime, parts.clock.now()],
    );
    parts.alarm("file_not_kept", `file ${fileId}: a ${brought.mime} cannot be freed of where it was taken`);
    return "not_clean";
  }
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  // It may have been refused meanwhile, while it was on its way: then its bytes are not kept.
  await sql.run(
    `UPDATE files SET bytes = $2, mime = $3, sha256 = $4, taken_on = $5, fetch_at = NULL WHERE id = $1 AND removed_at IS NULL`,
    [fileId, Buffer.from(bytes), brought.mime, sha256, takenOn(brought.bytes)],
  );
  return "kept";
}

/** Whoever sent a picture that cannot be kept hears how to send it so that it can. Gives who has to be woken. */
async function tellHow(
  parts: Fetching,
  sql: Sql,
  fileId: string,
  { contact_id: contactId }: FileRow,
): Promise<string> {
  const start = { contactId, externalId: `file:${fileId}`, flow: LOST_FLOW, vars: { what: NOT_CLEAN } };
  await putInInbox(sql, start, parts.clock.now());
  return contactId;
}

async function giveUp(
  parts: Fetching,
  sql: Sql,
  { fileId, file, why }: { fileId: string; file: FileRow; why: string },
): Promise<string | null> {
  const now = parts.clock.now();
  parts.alarm("file_not_fetched", `file ${fileId} on ${file.channel}: ${why}`);
  const given = await sql.run(
    `UPDATE files SET fetch_at = NULL, removed_at = $2, removed_why = 'not_fetched'
     WHERE id = $1 AND removed_at IS NULL AND bytes IS NULL`,
    [fileId, now],
  );
  if (given === 0) return null;
  const { contact_id: contactId, kind } = file;
  const start = { contactId, externalId: `file:${fileId}`, flow: LOST_FLOW, vars: { what: kind } };
  await putInInbox(sql, start, now);
  return contactId;
}
