import { z } from "zod";
import type { Faults } from "../channels/simulator/faults.ts";
import { Simulator, type SettableClock } from "../channels/simulator/simulator.ts";
import { transcriptOf } from "../channels/simulator/transcript.ts";
import { PushedClock, systemClock } from "../clock.ts";
import { loadStory } from "../demo/story.ts";
import type { SimulatorDoor } from "../http/simulator-routes.ts";
import { emptyEverything } from "../store/reset.ts";
import type { Database } from "../store/pool.ts";
import type { Settings } from "../store/settings.ts";
import { sqlOf } from "../store/sql.ts";
import { inTransaction } from "../store/in-transaction.ts";
import type { Parts } from "../turns/parts.ts";
import type { Phones } from "../turns/simulation.ts";

const CLOCK_KEY = "simulator.clock_ahead_ms";

/** Sets a pushed clock to where it stood when the program was stopped. */
export async function restoreClock(clock: SettableClock, settings: Settings): Promise<void> {
  if (!(clock instanceof PushedClock)) return;
  const ahead = await settings.read(CLOCK_KEY, z.number());
  if (ahead !== null) clock.set(new Date(systemClock.now().getTime() + ahead));
}

/** The demo commune and the simulated phones. */
export class Demo {
  readonly simulator: Simulator;
  readonly #pool: Database;
  readonly #clock: SettableClock;
  readonly #parts: Parts;
  readonly #faults: Faults;
  readonly #planAhead: () => Promise<void>;

  constructor(options: {
    pool: Database;
    parts: Parts;
    phones: Phones;
    clock: SettableClock;
    settings: Settings;
    faults: Faults;
    /** Plans what the passing of days brings near. */
    planAhead: () => Promise<void>;
  }) {
    const { pool, parts, phones, clock, settings, faults, planAhead } = options;
    this.#pool = pool;
    this.#clock = clock;
    this.#parts = parts;
    this.#faults = faults;
    this.#planAhead = planAhead;
    this.simulator = new Simulator({
      parts,
      phones,
      clock,
      faults,
      async onClock() {
        if (clock instanceof PushedClock) await settings.write(CLOCK_KEY, clock.aheadMs);
      },
      planAhead,
    });
  }

  /** Loads the story where it is not there yet. */
  async load(): Promise<void> {
    await inTransaction(this.#pool, (client) => loadStory(sqlOf(client), this.#clock.now()));
  }

  /** The story from the start, today. */
  async reset(): Promise<void> {
    this.#faults.clear();
    await this.#empty();
    if (this.#clock instanceof PushedClock) this.#clock.set(systemClock.now());
    await this.load();
    await this.#planAhead();
  }

  /** Work under way may hold what is to be emptied while it waits for us; then PostgreSQL ends one, and we try again. */
  async #empty(tries = 5): Promise<void> {
    try {
      await inTransaction(this.#pool, (client) => emptyEverything(sqlOf(client)));
    } catch (error) {
      if (tries <= 1 || !isDeadlock(error)) throw error;
      await this.#empty(tries - 1);
    }
  }

  /** What the page and its visitors may do. */
  door(onlyThisMachine: boolean): SimulatorDoor {
    const { simulator } = this;
    return {
      get now() {
        return simulator.now;
      },
      people: () => simulator.people(),
      addPerson: (name, vendor, locale) => simulator.addPerson(name, vendor, locale),
      act: (id, doing) => simulator.act(id, doing),
      messages: (id, after) => simulator.messages(id, after),
      pushClock: (to) => simulator.pushClock(to),
      agenda: (until) => simulator.agenda(until),
      faults: this.#faults,
      transcript: async (id) => transcriptOf(await simulator.messages(id)),
      file: (id) => this.#parts.store.file(id),
      reset: () => this.reset(),
      onlyThisMachine,
    };
  }
}

function isDeadlock(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "40P01";
}
