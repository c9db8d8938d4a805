import { Client } from "pg";

/** First key of the advisory locks by which processes show that they are alive. */
export const MARK_CLASS = 5117;

/**
 * A sign of life in the database: an advisory lock under this process's number, held as long as its connection
 * lives. When the process dies the server drops the lock at once, and what it was sending can be taken back
 * without waiting for a lease to run out.
 */
export class ProcessMark {
  readonly id: number;
  readonly #url: string;
  #client: Client | null = null;
  #closed = false;

  constructor(url: string, id: number) {
    this.#url = url;
    this.id = id;
  }

  /** Takes the mark; takes it again by itself whenever the connection is lost. */
  async hold(): Promise<void> {
    const client = new Client({ connectionString: this.#url, application_name: "sinh-ke mark" });
    client.on("error", () => undefined);
    client.on("end", () => {
      if (!this.#closed) setTimeout(() => void this.#retry(), 500).unref();
    });
    await client.connect();
    await client.query("SELECT pg_advisory_lock($1, $2)", [MARK_CLASS, this.id]);
    this.#client = client;
  }

  async release(): Promise<void> {
    this.#closed = true;
    await this.#client?.end();
  }

  async #retry(): Promise<void> {
    if (this.#closed) return;
    try {
      await this.hold();
    } catch {
      setTimeout(() => void this.#retry(), 1000).unref();
    }
  }
}
