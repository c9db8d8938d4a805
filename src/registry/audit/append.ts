import type { Values } from "../../domain/value.ts";
import type { ChannelName, Sql } from "../../turns/ports.ts";

/** Where something was done from: a chat's channel writes its own name. */
export type Road = ChannelName | "cli" | "export" | "import" | "document" | "page" | "nightly";

/**
 * Adds a line to the audit trail inside the caller's transaction, for what does not happen in a talk. `detail` holds ids,
 * numbers and names of commands, never names of people or what was said: the trail outlives an erasure.
 */
export async function appendAudit(
  sql: Sql,
  entry: {
    person: string | null;
    action: string;
    object: { kind: string; id: string };
    road: Road;
    detail?: Values;
  },
  now: Date,
): Promise<void> {
  await sql.run(
    `INSERT INTO audit (at, person_id, action, object_kind, object_id, road, detail)
     VALUES ($1, $2, $3, $4, $5, $6, $7::jsonb)`,
    [
      now,
      entry.person,
      entry.action,
      entry.object.kind,
      entry.object.id,
      entry.road,
      JSON.stringify(entry.detail ?? {}),
    ],
  );
}
