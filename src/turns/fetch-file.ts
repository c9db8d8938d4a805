import { createHash } from "node:crypto";
import { z } from "zod";
import { cleanPicture } from "./pictures/clean-picture.ts";
import { takenOn } from "./pictures/taken-on.ts";
import { putInInbox, tellLater } from "./command-context.ts";
import { backoff } from "./deliver.ts";
import type { Parts } from "./parts.ts";
import { CHANNELS, type Sql } from "./ports.ts";

const FileRow = z.object({
  vendor_ref: z.string(),
  channel: z.enum(CHANNELS),
  contact_id: z.string(),
  kind: z.string(),
  sent_at: z.date(),
  tries: z.int(),
  settled: z.boolean(),
});
type FileRow = z.infer<typeof FileRow>;
const IdRow = z.object({ id: z.string() });

/** Some two hours: vendors hand a file out for at least one, and a person should hear soon that it did not work. */
const MAX_TRIES = 20;
/** When a file that nobody has looked after yet is looked for; also how long one try may take before the next. */
export const LOOK_AFTER_MS = 60_000;
/** So long whoever sent a file is taken to be there still. */
const THERE_MS = 10 * 60_000;
/** The flow that asks the person to send it again and puts a line on the officer's list. */
const LOST_FLOW = "file_lost";
const BATCH = 100;

type Fetching = Pick<Parts, "store" | "channels" | "alarm" | "clock" | "politeTime">;

/** What became of a try; `not_clean`: it is there and cannot be kept. */
type Brought = { kind: "kept" | "missing" } | { kind: "not_clean"; mime: string };
/** Why a file is not kept, and what the flow is told of it. */
type Lost = { why: "cannot_be_cleaned" | "not_fetched"; what: string; mime?: string };

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
    const brought = await bringBytes(parts, sql, fileId, file);
    if (brought.kind === "kept") return null;
    if (brought.kind === "not_clean") return await refuse(parts, fileId, file, brought.mime);
    return await giveUp(parts, { fileId, file, why: "the vendor does not have it" });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const tries = file.tries + 1;
    if (tries >= MAX_TRIES) return giveUp(parts, { fileId, file, why });
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
  const brought = await bringBytes(parts, sql, fileId, file);
  if (brought.kind === "not_clean") await refuse(parts, fileId, file, brought.mime);
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
    `SELECT vendor_ref, channel, contact_id, kind, created_at AS sent_at, fetch_tries AS tries,
       bytes IS NOT NULL OR removed_at IS NOT NULL AS settled FROM files WHERE id = $1`,
    [fileId],
  );
  return file ?? null;
}

/** A picture is kept without place, time and device (`cleanPicture`), or not at all; `missing`: the vendor has nothing. */
async function bringBytes(parts: Fetching, sql: Sql, fileId: string, file: FileRow): Promise<Brought> {
  const brought = await parts.channels.get(file.channel)?.fetchFile?.(file.vendor_ref);
  if (brought === null || brought === undefined) return { kind: "missing" };
  const bytes = cleanPicture(brought.mime, brought.bytes);
  if (bytes === null) return { kind: "not_clean", mime: brought.mime };
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  // It may have been refused meanwhile, while it was on its way: then its bytes are not kept.
  await sql.run(
    `UPDATE files SET bytes = $2, mime = $3, sha256 = $4, taken_on = $5, fetch_at = NULL WHERE id = $1 AND removed_at IS NULL`,
    [fileId, Buffer.from(bytes), brought.mime, sha256, takenOn(brought.bytes)],
  );
  return { kind: "kept" };
}

/** Whoever sent a picture that cannot be kept hears how to send it so that it can. Gives who has to be woken. */
async function refuse(parts: Fetching, fileId: string, file: FileRow, mime: string): Promise<string | null> {
  parts.alarm("file_not_kept", `file ${fileId}: a ${mime} cannot be freed of where it was taken`);
  return lose(parts, fileId, file, { why: "cannot_be_cleaned", what: "not_clean", mime });
}

async function giveUp(
  parts: Fetching,
  { fileId, file, why }: { fileId: string; file: FileRow; why: string },
): Promise<string | null> {
  parts.alarm("file_not_fetched", `file ${fileId} on ${file.channel}: ${why}`);
  return lose(parts, fileId, file, { why: "not_fetched", what: file.kind });
}

/** In one transaction, so that a file that will not come is not given up without a word. Gives who has to be woken. */
async function lose(parts: Fetching, fileId: string, file: FileRow, lost: Lost): Promise<string | null> {
  return parts.store.transaction(async ({ sql }) => {
    const now = parts.clock.now();
    const given = await sql.run(
      `UPDATE files SET fetch_at = NULL, removed_at = $2, removed_why = $3, mime = coalesce($4, mime)
       WHERE id = $1 AND removed_at IS NULL AND bytes IS NULL`,
      [fileId, now, lost.why, lost.mime ?? null],
    );
    if (given === 0) return null;
    const { contact_id: contactId } = file;
    const vars = { what: lost.what };
    // Who has only just sent it is there and waits; later nobody is woken at night for it.
    const isThere = now.getTime() - file.sent_at.getTime() < THERE_MS;
    const at = isThere ? now : parts.politeTime(now);
    if (at > now) {
      await tellLater(sql, { contactId, key: `file:${fileId}`, flow: LOST_FLOW, vars }, { at, now });
      return null;
    }
    await putInInbox(sql, { contactId, externalId: `file:${fileId}`, flow: LOST_FLOW, vars }, now);
    return contactId;
  });
}
