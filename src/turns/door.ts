import { setTimeout as pause } from "node:timers/promises";
import { AppError } from "../domain/app-error.ts";
import type { Background } from "./background.ts";
import type { Parts } from "./parts.ts";
import type { Alarm, Inbound, Spool } from "./ports.ts";
import type { Afterwards } from "./intake.ts";
import { seldom } from "./seldom.ts";
import { receive } from "./take-turn.ts";

/** Zalo wants its answer within two seconds (docs.zaloplatforms.com/docs/OA/webhook/tong-quan). */
const PATIENCE_MS = 1_500;
/** How often to look whether the database is back. */
const LOOK_AGAIN_MS = 1_000;
/** Answers under way at once while what waited is taken in. */
const AT_ONCE = 20;

const later: Afterwards = async () => undefined;

/**
 * Where events come in that a vendor will not keep for us. Usually each is a row in the database when this is through with
 * it. While the database is away or does not answer in time it is put on disk, and what comes after it waits behind
 * it; all of it is taken in, in that order, as soon as the database is back.
 */
export class Door {
  readonly #parts: Parts;
  readonly #spool: Spool | null;
  readonly #background: Background;
  readonly #alarm: Alarm;
  #looking = false;

  /** Without a spool, because the disk cannot be written, the vendor has to keep what cannot be taken in. */
  constructor(parts: Parts, spool: Spool | null, background: Background) {
    this.#parts = parts;
    this.#spool = spool;
    this.#background = background;
    this.#alarm = seldom(parts.alarm, parts.clock);
    if (spool?.holds === true) this.#lookAgain(spool, "an earlier run left some behind");
  }

  /** Resolves when the event is safe. An AppError where it could be put nowhere; then the vendor must bring it again. */
  async takeIn(inbound: Inbound): Promise<Afterwards> {
    const spool = this.#spool;
    if (spool === null) return this.#takeInOrRefuse(inbound);
    if (spool.holds) return this.#putAside(spool, inbound, "what waits is taken in first");
    const received = receive(this.#parts, inbound);
    let watch: NodeJS.Timeout | undefined;
    const late = new Promise<null>((resolve) => {
      watch = setTimeout(() => resolve(null), PATIENCE_MS);
    });
    try {
      const afterwards = await Promise.race([received, late]);
      if (afterwards !== null) return afterwards;
    } catch (error) {
      if (!this.#parts.store.isPassing(error)) throw error;
      return await this.#putAside(spool, inbound, reasonOf(error));
    } finally {
      clearTimeout(watch);
    }
    // It may still be written; what is taken in twice ends at the inbox's unique key.
    this.#background.run(async () => {
      const afterwards = await received.catch((error: unknown) => {
        if (this.#parts.store.isPassing(error)) return later;
        throw error;
      });
      await afterwards();
    });
    return this.#putAside(spool, inbound, `no answer in ${PATIENCE_MS} ms`);
  }

  async #putAside(spool: Spool, inbound: Inbound, why: string): Promise<Afterwards> {
    try {
      await spool.put(inbound);
    } catch (error) {
      throw this.#nowhereToPut(error);
    }
    this.#lookAgain(spool, why);
    return later;
  }

  async #takeInOrRefuse(inbound: Inbound): Promise<Afterwards> {
    try {
      return await receive(this.#parts, inbound);
    } catch (error) {
      throw this.#parts.store.isPassing(error) ? this.#nowhereToPut(error) : error;
    }
  }

  #nowhereToPut(cause: unknown): AppError {
    const message =
      `Neither the database nor DATA_DIR takes what people write (${reasonOf(cause)}): bring the database back, or make ` +
      "room on the disk. Until then it has to wait with Zalo or Telegram.";
    this.#alarm("nowhere_to_put", message);
    return new AppError("nowhere_to_put", message, 2, cause);
  }

  #lookAgain(spool: Spool, why: string): void {
    if (this.#looking) return;
    this.#looking = true;
    this.#alarm(
      "spooled",
      `The database does not take what people write (${why}): it is kept on disk until the database does.`,
    );
    this.#background.run(async () => {
      try {
        await this.#untilEmpty(spool);
      } finally {
        this.#looking = false;
        // Something may have been put in between the last look and this line.
        if (spool.holds && !this.#parts.stopping.aborted) this.#lookAgain(spool, "more came meanwhile");
      }
    });
  }

  async #untilEmpty(spool: Spool): Promise<void> {
    const { stopping, store, alarm } = this.#parts;
    while (spool.holds && !stopping.aborted) {
      try {
        await this.#empty(spool);
      } catch (error) {
        if (!store.isPassing(error)) alarm("spool_stuck", reasonOf(error));
        await pause(LOOK_AGAIN_MS, undefined, { signal: stopping }).catch(() => undefined);
      }
    }
  }

  async #empty(spool: Spool): Promise<void> {
    const answering = new Set<Promise<void>>();
    try {
      await spool.takeIn(async (inbound) => {
        this.#parts.stopping.throwIfAborted();
        const afterwards = await receive(this.#parts, inbound);
        const answered = afterwards().finally(() => answering.delete(answered));
        answering.add(answered);
        if (answering.size >= AT_ONCE) await Promise.race(answering);
      });
    } finally {
      await Promise.all(answering);
    }
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
