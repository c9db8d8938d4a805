import { setTimeout as pause } from "node:timers/promises";
import { Client } from "pg";

/** How soon another process takes over where the one that had the name is gone. */
const LOOK_AGAIN_MS = 5_000;

/**
 * Runs `work` in one process at a time among all that use this database and name; the others wait and take over when
 * it is gone. Its signal is aborted with `signal`, and when the connection is lost by which the name is held: by then
 * another may have it. Goes on until `signal` is aborted.
 */
export async function exclusively(
  { url, name, signal }: { url: string; name: string; signal: AbortSignal },
  work: (signal: AbortSignal) => Promise<void>,
): Promise<void> {
  while (!signal.aborted) {
    const client = new Client({ connectionString: url, application_name: `sinh-ke ${name}` });
    const lost = new AbortController();
    client.on("error", () => lost.abort());
    client.on("end", () => lost.abort());
    try {
      await client.connect();
      if (await isOurs(client, name)) await work(AbortSignal.any([signal, lost.signal]));
    } catch {
      // The database is away; whoever has the name then has lost it as well.
    } finally {
      await client.end().catch(() => undefined);
    }
    await pause(LOOK_AGAIN_MS, undefined, { signal }).catch(() => undefined);
  }
}

async function isOurs(client: Client, name: string): Promise<boolean> {
  const { rows } = await client.query<{ ours: boolean }>(
    "SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS ours",
    [name],
  );
  return rows[0]?.ours === true;
}
