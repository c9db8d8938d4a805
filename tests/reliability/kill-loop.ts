import { setTimeout as pause } from "node:timers/promises";
import type { Pool } from "pg";
import { z } from "zod";
import { PushedClock } from "../../src/clock.ts";
import { loadStory } from "../../src/demo/story.ts";
import { makeInvitation } from "../../src/registry/make-invitation.ts";
import { openPool } from "../../src/store/pool.ts";
import { inTransaction } from "../../src/store/in-transaction.ts";
import { sqlOf } from "../../src/store/sql.ts";
import { startFakeTelegram, type FakeTelegram } from "../fakes/fake-telegram.ts";
import { checkHistory } from "../fakes/history.ts";
import type { TelegramPerson } from "../fakes/telegram/people.ts";
import { nodeOptionsAhead } from "../support/clock-ahead.ts";
import { Crowd, PATIENCE_MS } from "./kill-crowd.ts";
import {
  checkReminders,
  MORNING,
  plantReminders,
  remindersWaiting,
  type ReminderReport,
} from "./kill-reminders.ts";
import { launchStand, type Ground } from "./kill-stands.ts";
import { seeded } from "./random.ts";
import { said } from "./said.ts";
import { rightRecords, strangerRecords, strangerSaw } from "./stranger.ts";

export type KillPlan = {
  ground: Ground;
  kills: number;
  /** Talks under way at any moment. */
  atOnce: number;
  /** Reminders that fall due meanwhile. */
  reminders: number;
  seed: number;
  /** How it is ended; SIGTERM lets it finish what is under way, so that nothing may be sent twice. */
  signal?: "SIGKILL" | "SIGTERM";
};

/** What the history and the record say after all talks have come to their end. All but the first six lines should be 0. */
export type KillReport = {
  seed: number;
  kills: number;
  /** Of what was killed, how often; a blow may fell several. */
  killed: Readonly<Record<string, number>>;
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
} & ReminderReport;

/** A start on a machine with nothing else to do. */
const USUAL_START_MS = 3_000;
const LEADER = "Lê Thị Mỹ Hạnh";
/** Reminders fall due over as long as the kills may take at least. */
const DUE_MS_A_KILL = 1_000;
const Id = z.object({ id: z.string() });
const Count = z.object({ count: z.int() });

/**
 * Talks go on, each of them with a person and, at its end, with the leader who is told of it, and reminders fall due;
 * meanwhile the programs are killed with -9 at random moments, now and then on their way up, and started again at once.
 * It is half past seven on a morning of reminders, whatever this machine's clock says.
 */
export async function killLoop({
  ground,
  kills,
  atOnce,
  reminders,
  seed,
  signal = "SIGKILL",
}: KillPlan): Promise<KillReport> {
  const random = seeded(seed);
  const clock = new PushedClock();
  clock.set(MORNING);
  const telegram = await startFakeTelegram({ now: () => clock.now(), webhook: { longestRetryMs: 200 } });
  const settings = {
    ENCRYPTION_KEY: "0".repeat(64),
    LOG_LEVEL: "silent",
    NODE_OPTIONS: nodeOptionsAhead(clock.aheadMs),
    TELEGRAM_API_ROOT: telegram.root,
    TELEGRAM_BOT_TOKEN: telegram.token,
    TELEGRAM_WEBHOOK_SECRET: "a-secret-of-the-webhook",
  };
  const stand = await launchStand(ground, settings, random);
  const withDatabase = async <T>(work: (pool: Pool) => Promise<T>): Promise<T> => {
    const pool = openPool(await stand.databaseUrl(), 4);
    try {
      return await work(pool);
    } finally {
      await pool.end();
    }
  };
  try {
    await stand.up();
    const { leader, reminded } = await withDatabase(async (pool) => ({
      leader: await welcomeLeader(telegram, pool, clock.now()),
      reminded: await plantReminders(pool, telegram, {
        communes: reminders,
        now: clock.now(),
        overMs: kills * DUE_MS_A_KILL,
      }),
    }));
    const crowd = new Crowd(telegram, random, atOnce);
    for (let kill = 1; kill <= kills; kill += 1) {
      if (kill % 4 !== 0) await stand.up();
      await pause(lifeMs(random(), stand.lastStartMs()));
      await stand.kill(signal);
    }
    await stand.up();
    const unfinished = await crowd.finish();
    return await withDatabase(async (pool) => {
      await everythingLeft(pool);
      await telegram.settled(PATIENCE_MS);
      return {
        seed,
        kills,
        killed: stand.killed,
        slowestStartMs: stand.slowestStartMs(),
        unfinished,
        ...(await check(pool, telegram, crowd, leader)),
        ...(await checkReminders(pool, reminded)),
      };
    });
  } finally {
    await stand.close();
    await telegram.close();
  }
}

/** From 0.2 to 1 s; as much longer as the machine is slower, or nobody who writes would come further from one start to the next. */
function lifeMs(chance: number, startMs: number): number {
  return (200 + chance * 800) * Math.max(1, startMs / USUAL_START_MS);
}

/** The leader of the story's commune joins by a code; every stranger's request is told to her. */
async function welcomeLeader(telegram: FakeTelegram, pool: Pool, now: Date): Promise<TelegramPerson> {
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
  const left = async (): Promise<number> => (await countOf(pool, UNDER_WAY)) + (await remindersWaiting(pool));
  while ((await left()) > 0 && performance.now() < until) await pause(100);
}

async function check(
  pool: Pool,
  telegram: FakeTelegram,
  { people }: Crowd,
  leader: TelegramPerson,
): Promise<
  Omit<KillReport, keyof ReminderReport | "seed" | "kills" | "killed" | "slowestStartMs" | "unfinished">
> {
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
  + (SELECT count(*) FROM outbox WHERE status <> 'sent' AND NOT (status = 'unknown' AND purpose = 'push')
    AND channel = 'telegram')::int AS count`;

async function countOf(pool: Pool, sql: string): Promise<number> {
  const { rows } = await pool.query(sql);
  return z.array(Count).parse(rows)[0]?.count ?? 0;
}
