import { randomInt } from "node:crypto";
import { z } from "zod";
import { openChannels } from "./app-channels.ts";
import { nextAllowed } from "./calendar/quiet-times.ts";
import { caseworkCommands } from "./casework/commands.ts";
import { Faults } from "./channels/simulator/faults.ts";
import { Simulator, type SettableClock } from "./channels/simulator/simulator.ts";
import { PushedClock, systemClock } from "./clock.ts";
import type { Config } from "./config.ts";
import { loadContent } from "./content.ts";
import { deadlineCommands } from "./deadlines/commands.ts";
import { planDeadlines } from "./deadlines/plan-deadlines.ts";
import { loadStory } from "./demo/story.ts";
import { deskCommands } from "./desk/commands.ts";
import { taskForTalk } from "./desk/task-for-talk.ts";
import { AppError } from "./domain/app-error.ts";
import type { Library } from "./engine/library.ts";
import { health } from "./http/health.ts";
import { pages } from "./http/pages.ts";
import { makeServer } from "./http/server.ts";
import { simulatorRoutes } from "./http/simulator-routes.ts";
import { webhooks } from "./http/webhooks.ts";
import { Jobs } from "./jobs/jobs.ts";
import type { Log } from "./log.ts";
import { registryCommands } from "./registry/commands.ts";
import { ROOT } from "./root.ts";
import { startEmbeddedPostgres } from "./store/embedded-postgres.ts";
import { migrate } from "./store/migrate.ts";
import { openPool } from "./store/pool.ts";
import { openPrisma } from "./store/prisma-client.ts";
import { ProcessMark } from "./store/process-mark.ts";
import { emptyEverything } from "./store/reset.ts";
import { encryptionKey, SecretBox } from "./store/secret-box.ts";
import { Settings } from "./store/settings.ts";
import { SimulatorStore } from "./store/simulator-store.ts";
import { sqlOf } from "./store/sql.ts";
import { inTransaction, PostgresStore } from "./store/store.ts";
import { Background } from "./turns/background.ts";
import type { Command } from "./turns/command.ts";
import { deliver } from "./turns/deliver.ts";
import { fetchFile } from "./turns/fetch-file.ts";
import type { Parts } from "./turns/parts.ts";
import type { Alarm, Clock, Nudges } from "./turns/ports.ts";
import { remindBy } from "./turns/command-context.ts";
import { fireDueTimers, sweep } from "./turns/sweep.ts";
import { receive, takeTurns } from "./turns/take-turn.ts";
import { transcriptOf } from "./channels/simulator/transcript.ts";

/** A running program: where it listens, and how to end it. */
export type App = { url: string; parts: Parts; simulator: Simulator | null; stop(): Promise<void> };

/** What a test may put in place of the real thing. */
export type Swap = { clock?: SettableClock };

/** Every command and query that flows may name. */
export const COMMANDS: ReadonlyMap<string, Command> = new Map(
  [...registryCommands, ...caseworkCommands, ...deskCommands, ...deadlineCommands].map((command) => [
    command.name,
    command,
  ]),
);

const CLOCK_KEY = "simulator.clock_ahead_ms";

/** Reads flows and words; an AppError that names file, line and column where something is wrong with them. */
export function libraryOrError(): Library {
  const { library, issues } = loadContent(ROOT);
  if (library !== null) return library;
  const lines = issues.map(({ file, line, column, message }) => `${file}:${line}:${column} ${message}`);
  throw new AppError(
    "bad_content",
    `Flows or words must be mended before it can start:\n  ${lines.join("\n  ")}`,
    1,
  );
}

/**
 * Puts the house together and starts it: database, migrations, channels, queue, web server. The only place that knows
 * everyone. Whatever was opened before a failure is closed again.
 */
export async function startApp(config: Config, log: Log, swap: Swap = {}): Promise<App> {
  const closers: (() => Promise<unknown>)[] = [];
  const closing = async (): Promise<void> => {
    for (const close of closers.splice(0).toReversed())
      await close().catch((error: unknown) => log.warn({ err: error }, "closing"));
  };
  try {
    return await open(config, log, swap, closers, closing);
  } catch (error) {
    await closing();
    throw error;
  }
}

async function open(
  config: Config,
  log: Log,
  swap: Swap,
  closers: (() => Promise<unknown>)[],
  closing: () => Promise<void>,
): Promise<App> {
  const library = libraryOrError();
  const databaseUrl = config.DATABASE_URL ?? (await embedded(config, log, closers));
  await migrate(databaseUrl);

  const pool = openPool(databaseUrl, 12);
  closers.push(() => pool.end());
  const mark = new ProcessMark(databaseUrl, randomInt(1, 2 ** 31 - 1));
  await mark.hold();
  closers.push(() => mark.release());
  const store = new PostgresStore(pool, mark.id);

  const demoClock = config.DEMO ? (swap.clock ?? new PushedClock()) : null;
  const clock: Clock = swap.clock ?? demoClock ?? systemClock;
  const settings = new Settings(pool, () => clock.now());
  if (demoClock instanceof PushedClock) {
    const ahead = await settings.read(CLOCK_KEY, z.number());
    if (ahead !== null) demoClock.set(new Date(systemClock.now().getTime() + ahead));
  }
  const prisma = openPrisma(databaseUrl);
  closers.push(() => prisma.$disconnect());
  const phones = config.DEMO ? new SimulatorStore(prisma, () => clock.now()) : null;
  const faults = new Faults();

  const alarm: Alarm = (code, detail) => log.warn({ code }, detail);
  const { channels, pollers } = openChannels({
    config,
    library,
    clock,
    alarm,
    count: () => undefined,
    settings,
    secrets: new SecretBox(encryptionKey(config.ENCRYPTION_KEY, config.DATA_DIR)),
    phones,
    faults,
  });
  closers.push(() => Promise.all([...channels.values()].map((channel) => channel.stop?.())));

  const background = new Background((error) =>
    log.error({ err: error }, "background work failed; the sweep goes on with it"),
  );
  const jobs = new Jobs(
    config.REDIS_URL === undefined ? { postgres: databaseUrl } : { redis: config.REDIS_URL },
    (error) => log.warn({ err: error }, "queue"),
  );
  closers.push(() => jobs.close());
  const parts: Parts = {
    store,
    library,
    commands: COMMANDS,
    channels,
    clock,
    nudges: nudgesBy(jobs, clock, background),
    alarm,
    politeTime: (instant) => nextAllowed(instant),
    openTask: taskForTalk,
  };
  await jobs.ready();

  const planAhead = (): Promise<void> =>
    inTransaction(pool, async (client) => {
      const sql = sqlOf(client);
      const now = clock.now();
      await planDeadlines(sql, remindBy(sql, now, parts.politeTime), now);
    });
  if (config.DEMO) await inTransaction(pool, (client) => loadStory(sqlOf(client), clock.now()));
  await planAhead();

  const simulator =
    phones === null || demoClock === null
      ? null
      : new Simulator({
          parts,
          phones,
          clock: demoClock,
          faults,
          async onClock() {
            if (demoClock instanceof PushedClock) await settings.write(CLOCK_KEY, demoClock.aheadMs);
          },
          planAhead,
        });

  if (config.ROLE !== "web") {
    await jobs.work({
      "take-turn": ({ contactId }) => takeTurns(parts, contactId),
      deliver: ({ contactId }) => deliver(parts, contactId),
      "fetch-file": ({ fileId }) => fetchFile(parts, sqlOf(pool), fileId),
      "fire-timers": async () => {
        if (simulator?.pushing !== true) await fireDueTimers(parts);
      },
      sweep: async () => {
        if (simulator?.pushing !== true) await sweep(parts);
      },
      "plan-deadlines": planAhead,
    });
    for (const poller of pollers) poll(poller, parts, background, closers, log);
  }
  // After what has been started is told to stop, what is still running may end.
  closers.push(() => background.settled());
  const url = config.ROLE === "worker" ? "" : await listen();
  await Promise.all([...channels.values()].map((channel) => announce(channel, alarm)));
  background.run(async () => void (await sweep(parts)));
  return { url, parts, simulator, stop: closing };

  async function listen(): Promise<string> {
    const server = await makeServer(log);
    closers.push(() => server.close());
    health(server, async () => ({
      database: await pool.query("SELECT 1").then(
        () => true,
        () => false,
      ),
      queue: await jobs.counts().then(
        () => true,
        () => false,
      ),
    }));
    await webhooks(server, parts, background);
    await pages(server, { demo: config.DEMO, words: library.words });
    if (simulator !== null && phones !== null)
      simulatorRoutes(server, {
        people: () => simulator.people(),
        addPerson: (name, vendor, locale) => simulator.addPerson(name, vendor, locale),
        act: (id, doing) => simulator.act(id, doing),
        messages: (id, after) => simulator.messages(id, after),
        pushClock: (to) => simulator.pushClock(to),
        agenda: (until) => simulator.agenda(until),
        faults,
        onlyThisMachine: !config.hostGiven,
        file: (id) => store.file(id),
        transcript: async (id) => transcriptOf(await simulator.messages(id)),
        get now() {
          return simulator.now;
        },
        async reset() {
          faults.clear();
          await inTransaction(pool, (client) => emptyEverything(sqlOf(client)));
          demoClock?.set(systemClock.now());
          await inTransaction(pool, (client) => loadStory(sqlOf(client), clock.now()));
          await planAhead();
        },
      });
    return server.listen({ port: config.PORT, host: config.HOST });
  }
}

async function embedded(config: Config, log: Log, closers: (() => Promise<unknown>)[]): Promise<string> {
  const server = await startEmbeddedPostgres({
    dataDir: config.DATA_DIR,
    log: (sentence) => log.info(sentence),
  });
  closers.push(() => server.stop());
  return server.url;
}

/** Nudges must not hold anything up nor fail it: the rows are the truth, and the sweep finds what a nudge missed. */
function nudgesBy(jobs: Jobs, clock: Clock, background: Background): Nudges {
  return {
    takeTurn: (contactId) => Promise.resolve(background.run(() => jobs.nudge("take-turn", { contactId }))),
    deliver: (contactId, at) =>
      Promise.resolve(
        background.run(() =>
          jobs.nudge("deliver", { contactId }, Math.max(0, at.getTime() - clock.now().getTime())),
        ),
      ),
    fetchFile: (fileId) => Promise.resolve(background.run(() => jobs.nudge("fetch-file", { fileId }))),
  };
}

/** A vendor that cannot be reached at the start must not keep the others from starting. */
async function announce(channel: { name: string; start?(): Promise<void> }, alarm: Alarm): Promise<void> {
  try {
    await channel.start?.();
  } catch (error) {
    alarm(
      "channel_not_announced",
      `${channel.name}: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

function poll(
  poller: {
    run(
      take: (inbound: Parameters<typeof receive>[1][]) => Promise<void>,
      signal: AbortSignal,
    ): Promise<void>;
  },
  parts: Parts,
  background: Background,
  closers: (() => Promise<unknown>)[],
  log: Log,
): void {
  const stop = new AbortController();
  const running = poller
    .run(async (events) => {
      for (const inbound of events) {
        const afterwards = await receive(parts, inbound);
        background.run(async () => {
          await parts.channels.get(inbound.channel)?.acknowledge?.(inbound);
          await afterwards();
        });
      }
    }, stop.signal)
    .catch((error: unknown) => log.error({ err: error }, "polling ended"));
  closers.push(() => {
    stop.abort();
    return running;
  });
}
