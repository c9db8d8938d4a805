import { Announcer } from "./app/announcer.ts";
import { openChannels, zaloTokenStore } from "./app/channels.ts";
import { catchUp } from "./app/catch-up.ts";
import { keepLink } from "./app/card-links.ts";
import { Closers } from "./app/closers.ts";
import { COMMANDS } from "./app/commands.ts";
import { ERRANDS } from "./app/errands.ts";
import { Demo, restoreClock } from "./app/demo.ts";
import { readingsOf } from "./app/gauges.ts";
import { handlersOf } from "./app/handlers.ts";
import { libraryOrError } from "./app/library.ts";
import { openTask } from "./app/open-task.ts";
import { nudgesBy } from "./app/nudges.ts";
import { openDatabase } from "./app/open-database.ts";
import { openSpool } from "./app/open-spool.ts";
import { planAheadBy } from "./app/plan-ahead.ts";
import { poll } from "./app/polling.ts";
import { urgently } from "./app/urgent.ts";
import { watchRoom } from "./app/watch-room.ts";
import { openWebServer, openWorkerServer } from "./app/web-server.ts";
import { consentDoor, consentLink } from "./app/zalo-consent.ts";
import { nextAllowed } from "./calendar/quiet-times.ts";
import { Faults } from "./channels/simulator/faults.ts";
import type { Library } from "./engine/library.ts";
import type { SettableClock, Simulator } from "./channels/simulator/simulator.ts";
import { PushedClock, systemClock } from "./clock.ts";
import type { Config } from "./config.ts";
import { Metrics } from "./http/metrics.ts";
import { Jobs } from "./jobs/jobs.ts";
import type { Log } from "./log.ts";
import { encryptionKeys } from "./store/encryption-keys.ts";
import { outOfSight, passOn } from "./registry/out-of-sight.ts";
import { platformWithdrew } from "./privacy/platform-withdrew.ts";
import { expireDaily } from "./privacy/retention/expire.ts";
import { knockBy } from "./reminders/knock.ts";
import { patienceOf } from "./reminders/patience.ts";
import { pumpBroadcasts } from "./reminders/pump-broadcasts.ts";
import { openPrisma } from "./store/prisma-client.ts";
import { readBoxes } from "./store/readings.ts";
import { SecretBox } from "./store/secret-box.ts";
import { Settings } from "./store/settings.ts";
import { SimulatorStore } from "./store/simulator-store.ts";
import { sqlOf } from "./store/sql.ts";
import { inTransaction } from "./store/in-transaction.ts";
import { Background } from "./turns/background.ts";
import { Door } from "./turns/door.ts";
import { Intake } from "./turns/intake.ts";
import { Outgoing } from "./turns/outgoing.ts";
import { Pacer, paceOf } from "./turns/pacer.ts";
import type { Parts } from "./turns/parts.ts";
import type { Alarm, Clock } from "./turns/ports.ts";
import { sweep } from "./turns/sweep.ts";
import { receiveTogether } from "./turns/take-turn.ts";

/** A running program: where it listens, and how to end it. */
export type App = { url: string; parts: Parts; simulator: Simulator | null; stop(): Promise<void> };

/** What a test may put in place of the real thing; `library` spares it reading flows and words for each start. */
export type Swap = { clock?: SettableClock; library?: Library };

/** What stopping waits for of what is under way, so that it ends within five seconds. */
const GRACE_MS = 2_500;
const LAST_WORD_MS = 500;

/**
 * Puts the house together and starts it: database, migrations, channels, queue, web server. The only place that knows
 * everyone. Whatever was opened before a failure is closed again.
 */
export async function startApp(config: Config, log: Log, swap: Swap = {}): Promise<App> {
  const closers = new Closers(log);
  try {
    return await open(config, log, swap, closers);
  } catch (error) {
    await closers.close();
    throw error;
  }
}

async function open(config: Config, log: Log, swap: Swap, closers: Closers): Promise<App> {
  const library = swap.library ?? libraryOrError(config.DRAFT_LOCALES);
  const { url: databaseUrl, pool, store } = await openDatabase(config, log, closers);

  const demoClock = config.DEMO ? (swap.clock ?? new PushedClock()) : null;
  const clock: Clock = swap.clock ?? demoClock ?? systemClock;
  const settings = new Settings(pool, () => clock.now());
  if (demoClock !== null) await restoreClock(demoClock, settings);
  const prisma = openPrisma(databaseUrl);
  closers.add(() => prisma.$disconnect());
  const phones = config.DEMO ? new SimulatorStore(prisma, () => clock.now()) : null;
  const faults = new Faults();

  const metrics = new Metrics();
  let tellUrgent: ((code: string) => void) | null = null;
  const alarm: Alarm = (code, detail) => {
    metrics.alarm(code);
    log.warn({ code }, detail);
    tellUrgent?.(code);
  };
  const secrets = new SecretBox(encryptionKeys(config));
  const { channels, pollers, zaloOa } = openChannels({
    config,
    library,
    clock,
    alarm,
    count: (what) => metrics.count(what),
    settings,
    secrets,
    sql: sqlOf(pool),
    simulator: phones === null ? null : { phones, faults },
  });
  const background = new Background((error) =>
    log.error({ err: error }, "background work failed; the sweep goes on with it"),
  );
  const jobs = new Jobs(
    config.REDIS_URL === undefined ? { postgres: databaseUrl } : { redis: config.REDIS_URL },
    (error) => log.warn({ err: error }, "queue"),
  );
  closers.add(() => jobs.close());
  // Calls that would keep us waiting are cut; what they carried is on record as not sent.
  closers.add(() => background.settled(LAST_WORD_MS));
  closers.add(() => Promise.all([...channels.values()].map(async (channel) => channel.stop?.())));
  closers.add(() => Promise.all([jobs.rest(GRACE_MS), background.settled(GRACE_MS)]));
  const stopping = new AbortController();
  const nudges = nudgesBy(jobs, clock, background);
  const parts: Parts = {
    store,
    library,
    commands: COMMANDS,
    errands: ERRANDS,
    channels,
    clock,
    nudges,
    alarm,
    meter: metrics,
    intake: new Intake((group, free) => receiveTogether(parts, group, free)),
    outgoing: new Outgoing(),
    pacer: new Pacer({
      sql: sqlOf(pool),
      nudges,
      alarm,
      pace: paceOf({ zaloPerMinute: config.ZALO_REQUESTS_PER_MINUTE }),
    }),
    vault: secrets,
    stopping: stopping.signal,
    politeTime: (instant) => nextAllowed(instant),
    openTask,
    firing: { knock: knockBy(library.words), patienceOf },
    withdrew: platformWithdrew,
    outOfSight,
    passOn,
  };
  await jobs.ready();
  tellUrgent = urgently({
    pool,
    clock,
    nudges: parts.nudges,
    background,
    consentLink: () => consentLink(config, settings, secrets, clock.now()),
    log,
  });

  closers.add(watchRoom(config.DATA_DIR, alarm, background));
  const planAhead = planAheadBy({ pool, clock, politeTime: parts.politeTime, log });
  const expire = async (): Promise<void> => {
    const expired = await expireDaily(
      (work) => inTransaction(pool, (client) => work(sqlOf(client))),
      clock.now(),
    );
    if (expired !== null) log.info({ expired }, "let go of what was kept long enough");
  };
  const demo =
    phones === null || demoClock === null
      ? null
      : new Demo({
          pool,
          parts,
          phones,
          clock: demoClock,
          settings,
          faults,
          planAhead: async () => {
            await planAhead();
            await pumpBroadcasts(parts);
            await expire();
          },
        });
  await demo?.load();
  await planAhead();

  // What a dead process was sending is taken back before anybody speaks, and what it left behind is gone on with.
  await store.releaseOrphans();
  background.run(async () => void (await sweep(parts)));
  const door = new Door(parts, await openSpool(config, secrets, alarm), background);
  const announcer = new Announcer(channels.values(), alarm);
  const lookForMissed = (): Promise<void> => catchUp({ parts, sql: sqlOf(pool), settings, door, background });
  if (config.ROLE !== "web") {
    await jobs.work(
      handlersOf({
        parts,
        pool,
        secrets,
        planAhead,
        expire,
        keepChannels: async () => {
          await announcer.upkeep();
          await lookForMissed();
        },
        isPushing: () => demo?.simulator.pushing === true,
        background,
      }),
    );
    for (const poller of pollers) closers.add(poll(poller, { parts, door, background, log, databaseUrl }));
  }
  const watched = {
    checks: { database: () => pool.query("SELECT 1"), queue: () => jobs.counts() },
    metrics,
    readings: async () => {
      const now = clock.now();
      const [boxes, counts, zalo] = await Promise.all([
        readBoxes(sqlOf(pool), now),
        jobs.counts(),
        config.ZALO_OA_ID === undefined ? null : zaloTokenStore(settings, secrets, config.ZALO_OA_ID).load(),
      ]);
      return readingsOf({ boxes, jobs: counts, open: [...channels.keys()], zalo, now });
    },
  };
  const url =
    config.ROLE === "worker"
      ? await openWorkerServer({ config, log, closers, ...watched })
      : await openWebServer({
          config,
          log,
          parts,
          background,
          door,
          closers,
          ...watched,
          consent: consentDoor(config, { settings, secrets, zaloOa, clock, words: library.words, alarm }),
          simulator: demo?.door(!config.hostGiven) ?? null,
        });
  closers.add(async () => stopping.abort());
  // A vendor that does not answer keeps nobody waiting here; it is announced to again at every upkeep.
  background.run(async () => {
    await announcer.announce();
    if (config.ROLE !== "web") await lookForMissed();
  });
  const zaloAccount = config.ZALO_OA_ID;
  if (zaloAccount !== undefined) background.run(() => keepLink(settings, { zalo: zaloAccount }));
  return { url, parts, simulator: demo?.simulator ?? null, stop: () => closers.close() };
}
