import { createHash } from "node:crypto";
import { z } from "zod";
import type { Values } from "../domain/value.ts";
import { putInInbox } from "./command-context.ts";
import { backoff } from "./deliver.ts";
import type { MadeFile } from "./errand.ts";
import { bringFile } from "./fetch-file.ts";
import type { Parts } from "./parts.ts";
import { CHANNELS, type Sql } from "./ports.ts";
import { takeTurns } from "./take-turn.ts";

/** Tries before whoever asked is told that it did not work. */
const MAX_TRIES = 5;
/** The flow that says so. */
const FAILED_FLOW = "errand_failed";

const ErrandRow = z.object({
  id: z.string(),
  kind: z.string(),
  given: z.unknown(),
  contact_id: z.string(),
  person_id: z.string().nullable(),
  channel: z.enum(CHANNELS),
  locale: z.string(),
  flow: z.string(),
  attempts: z.int(),
});
type ErrandRow = z.infer<typeof ErrandRow>;
/** An errand may be about one household. */
const About = z.looseObject({ household: z.string().nullish() });
const BytesRow = z.object({ bytes: z.instanceof(Buffer).nullable() });

/**
 * Does every errand that is due, one after the other, and begins with whoever asked the flow that follows. File, record
 * and the flow's beginning commit together, so that a crash leaves an errand either undone or done, never half.
 */
export async function doErrands(parts: Parts): Promise<number> {
  for (let done = 0; ; done++) {
    if (parts.stopping.aborted) return done;
    const contact = await doNext(parts);
    if (contact === null) return done;
    await takeTurns(parts, contact);
  }
}

/** The contact for whom something was done; null where nothing is due. */
async function doNext(parts: Parts): Promise<string | null> {
  const now = parts.clock.now();
  let taken: ErrandRow | undefined;
  try {
    return await parts.store.transaction(async ({ sql }) => {
      [taken] = await sql.rows(
        ErrandRow,
        `SELECT e.id, e.kind, e.given, e.contact_id, e.person_id, c.channel, e.locale, e.flow, e.attempts
         FROM errands e JOIN contacts c ON c.id = e.contact_id
         WHERE e.done_at IS NULL AND (e.next_at IS NULL OR e.next_at <= $1) ORDER BY e.created_at, e.id LIMIT 1 FOR UPDATE OF e SKIP LOCKED`,
        [now],
      );
      if (taken === undefined) return null;
      if (await isOutOfSight(parts, sql, taken, now))
        await sql.run("UPDATE errands SET done_at = $2 WHERE id = $1", [taken.id, now]);
      else await finish(parts, sql, taken, now);
      return taken.contact_id;
    });
  } catch (error) {
    if (taken === undefined || parts.store.isPassing(error)) throw error;
    return await recordFailure(parts, taken, error, now);
  }
}

/** Between the order and the work a household may have come into other hands: then nothing is made, and nothing said. */
async function isOutOfSight(
  parts: Parts,
  sql: Sql,
  { given, contact_id: contactId, person_id: person }: ErrandRow,
  now: Date,
): Promise<boolean> {
  const about = About.safeParse(given).data?.household ?? null;
  if (about === null) return false;
  const me = { person, name: "", address: "unknown", roles: [], households: [] };
  return (await parts.outOfSight({ sql, now, me, contactId }, [about])).length > 0;
}

async function finish(parts: Parts, sql: Sql, row: ErrandRow, now: Date): Promise<void> {
  const work = parts.errands.get(row.kind);
  if (work === undefined)
    throw new Error(`there is no errand ${row.kind}; an older version may have asked for it`);
  const { contact_id: contactId, person_id: personId, channel, locale } = row;
  const bytesOf = async (fileId: string): Promise<Uint8Array | null> => {
    await bringFile(parts, sql, fileId);
    const [found] = await sql.rows(BytesRow, "SELECT bytes FROM files WHERE id = $1 AND contact_id = $2", [
      fileId,
      contactId,
    ]);
    return found?.bytes ?? null;
  };
  const made = await work.run(
    {
      sql,
      now,
      personId,
      contactId,
      channel,
      locale,
      bytesOf,
      words: parts.library.words,
      vault: parts.vault,
    },
    row.given,
  );
  const file = made.file === undefined ? null : await keep(sql, row, made.file, now);
  await sql.run("UPDATE errands SET done_at = $2, file_id = $3 WHERE id = $1", [row.id, now, file]);
  await begin(sql, row, row.flow, { ...made.vars, file }, now);
}

async function recordFailure(parts: Parts, row: ErrandRow, error: unknown, now: Date): Promise<string> {
  const why = error instanceof Error ? error.message : String(error);
  const attempts = row.attempts + 1;
  const last = attempts >= MAX_TRIES;
  parts.alarm("errand_failed", `errand ${row.id} (${row.kind}), try ${attempts}: ${why}`);
  await parts.store.transaction(async ({ sql }) => {
    await sql.run(
      "UPDATE errands SET attempts = $2, failure = $3, next_at = $4, done_at = $5 WHERE id = $1 AND done_at IS NULL",
      [row.id, attempts, why.slice(0, 500), new Date(now.getTime() + backoff(attempts)), last ? now : null],
    );
    if (last) await begin(sql, row, FAILED_FLOW, {}, now);
  });
  return row.contact_id;
}

async function begin(sql: Sql, row: ErrandRow, flow: string, vars: Values, now: Date): Promise<void> {
  await putInInbox(sql, { contactId: row.contact_id, externalId: `errand:${row.id}`, flow, vars }, now);
}

async function keep(sql: Sql, row: ErrandRow, file: MadeFile, now: Date): Promise<string> {
  const id = crypto.randomUUID();
  const kind = file.mime.startsWith("image/") ? "photo" : "document";
  const bytes = Buffer.from(file.bytes);
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  await sql.run(
    `INSERT INTO files (id, kind, vendor_ref, channel, contact_id, mime, sha256, bytes, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [id, kind, file.name, row.channel, row.contact_id, file.mime, sha256, bytes, now],
  );
  return id;
}
