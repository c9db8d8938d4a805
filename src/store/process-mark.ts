import { Client } from "pg";

/** First key of the advisory locks by which processes show that they are alive. */
export const MARK_CLASS = 5117;

/** Between two tries to have the mark back, in milliseconds. */
const PAUSE_MS = 500;
/** A server that does not let us in, or does not give the lock, within these times is tried anew. */
const LONGEST_CONNECT_MS = 10_000;
const LONGEST_WAIT_MS = 30_000;

/**
 * A sign of life in the database: an advisory lock under this process's number, held as long as its connection
 * lives. When the process dies the server drops the lock at once, and what it was sending can be taken back
 * without waiting for a lease to run out.
 */
export class ProcessMark {
  readonly id: number;
  readonly #url: string;
  readonly #pauseMs: number;
  #client: Client | null = null;
  #next: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(url: string, id: number, { pauseMs = PAUSE_MS }: { pauseMs?: number } = {}) {
    this.#url = url;
    this.id = id;
    this.#pauseMs = pauseMs;
  }

  /**
   * Takes the mark; rejects where the database cannot be reached. Once taken it is taken again by itself whenever the
   * connection is lost.
   */
  async hold(): Promise<void> {
    const client = new Client({
      connectionString: this.#url,
      application_name: "sinh-ke mark",
      connectionTimeoutMillis: LONGEST_CONNECT_MS,
      // A server that has not noticed the end of the old connection still holds the lock for it.
      statement_timeout: LONGEST_WAIT_MS,
    });
    client.on("error", () => undefined);
    try {
      await client.connect();
      await client.query("SELECT pg_advisory_lock($1, $2)", [MARK_CLASS, this.id]);
    } catch (error) {
      void client.end().catch(() => undefined);
      throw error;
    }
    this.#client = client;
    // Only the end of a connection that had the mark begins the tries: one at a time, however long the database is away.
    client.once("end", () => this.#later());
    if (this.#closed) await client.end();
  }

  async release(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#next);
    await this.#client?.end();
  }

  #later(): void {
    if (this.#closed) return;
    this.#next = setTimeout(() => void this.hold().catch(() => this.#later()), this.#pauseMs);
    this.#next.unref();
  }
}
