import type { FastifyInstance } from "fastify";
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";
import type { Meter } from "../turns/meter.ts";
import type { ChannelName, Sent } from "../turns/ports.ts";

/** One figure of the moment; `labels` have the names that the gauge was made with. */
export type Reading = { value: number; labels?: Readonly<Record<string, string>> };
/** What is read anew for each scrape, by gauge. */
export type Readings = Readonly<Record<GaugeName, readonly Reading[]>>;

/** The gauges: name, what it tells, and by which labels its figures are told apart. All times are in seconds. */
const GAUGES = [
  ["inbox_unhandled", "Events that are written down and not handled yet", []],
  ["inbox_oldest_seconds", "Age of the oldest event that is not handled yet; 0 where there is none", []],
  ["outbox_unsent", "Messages that have not left yet", ["channel"]],
  [
    "outbox_oldest_seconds",
    "Age of the oldest message that has not left yet; 0 where there is none",
    ["channel"],
  ],
  ["timers_late", "Timers that are due and have not fired", []],
  ["timers_latest_seconds", "How late the most overdue timer is; 0 where none is", []],
  ["queue_jobs", "Jobs in the queue", ["queue", "state"]],
  ["silence_seconds", "Since anybody last wrote on this channel", ["channel"]],
  ["token_remaining_seconds", "Until a vendor's token runs out", ["channel", "token"]],
] as const;
export type GaugeName = (typeof GAUGES)[number][0];

const TURN_BUCKETS = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

/**
 * The figures that Prometheus collects, by names that begin with `sinh_ke_`; docs/operations.md has the alarms made of
 * them. Counters are those of this process, gauges those of the whole installation. None holds personal data.
 */
export class Metrics implements Meter {
  readonly #registry = new Registry();
  readonly #gauges: ReadonlyMap<GaugeName, Gauge>;
  readonly #readable: Gauge;
  readonly #turns: Histogram;
  readonly #webhooks: Histogram<"path" | "status">;
  readonly #sends: Counter<"channel" | "outcome">;
  readonly #alarms: Counter<"code">;
  readonly #events: Counter<"what">;

  constructor() {
    const registers = [this.#registry];
    this.#gauges = new Map(
      GAUGES.map(([name, help, labels]) => [
        name,
        new Gauge({ name: `sinh_ke_${name}`, help, labelNames: [...labels], registers }),
      ]),
    );
    this.#readable = new Gauge({
      name: "sinh_ke_database_readable",
      help: "1 where the gauges could be read, 0 where database or queue did not answer",
      registers,
    });
    this.#turns = new Histogram({
      name: "sinh_ke_turn_seconds",
      help: "From the beginning of a turn's transaction to its commit",
      buckets: TURN_BUCKETS,
      registers,
    });
    this.#webhooks = new Histogram({
      name: "sinh_ke_webhook_seconds",
      help: "From a vendor's request to our answer",
      labelNames: ["path", "status"],
      buckets: TURN_BUCKETS,
      registers,
    });
    this.#sends = new Counter({
      name: "sinh_ke_sends_total",
      help: "Tries to send, by what became of them",
      labelNames: ["channel", "outcome"],
      registers,
    });
    this.#alarms = new Counter({
      name: "sinh_ke_alarms_total",
      help: "What went wrong and stands in the log under the same code",
      labelNames: ["code"],
      registers,
    });
    this.#events = new Counter({
      name: "sinh_ke_channel_events_total",
      help: "What channels count: which secret a signature fits, files left out",
      labelNames: ["what"],
      registers,
    });
  }

  turn(): () => void {
    return this.#turns.startTimer();
  }

  sent(channel: ChannelName, outcome: Sent["kind"]): void {
    this.#sends.inc({ channel, outcome });
  }

  alarm(code: string): void {
    this.#alarms.inc({ code });
  }

  count(what: string): void {
    this.#events.inc({ what });
  }

  /**
   * Adds `GET /metrics`, and times the webhooks. Only those who come straight to this port are answered: a request that
   * a proxy handed on came from outside.
   */
  serve(server: FastifyInstance, read: () => Promise<Readings>): void {
    collectDefaultMetrics({ register: this.#registry });
    server.addHook("onResponse", async (request, reply) => {
      const path = request.routeOptions.url;
      if (path?.startsWith("/webhooks/") === true)
        this.#webhooks.observe({ path, status: String(reply.statusCode) }, reply.elapsedTime / 1000);
    });
    server.get("/metrics", async (request, reply) => {
      if (request.headers["x-forwarded-for"] !== undefined || request.headers["forwarded"] !== undefined)
        return reply.status(403).send({
          error: "forbidden",
          message: "Metrics are for this network only: ask the program's own port instead of the proxy.",
        });
      await this.#refresh(read);
      return reply.type(this.#registry.contentType).send(await this.#registry.metrics());
    });
  }

  /** A figure that cannot be read is left out rather than shown as it was. */
  async #refresh(read: () => Promise<Readings>): Promise<void> {
    const readings = await read().catch(() => null);
    this.#readable.set(readings === null ? 0 : 1);
    for (const [name, , labelNames] of GAUGES) {
      const gauge = this.#gauges.get(name);
      gauge?.reset();
      if (labelNames.length === 0) gauge?.remove();
      for (const { labels = {}, value } of readings?.[name] ?? []) gauge?.set({ ...labels }, value);
    }
  }
}
