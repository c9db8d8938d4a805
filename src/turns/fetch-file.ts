import { createHash } from "node:crypto";
import { z } from "zod";
import { cleanPicture } from "./pictures/clean-picture.ts";
import type { Parts } from "./parts.ts";
import { CHANNELS, type Sql } from "./ports.ts";

const FileRow = z.object({ vendor_ref: z.string(), channel: z.enum(CHANNELS), fetched: z.boolean() });

/**
 * Brings the bytes of a file that a person sent, before the vendor's link dies. A file that is here already is left, and
 * so is one that was refused. A picture is kept without place, time and device (`cleanPicture`), or not at all.
 */
export async function fetchFile(
  parts: Pick<Parts, "channels" | "alarm" | "clock">,
  sql: Sql,
  fileId: string,
): Promise<void> {
  const [file] = await sql.rows(
    FileRow,
    "SELECT vendor_ref, channel, bytes IS NOT NULL OR removed_at IS NOT NULL AS fetched FROM files WHERE id = $1",
    [fileId],
  );
  if (file === undefined || file.fetched) return;
  const brought = await parts.channels.get(file.channel)?.fetchFile?.(file.vendor_ref);
  if (brought === null || brought === undefined) {
    parts.alarm("file_not_fetched", `file ${fileId} on ${file.channel}`);
    return;
  }
  const bytes = cleanPicture(brought.mime, brought.bytes);
  if (bytes === null) {
    await sql.run(
      "UPDATE files SET removed_at = $3, removed_why = 'cannot_be_cleaned', mime = $2 WHERE id = $1",
      [fileId, brought.mime, parts.clock.now()],
    );
    parts.alarm("file_not_kept", `file ${fileId}: a ${brought.mime} cannot be freed of where it was taken`);
    return;
  }
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  await sql.run("UPDATE files SET bytes = $2, mime = $3, sha256 = $4 WHERE id = $1", [
    fileId,
    Buffer.from(bytes),
    brought.mime,
    sha256,
  ]);
}
