import {
  createPostgresBackend,
  Queue as RedisQueue,
  withBackend,
  Worker as RedisWorker,
  type JobsOptions,
  type JobType,
} from "bullmq";
import { setTimeout as pause } from "node:timers/promises";
import { handle, RECURRING, type Handlers, type JobData, type JobName } from "./catalog.ts";
import { StandIn } from "./stand-in.ts";
import { within } from "./within.ts";

/** Where the queues live: in the same PostgreSQL, or in a Redis. */
export type JobsConnection = { postgres: string } | { redis: string };

const { Queue: PostgresQueue, Worker: PostgresWorker } = withBackend(createPostgresBackend);

/** Nudges for one contact, and the work that recurs: apart, so that a burst of one does not delay the other. */
const QUEUES = { nudges: "nudges", upkeep: "upkeep" } as const;
type QueueName = keyof typeof QUEUES;

/** Jobs leave nothing behind: the rows are the record. */
const FORGET = { removeOnComplete: true, removeOnFail: { count: 1000 } } as const;
/** BullMQ writes down every step of every job, ten thousand of them unless told otherwise; nobody here reads that. */
const FEW_EVENTS = { streams: { events: { maxLen: 100 } } } as const;
const RETRY = { attempts: 3, backoff: { type: "exponential", delay: 1000 } } as const;

/** Few at a time: messages in flight are what a crash can double. */
const CONCURRENCY = 5;

const LAST_WORD_MS = 1_000;

/** How often to look whether the queue answers and knows what recurs, and how long it may take to answer. */
const WATCH_MS = 10_000;
const ANSWER_MS = 3_000;
const NO_ANSWER =
  "The queue does not answer. Check that the Redis of REDIS_URL runs; work goes on without it.";

/**
 * A worker that is killed holds its job until the lock runs out; nothing is lost by waiting, since the sweep finds
 * the rows. A job may stall often: the row decides whether there is anything left to do.
 */
const WORKER = {
  lockDuration: 20_000,
  stalledInterval: 5_000,
  maxStalledCount: 100,
  runRetryDelay: 1_000,
} as const;

/** What both backends' queues have in common. */
type AnyQueue = {
  add(name: string, data: object, options: JobsOptions): Promise<unknown>;
  upsertJobScheduler(id: string, repeat: RepeatBy, template: object): Promise<unknown>;
  getJobSchedulersCount(): Promise<number>;
  getJobCounts(...states: JobType[]): Promise<Record<string, number>>;
  on(event: "error", listener: (error: Error) => void): unknown;
  waitUntilReady(): Promise<unknown>;
  close(): Promise<void>;
};
type AnyWorker = {
  on(event: "error", listener: (error: Error) => void): unknown;
  waitUntilReady(): Promise<unknown>;
  close(): Promise<void>;
};
type RepeatBy = { every: number } | { pattern: string; tz: string };

/** BullMQ, and the only room that knows it. */
export class Jobs {
  readonly #connection: JobsConnection;
  readonly #queues: Record<QueueName, AnyQueue>;
  readonly #workers: AnyWorker[] = [];
  readonly #onError: (error: Error) => void;
  #watch: NodeJS.Timeout | undefined;
  #looking: Promise<void> | null = null;

  constructor(connection: JobsConnection, onError: (error: Error) => void) {
    this.#connection = connection;
    this.#onError = onError;
    this.#queues = { nudges: this.#open("nudges"), upkeep: this.#open("upkeep") };
  }

  /**
   * Resolves when the queues can be used; the PostgreSQL backend makes its tables on the way. A Redis that is away is
   * reported and not waited for: the rows are the truth, and what recurs is done without it.
   */
  async ready(): Promise<void> {
    await this.#unlessAway(async () => {
      // One after the other: both would create the same schema.
      await this.#queues.nudges.waitUntilReady();
      await this.#queues.upkeep.waitUntilReady();
    });
  }

  async nudge<N extends "take-turn" | "deliver" | "fetch-file" | "do-errands" | "sweep">(
    name: N,
    data: JobData<N>,
    delayMs = 0,
  ): Promise<void> {
    await this.#queues.nudges.add(name, data, {
      ...FORGET,
      ...RETRY,
      ...(delayMs > 0 ? { delay: delayMs } : {}),
    });
  }

  /**
   * Begins to work, and puts the schedulers in place. Whether they are still there is looked at for ever after: a Redis
   * that lost its memory has lost them too. While the queue does not answer, what recurs is done here.
   */
  async work(handlers: Handlers): Promise<void> {
    for (const name of ["nudges", "upkeep"] as const) {
      const worker = this.#worker(name, handlers);
      worker.on("error", this.#onError);
      this.#workers.push(worker);
    }
    await this.#unlessAway(async () => {
      await Promise.all(this.#workers.map((worker) => worker.waitUntilReady()));
      await this.schedule();
    });
    const standIn = new StandIn(handlers);
    this.#watch = setInterval(() => {
      this.#looking ??= this.#lookAfter(standIn).finally(() => {
        this.#looking = null;
      });
    }, WATCH_MS);
  }

  /** Puts every recurring job in place; doing it again changes nothing. */
  async schedule(): Promise<void> {
    for (const recurring of RECURRING) {
      const repeat =
        "everyMs" in recurring
          ? { every: recurring.everyMs }
          : { pattern: recurring.cron, tz: "Asia/Ho_Chi_Minh" };
      await this.#queues.upkeep.upsertJobScheduler(recurring.name, repeat, {
        name: recurring.name,
        data: {},
        opts: FORGET,
      });
    }
  }

  /** How many jobs wait, are delayed or failed, by queue; for the metrics. */
  async counts(): Promise<Record<string, Record<string, number>>> {
    const nudges = await this.#queues.nudges.getJobCounts("wait", "active", "delayed", "failed");
    const upkeep = await this.#queues.upkeep.getJobCounts("wait", "active", "delayed", "failed");
    return { nudges, upkeep };
  }

  /** Takes no more work, and lets what is running end, for `withinMs` at most. */
  async rest(withinMs: number): Promise<void> {
    const patience = new AbortController();
    const late = pause(withinMs, undefined, { signal: patience.signal }).catch(() => undefined);
    clearInterval(this.#watch);
    const ended = Promise.all([this.#looking, ...this.#workers.map((worker) => worker.close())]);
    await Promise.race([ended, late]);
    patience.abort();
  }

  /** Closes. A job that will not end is left: its lock runs out, and the rows say what there is still to do. */
  async close(): Promise<void> {
    await this.rest(LAST_WORD_MS);
    await Promise.all(Object.values(this.#queues).map((queue) => queue.close()));
  }

  async #lookAfter(standIn: StandIn): Promise<void> {
    try {
      const there = await within(ANSWER_MS, NO_ANSWER, this.#queues.upkeep.getJobSchedulersCount());
      if (there < RECURRING.length) await within(ANSWER_MS, NO_ANSWER, this.schedule());
      standIn.rest();
    } catch (error) {
      this.#report(error);
      await standIn.work().catch((failure: unknown) => this.#report(failure));
    }
  }

  async #unlessAway(work: () => Promise<void>): Promise<void> {
    if ("postgres" in this.#connection) return work();
    await within(ANSWER_MS, NO_ANSWER, work()).catch((error: unknown) => this.#report(error));
  }

  #report(error: unknown): void {
    this.#onError(error instanceof Error ? error : new Error(String(error)));
  }

  #open(name: QueueName): AnyQueue {
    const queue: AnyQueue =
      "redis" in this.#connection
        ? new RedisQueue(QUEUES[name], {
            ...FEW_EVENTS,
            connection: { url: this.#connection.redis, maxRetriesPerRequest: 3 },
          })
        : new PostgresQueue(QUEUES[name], {
            ...FEW_EVENTS,
            connection: this.#postgres(this.#connection.postgres, 2),
          });
    queue.on("error", this.#onError);
    return queue;
  }

  #worker(name: QueueName, handlers: Handlers): AnyWorker {
    const options = { ...WORKER, concurrency: name === "nudges" ? CONCURRENCY : 1 };
    return "redis" in this.#connection
      ? new RedisWorker(QUEUES[name], (job) => handle(handlers, job.name, job.data), {
          ...options,
          connection: { url: this.#connection.redis, maxRetriesPerRequest: null },
        })
      : new PostgresWorker(QUEUES[name], (job) => handle(handlers, job.name, job.data), {
          ...options,
          connection: this.#postgres(this.#connection.postgres, 3),
        });
  }

  #postgres(
    connectionString: string,
    max: number,
  ): { connectionString: string; schema: string; migrate: true; max: number } {
    return { connectionString, schema: "bullmq", migrate: true, max };
  }
}

export type { JobName };
