import { mkdir, open, readdir, readFile, rename, rm, type FileHandle } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { Input } from "../domain/input.ts";
import { CHANNELS, type Inbound, type Spool } from "../turns/ports.ts";
import type { SecretBox } from "./secret-box.ts";

const Line = z.object({
  channel: z.enum(CHANNELS),
  contact: z.string(),
  displayName: z.string().optional(),
  language: z.string().optional(),
  externalId: z.string(),
  happenedAt: z.coerce.date(),
  input: Input,
});

/**
 * A file of this size, some dozens of events, is closed and the next one begun: what a crash interrupts is taken in again
 * from the beginning of its file, and a program that is killed again and again must still come forward.
 */
const SEGMENT_BYTES = 16 * 1024;
const NAME = /^(\d{12})\.spool$/;

/**
 * Keeps events on disk while the database is away: one sealed line each, in files of a folder, in the order in which they
 * came. A line is on the disk before `put` resolves; one that the disk did not take leaves nothing behind. What was taken in
 * but not yet deleted comes again after a crash and ends at the inbox's unique key. A last line that a crash cut short was
 * never promised to anybody.
 */
export class FileSpool implements Spool {
  readonly #folder: string;
  readonly #secrets: SecretBox;
  /** Closed and open segments by number, the oldest first. */
  #segments: number[] = [];
  #writing: { number: number; handle: FileHandle; bytes: number } | null = null;
  #queue: Promise<unknown> = Promise.resolve();

  private constructor(folder: string, secrets: SecretBox) {
    this.#folder = folder;
    this.#secrets = secrets;
  }

  /** Opens the folder and finds what an earlier run left in it. */
  static async open(folder: string, secrets: SecretBox): Promise<FileSpool> {
    await makeFolder(folder);
    const spool = new FileSpool(folder, secrets);
    spool.#segments = (await readdir(folder))
      .flatMap((name) => NAME.exec(name)?.[1] ?? [])
      .map(Number)
      .toSorted((a, b) => a - b);
    return spool;
  }

  get holds(): boolean {
    return this.#segments.length > 0;
  }

  put(inbound: Inbound): Promise<void> {
    return this.#alone(async () => {
      const writing = (this.#writing ??= await this.#begin());
      const { receipt: _acknowledgedBefore, ...event } = inbound;
      const line = Buffer.from(`${this.#secrets.seal(JSON.stringify(event))}\n`);
      try {
        await writing.handle.appendFile(line);
        await writing.handle.datasync();
      } catch (error) {
        // On a full disk half of it may be written, and what came behind that half could not be read.
        await writing.handle.truncate(writing.bytes).catch(() => this.#closeSegment());
        if (writing.bytes === 0) await this.#drop(writing.number);
        throw error;
      }
      writing.bytes += line.byteLength;
      if (writing.bytes >= SEGMENT_BYTES) await this.#closeSegment();
    });
  }

  async takeIn(take: (inbound: Inbound) => Promise<void>): Promise<void> {
    for (;;) {
      const number = await this.#alone(async () => {
        const [oldest] = this.#segments;
        if (oldest !== undefined && oldest === this.#writing?.number) await this.#closeSegment();
        return oldest;
      });
      if (number === undefined) return;
      for (const event of await this.#read(number)) await take(event);
      await this.#alone(() => this.#drop(number));
    }
  }

  async close(): Promise<void> {
    await this.#alone(() => this.#closeSegment());
  }

  async #begin(): Promise<{ number: number; handle: FileHandle; bytes: number }> {
    // Somebody who makes room may have thrown away the empty folder.
    await makeFolder(this.#folder);
    const number = (this.#segments.at(-1) ?? 0) + 1;
    const handle = await open(this.#file(number), "a", 0o600);
    this.#segments.push(number);
    return { number, handle, bytes: 0 };
  }

  /** A segment of which nothing is left to take in. */
  async #drop(number: number): Promise<void> {
    if (this.#writing?.number === number) await this.#closeSegment();
    await rm(this.#file(number), { force: true });
    this.#segments = this.#segments.filter((one) => one !== number);
  }

  async #closeSegment(): Promise<void> {
    const writing = this.#writing;
    this.#writing = null;
    await writing?.handle.close();
  }

  /** What cannot be opened, for its key is another or the disk is not what it was, is set aside for a person. */
  async #read(number: number): Promise<Inbound[]> {
    const lines = (await readFile(this.#file(number), "utf8")).split("\n");
    // The last one is empty, or was cut short before anybody was told that it is safe.
    const whole = lines.slice(0, -1);
    try {
      return whole.map((line) => {
        const { displayName, language, ...event } = Line.parse(JSON.parse(this.#secrets.open(line)));
        return {
          ...event,
          ...(displayName === undefined ? {} : { displayName }),
          ...(language === undefined ? {} : { language }),
        };
      });
    } catch (error) {
      await rename(this.#file(number), `${this.#file(number)}.unreadable`);
      this.#segments = this.#segments.filter((one) => one !== number);
      throw error;
    }
  }

  #file(number: number): string {
    return path.join(this.#folder, `${String(number).padStart(12, "0")}.spool`);
  }

  #alone<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#queue.then(work);
    this.#queue = mine.catch(() => undefined);
    return mine;
  }
}

async function makeFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
}
