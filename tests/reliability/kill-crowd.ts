import { setTimeout as pause } from "node:timers/promises";
import type { FakeTelegram } from "../fakes/fake-telegram.ts";
import type { TelegramPerson } from "../fakes/telegram/people.ts";
import { talkAsStranger } from "./stranger.ts";

/** A talk may lie still over several kills in a row, each with a start on a busy machine. */
export const PATIENCE_MS = 180_000;
const LINES = 6;

/** Strangers, one after the other in each of several rows, until there are enough kills. */
export class Crowd {
  readonly people: TelegramPerson[] = [];
  readonly #telegram: FakeTelegram;
  readonly #random: () => number;
  readonly #rows: Promise<number>[];
  #last = false;

  constructor(telegram: FakeTelegram, random: () => number, atOnce: number) {
    this.#telegram = telegram;
    this.#random = random;
    this.#rows = Array.from({ length: atOnce }, () => this.#row());
  }

  /** Lets everybody who is talking come to the end; how many did not. */
  async finish(): Promise<number> {
    this.#last = true;
    const unfinished = await Promise.all(this.#rows);
    return unfinished.reduce((sum, count) => sum + count, 0);
  }

  async #row(): Promise<number> {
    let unfinished = 0;
    do {
      const id = 100_000 + this.people.length;
      const person = this.#telegram.person({ id, first_name: "Bảy", language_code: "vi" });
      this.people.push(person);
      try {
        for (let line = 0; line < LINES; line += 1) {
          await pause(this.#random() * 300);
          await talkAsStranger(person, { from: line, to: line + 1, withinMs: PATIENCE_MS });
        }
      } catch (error) {
        unfinished += 1;
        process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
      }
    } while (!this.#last);
    return unfinished;
  }
}
