import { connect } from "node:net";
import type { Pool } from "pg";
import { pino } from "pino";
import { expect } from "vitest";
import { z } from "zod";
import { startApp, type App } from "../../src/app.ts";
import type { SettableClock } from "../../src/channels/simulator/simulator.ts";
import { StoppedClock } from "../../src/clock.ts";
import { readConfig } from "../../src/config.ts";
import { openPool } from "../../src/store/pool.ts";
import { shippedLibrary } from "../support/library.ts";
import { startFakeTelegram, type FakeTelegram } from "../fakes/fake-telegram.ts";
import { startFakeZalo, type FakeZalo } from "../fakes/fake-zalo.ts";
import type { Fields } from "../fakes/common/values.ts";
import { cuttableLine, type CuttableLine } from "../support/cuttable-line.ts";
import { createTestDatabase, type TestDatabase } from "../support/postgres.ts";
import { freePort } from "../support/program.ts";

const SECRET = "a-secret-of-the-webhook";
const NOW = "2026-11-23T09:00:00+07:00";
const SETTLED = { timeout: 20_000, interval: 20 };

/** The whole program with a Telegram bot, on a database of its own, with clocks that stand still until pushed. */
export type House = {
  app: App;
  telegram: FakeTelegram;
  /** Only where it was asked for. */
  zalo: FakeZalo | null;
  clock: StoppedClock;
  pool: Pool;
  databaseUrl: string;
  /** Where it was asked for: the program's line to the database, to be cut and mended. The test has its own. */
  line: CuttableLine | null;
  /** The codes of all alarms so far. */
  alarms: string[];
  /** Brings an update to the door as Telegram would, beside the fake's own queue; the HTTP status. */
  post(update: Fields): Promise<number>;
  /** Brings several over one connection in one write, so that they arrive in this order and in one moment. */
  postAtOnce(updates: readonly Fields[]): Promise<void>;
  /** Resolves when every input is handled and every message has left that has a vendor here. */
  quiet(): Promise<void>;
  rows<T extends z.ZodType>(shape: T, sql: string, params?: readonly unknown[]): Promise<z.output<T>[]>;
  push(ms: number): void;
  /**
   * A second program on the same database, which works at the queue; it shows itself on a port of its own if given, and
   * its clock may go ahead of the house's (behind it where negative).
   */
  addWorker(how?: { metricsPort?: number; aheadMs?: number }): Promise<App>;
  close(): Promise<void>;
};

const LogLine = z.object({ code: z.string() });

/** Starts it; `settings` add to or replace those that it needs. `zaloOa` adds an account: 2 a business, 4 a state body. */
export async function openHouse(
  settings: Readonly<Record<string, string>> = {},
  { zaloOa, cuttable = false }: { zaloOa?: 2 | 4; cuttable?: boolean } = {},
): Promise<House> {
  const database: TestDatabase = await createTestDatabase();
  const line = cuttable ? await cuttableLine(database.url) : null;
  const clock = new StoppedClock(new Date(NOW));
  const telegram = await startFakeTelegram({ now: () => clock.now() });
  const zalo = zaloOa === undefined ? null : await startFakeZalo({ oaType: zaloOa, now: () => clock.now() });
  const alarms: string[] = [];
  const port = await freePort();
  const config = readConfig({
    PORT: String(port),
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    DATABASE_URL: line === null ? database.url : throughLine(database.url, line),
    ENCRYPTION_KEY: "0".repeat(64),
    TELEGRAM_API_ROOT: telegram.root,
    TELEGRAM_BOT_TOKEN: telegram.token,
    TELEGRAM_WEBHOOK_SECRET: SECRET,
    ...(zalo === null ? {} : zaloSettings(zalo)),
    ...settings,
  });
  const log = pino(
    { level: "warn" },
    {
      write(written: string) {
        const parsed = LogLine.safeParse(JSON.parse(written));
        if (parsed.success) alarms.push(parsed.data.code);
        if (process.env["TEST_LOG_LEVEL"] !== undefined) process.stderr.write(written);
      },
    },
  );
  const apps = [await startApp(config, log, { clock, library: shippedLibrary(config.DRAFT_LOCALES) })];
  const [app] = apps;
  if (app === undefined) throw new Error("The program did not start");
  const pool = openPool(database.url, 3);
  if (zalo !== null) expect(await zalo.setWebhook(`${app.url}/webhooks/zalo`)).toBe(true);

  const rows: House["rows"] = async (shape, sql, params = []) =>
    z.array(shape).parse((await pool.query(sql, [...params])).rows);
  return {
    app,
    telegram,
    zalo,
    clock,
    pool,
    databaseUrl: database.url,
    line,
    alarms,
    rows,
    async post(update) {
      const response = await fetch(`${app.url}/webhooks/telegram`, {
        method: "POST",
        headers: { "content-type": "application/json", "x-telegram-bot-api-secret-token": SECRET },
        body: JSON.stringify(update),
      });
      await response.arrayBuffer();
      return response.status;
    },
    async postAtOnce(updates) {
      const heads = updates.map((update, at) => {
        const body = JSON.stringify(update);
        const last = at === updates.length - 1 ? "close" : "keep-alive";
        return [
          "POST /webhooks/telegram HTTP/1.1",
          `host: 127.0.0.1:${port}`,
          `x-telegram-bot-api-secret-token: ${SECRET}`,
          "content-type: application/json",
          `content-length: ${Buffer.byteLength(body)}`,
          `connection: ${last}`,
          "",
          body,
        ].join("\r\n");
      });
      const socket = connect(port, "127.0.0.1");
      socket.write(heads.join(""));
      let answers = "";
      for await (const chunk of socket) answers += String(chunk);
      expect(answers.match(/HTTP\/1\.1 200/g)).toHaveLength(updates.length);
    },
    async quiet() {
      await telegram.settled();
      await zalo?.settled();
      await expect
        .poll(
          async () =>
            rows(
              z.object({ box: z.string(), id: z.string() }),
              `SELECT 'inbox' AS box, id::text FROM inbox WHERE handled_at IS NULL
               UNION ALL SELECT 'outbox', id::text FROM outbox
               WHERE status IN ('pending', 'sending') AND channel <> 'simulator'`,
            ),
          SETTLED,
        )
        .toEqual([]);
    },
    push: (ms) => clock.set(new Date(clock.now().getTime() + ms)),
    async addWorker({ metricsPort, aheadMs = 0 } = {}) {
      const worker = await startApp(
        { ...config, ROLE: "worker", ...(metricsPort === undefined ? {} : { METRICS_PORT: metricsPort }) },
        log,
        { clock: aheadOf(clock, aheadMs), library: shippedLibrary(config.DRAFT_LOCALES) },
      );
      apps.push(worker);
      return worker;
    },
    async close() {
      for (const one of apps.toReversed()) await one.stop();
      await telegram.close();
      await zalo?.close();
      await line?.cut();
      await pool.end();
      await database.drop();
    },
  };
}

function aheadOf(clock: StoppedClock, ms: number): SettableClock {
  return {
    now: () => new Date(clock.now().getTime() + ms),
    set: (instant) => clock.set(new Date(instant.getTime() - ms)),
  };
}

function throughLine(databaseUrl: string, line: CuttableLine): string {
  const url = new URL(databaseUrl);
  url.host = new URL(line.url).host;
  return url.href;
}

/** The settings that tell the program about this account. */
export function zaloSettings(zalo: FakeZalo): Record<string, string> {
  const { appId, appSecret, oaId, oaSecretKey } = zalo.settings;
  return {
    ZALO_APP_ID: appId,
    ZALO_APP_SECRET: appSecret,
    ZALO_OA_ID: oaId,
    ZALO_OA_SECRET_KEY: oaSecretKey,
    ZALO_REFRESH_TOKEN: zalo.tokens.current().refreshToken,
    ZALO_OPENAPI_ROOT: zalo.openapiRoot,
    ZALO_OAUTH_ROOT: zalo.oauthRoot,
    ZALO_BUSINESS_ROOT: zalo.businessRoot,
  };
}
