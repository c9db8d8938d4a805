import { setTimeout as pause } from "node:timers/promises";
import type { Pool } from "pg";
import { z } from "zod";
import { loadStory } from "../../src/demo/story.ts";
import { makeInvitation } from "../../src/registry/make-invitation.ts";
import { openPool } from "../../src/store/pool.ts";
import { inTransaction } from "../../src/store/in-transaction.ts";
import { sqlOf } from "../../src/store/sql.ts";
import { startFakeTelegram, type FakeTelegram } from "../fakes/fake-telegram.ts";
import { checkHistory } from "../fakes/history.ts";
import type { TelegramPerson } from "../fakes/telegram/people.ts";
import { freePort, launchProgram } from "../support/program.ts";
import { seeded } from "./random.ts";
import { said } from "./said.ts";
import { rightRecords, strangerRecords, strangerSaw, talkAsStranger } from "./stranger.ts";

export type KillPlan = {
  databaseUrl: string;
  kills: number;
  /** Talks under way at any moment. */
  atOnce: number;
  seed: number;
  /** How it is ended; SIGTERM lets it finish what is under way, so that nothing may be sent twice. */
  signal?: "SIGKILL" | "SIGTERM";
};

/** What the history and the record say after all talks have come to their end. All but the first five lines should be 0. */
export type KillReport = {
  seed: number;
  kills: number;
  talks: number;
  messages: number;
  slowestStartMs: number;
  /** Talks that did not come to their end, with what was missing. */
  unfinished: number;
  updatesLost: number;
  /** Messages that never stood on a screen. */
  lost: number;
  outOfOrder: number;
  unexpected: number;
  /** People whose record is not exactly what they said, once. */
  wrongRecords: number;
  /** Inputs that failed, were not handled, and messages that did not leave. */
  stuck: number;
  /** Messages that stood on a screen twice: what was in flight at a kill. */
  duplicated: number;
};

const LEADER = "Lê Thị Mỹ Hạnh";
/** A talk may lie still over several kills in a row, each with a start on a busy machine. */
const PATIENCE_MS = 180_000;
const Id = z.object({ id: z.string() });
const Count = z.object({ count: z.int() });

/**
 * Talks go on, each of them with a person and, at its end, with the leader who is told of it; meanwhile the program is
 * killed with -9 at random moments, now and then on its way up, and started again at once.
 */
export async function killLoop({
  databaseUrl,
  kills,
  atOnce,
  seed,
  signal = "SIGKILL",
}: KillPlan): Promise<KillReport> {
  const random = seeded(seed);
  const telegram = await startFakeTelegram({ webhook: { longestRetryMs: 200 } });
  const pool = openPool(databaseUrl, 4);
  const port = await freePort();
  const settings = {
    PORT: String(port),
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    DATABASE_URL: databaseUrl,
    ENCRYPTION_KEY: "0".repeat(64),
    LOG_LEVEL: "silent",
    TELEGRAM_API_ROOT: telegram.root,
    TELEGRAM_BOT_TOKEN: telegram.token,
    TELEGRAM_WEBHOOK_SECRET: "a-secret-of-the-webhook",
  };
  let program = launchProgram(settings);
  let slowestStartMs = 0;
  const up = async (): Promise<void> => {
    await program.ready;
    slowestStartMs = Math.max(slowestStartMs, program.readyMs);
  };
  try {
    await up();
    const leader = await welcomeLeader(telegram, pool);
    const crowd = new Crowd(telegram, random, atOnce);
    for (let kill = 1; kill <= kills; kill += 1) {
      if (kill % 4 !== 0) await up();
      await pause(200 + random() * 800);
      await program.stop(signal);
      program = launchProgram(settings);
    }
    await up();
    const unfinished = await crowd.finish();
    await everythingLeft(pool);
    await telegram.settled(PATIENCE_MS);
    return {
      seed,
      kills,
      slowestStartMs: Math.round(slowestStartMs),
      unfinished,
      ...(await check(pool, telegram, crowd, leader)),
    };
  } finally {
    await program.kill();
    await telegram.close();
    await pool.end();
  }
}

/** Strangers, one after the other in each of several rows, until there are enough kills. */
class Crowd {
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

const LINES = 6;

/** The leader of the story's commune joins by a code; every stranger's request is told to her. */
async function welcomeLeader(telegram: FakeTelegram, pool: Pool): Promise<TelegramPerson> {
  const now = new Date(performance.timeOrigin + performance.now());
  const { invitation } = await inTransaction(pool, async (client) => {
    const sql = sqlOf(client);
    await loadStory(sql, now);
    const [person] = await sql.rows(Id, "SELECT id FROM people WHERE name = $1", [LEADER]);
    if (person === undefined) throw new Error(`${LEADER} is not in the story`);
    return makeInvitation(sql, { kind: "person", person: person.id }, null, now);
  });
  const leader = telegram.person({ id: 1, first_name: "Hạnh", language_code: "vi" });
  leader.says(`/start ${invitation}`);
  await leader.sees(said("join.staff_ready"), PATIENCE_MS);
  return leader;
}

async function everythingLeft(pool: Pool): Promise<void> {
  const until = performance.now() + PATIENCE_MS;
  while ((await countOf(pool, UNDER_WAY)) > 0 && performance.now() < until) await pause(100);
}

async function check(
  pool: Pool,
  telegram: FakeTelegram,
  { people }: Crowd,
  leader: TelegramPerson,
): Promise<Omit<KillReport, "seed" | "kills" | "slowestStartMs" | "unfinished">> {
  const events = telegram.history.events;
  const report = checkHistory(events, people.map(strangerSaw));
  const records = await strangerRecords((sql, params) => pool.query(sql, [...params]), people);
  const byContact = new Map(records.map((record) => [record.contact, JSON.stringify(record)]));
  const wrong = rightRecords(people).filter(
    (right) => byContact.get(right.contact) !== JSON.stringify(right),
  );
  const told = leader.inbox.map(({ text }) => text).filter((text) => said("task_new.told").test(text));
  const different = new Set(told).size;
  return {
    talks: people.length,
    messages: events.filter(({ what }) => what === "shown").length,
    updatesLost: report.updatesLost.length,
    lost: times(report.lost) + people.length - different,
    outOfOrder: times(report.outOfOrder),
    unexpected: times(report.unexpected),
    wrongRecords: wrong.length,
    stuck: await countOf(pool, STUCK),
    duplicated: times(report.duplicated) + told.length - different,
  };
}

function times(found: readonly { times: number }[]): number {
  return found.reduce((sum, one) => sum + one.times, 0);
}

// The people of the story hold simulated phones, which this program does not have.
const UNDER_WAY = `SELECT (SELECT count(*) FROM inbox WHERE handled_at IS NULL)::int
  + (SELECT count(*) FROM outbox WHERE status IN ('pending', 'sending') AND channel = 'telegram')::int AS count`;
const STUCK = `SELECT (SELECT count(*) FROM inbox WHERE handled_at IS NULL OR failure IS NOT NULL)::int
  + (SELECT count(*) FROM outbox WHERE status <> 'sent' AND channel = 'telegram')::int AS count`;

async function countOf(pool: Pool, sql: string): Promise<number> {
  const { rows } = await pool.query(sql);
  return z.array(Count).parse(rows)[0]?.count ?? 0;
}
