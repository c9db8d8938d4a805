import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { TelegramPerson } from "../fakes/telegram/people.ts";
import { Closers } from "../../src/app/closers.ts";
import { openWorkerServer } from "../../src/app/web-server.ts";
import { readConfig } from "../../src/config.ts";
import { Metrics } from "../../src/http/metrics.ts";
import { makeLog } from "../../src/log.ts";
import { sweep } from "../../src/turns/sweep.ts";
import { openHouse, type House } from "../reliability/house.ts";

let house: House;
let person: TelegramPerson;

beforeAll(async () => {
  house = await openHouse();
  person = house.telegram.person({ id: 7_001, first_name: "Sáu", language_code: "vi", started: true });
});
afterAll(async () => house.close());

/** The figure with this name and these labels, or null where it is not shown. */
async function figure(name: string, ...labels: string[]): Promise<number | null> {
  return figureAt(house.app.url, name, ...labels);
}

async function figureAt(url: string, name: string, ...labels: string[]): Promise<number | null> {
  const response = await fetch(`${url}/metrics`);
  expect(response.status).toBe(200);
  const line = (await response.text())
    .split("\n")
    .find(
      (one) =>
        (one.startsWith(`${name} `) || one.startsWith(`${name}{`)) &&
        labels.every((label) => one.includes(label)),
    );
  return line === undefined ? null : Number(line.slice(line.lastIndexOf(" ") + 1));
}

describe("the metrics", () => {
  it("count turns, sends by outcome, and how long a webhook took", async () => {
    person.says("xin chào");
    await house.quiet();
    expect(await figure("sinh_ke_turn_seconds_count")).toBeGreaterThanOrEqual(1);
    expect(
      await figure("sinh_ke_sends_total", 'channel="telegram"', 'outcome="sent"'),
    ).toBeGreaterThanOrEqual(1);
    expect(
      await figure("sinh_ke_webhook_seconds_count", 'path="/webhooks/telegram"', 'status="200"'),
    ).toBeGreaterThanOrEqual(1);
    expect(await figure("sinh_ke_inbox_unhandled")).toBe(0);
    expect(await figure("sinh_ke_outbox_unsent", 'channel="telegram"')).toBe(0);
    expect(await figure("sinh_ke_database_readable")).toBe(1);
    expect(await figure("sinh_ke_queue_jobs", 'queue="nudges"', 'state="failed"')).toBe(0);
  });

  it("tell how long a channel has been silent, by the program's clock", async () => {
    house.push(3_600_000);
    expect(await figure("sinh_ke_silence_seconds", 'channel="telegram"')).toBe(3600);
  });

  it("tell what waits and since when, and the code of every alarm", async () => {
    await house.pool.query(
      `INSERT INTO outbox (contact_id, channel, payload, status, next_at, created_at)
       SELECT id, 'telegram', '{"text": "later"}', 'pending', $1::timestamptz + interval '1 day', $1::timestamptz - interval '90 s'
       FROM contacts WHERE external_id = '7001'`,
      [house.clock.now()],
    );
    expect(await figure("sinh_ke_outbox_unsent", 'channel="telegram"')).toBe(1);
    expect(await figure("sinh_ke_outbox_oldest_seconds", 'channel="telegram"')).toBe(90);
    await house.pool.query("DELETE FROM outbox WHERE status = 'pending'");
    await fetch(`${house.app.url}/webhooks/telegram`, { method: "POST", body: "{}" });
    expect(await figure("sinh_ke_alarms_total", 'code="webhook_refused"')).toBe(1);
    expect(await figure("sinh_ke_webhook_seconds_count", 'status="401"')).toBe(1);
  });

  it("hold nothing of what people are called or wrote", async () => {
    const text = await (await fetch(`${house.app.url}/metrics`)).text();
    expect(text).not.toMatch(/Sáu|xin chào|"7001"/);
  });

  it("are refused to whoever comes through a proxy", async () => {
    const response = await fetch(`${house.app.url}/metrics`, {
      headers: { "x-forwarded-for": "203.0.113.9" },
    });
    expect(response.status).toBe(403);
  });
});

describe("the metrics while the database does not answer", () => {
  it("leave out the figures that cannot be read, and say so", async () => {
    await house.pool.query("ALTER TABLE timers RENAME TO timers_away");
    try {
      expect(await figure("sinh_ke_database_readable")).toBe(0);
      expect(await figure("sinh_ke_inbox_unhandled")).toBeNull();
      expect(await figure("sinh_ke_outbox_unsent")).toBeNull();
      expect(await figure("process_resident_memory_bytes")).toBeGreaterThan(0);
    } finally {
      await house.pool.query("ALTER TABLE timers_away RENAME TO timers");
    }
    expect(await figure("sinh_ke_inbox_unhandled")).toBe(0);
  });
});

describe("a worker", () => {
  it("shows its own sends and health on a port of its own, and nothing else", async () => {
    const worker = await house.addWorker({ metricsPort: 0 });
    expect((await fetch(`${worker.url}/health/ready`)).status).toBe(200);
    person.says("xin chào");
    await house.quiet();
    await house.pool.query(
      `INSERT INTO outbox (contact_id, channel, payload, status, next_at, created_at)
       SELECT id, 'telegram', '{"text": "later", "options": [], "turn": null}', 'pending', $1, $1 FROM contacts WHERE external_id = '7001'`,
      [house.clock.now()],
    );
    await sweep(worker.parts);
    await expect.poll(() => figureAt(worker.url, "sinh_ke_sends_total", 'outcome="sent"')).toBe(1);
    expect(await figureAt(worker.url, "sinh_ke_inbox_unhandled")).toBe(0);
    expect((await fetch(`${worker.url}/webhooks/telegram`, { method: "POST", body: "{}" })).status).toBe(404);
  });

  it("works on unseen where the web program has its port, and says what to set", async () => {
    const worker = await house.addWorker();
    expect(worker.url).toBe("");
    expect(house.alarms).toContain("worker_unseen");
  });

  it("does not work on where its own port is taken, or its address is none of this machine", async () => {
    const log = makeLog("silent");
    const open = (given: Record<string, string>) =>
      openWorkerServer({
        config: readConfig(given),
        log,
        closers: new Closers(log),
        checks: {},
        metrics: new Metrics(),
        readings: async () => Promise.reject(new Error("nobody asks")),
      });
    await expect(open({ METRICS_PORT: new URL(house.app.url).port })).rejects.toThrow(
      /is used by another program.*METRICS_PORT=3001/,
    );
    // RFC 5737: an address for documents, which no machine has.
    await expect(open({ HOST: "192.0.2.1" })).rejects.toThrow(/is no address of this machine/);
  });
});

it("every name in the table of alarms is one that is shown", async () => {
  const shown = await (await fetch(`${house.app.url}/metrics`)).text();
  const page = readFileSync(new URL("../../docs/operations.md", import.meta.url), "utf8");
  const names = new Set(page.match(/sinh_ke_[a-z_]+/g));
  names.delete("sinh_ke_");
  expect([...names].filter((name) => !shown.includes(`# HELP ${name} `))).toEqual([]);
});
