import { once } from "node:events";
import { afterAll, beforeAll, expect, it } from "vitest";
import { exclusively } from "../../src/store/exclusively.ts";
import { createTestDatabase, type TestDatabase } from "../support/postgres.ts";
import { withClient } from "../support/postgres-template.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const place = (signal: AbortSignal): { url: string; name: string; signal: AbortSignal } => ({
  url: database.url,
  name: "test",
  signal,
});

it("lets one work at a time, and another take over when that one is gone", async () => {
  const log: string[] = [];
  const began = new EventTarget();
  const work = (who: string) => async (signal: AbortSignal) => {
    log.push(`${who} begins`);
    began.dispatchEvent(new Event(who));
    if (!signal.aborted) await once(signal, "abort");
    log.push(`${who} ends`);
  };
  const stops = { one: new AbortController(), other: new AbortController() };
  const firstBegan = once(began, "one");
  const one = exclusively(place(stops.one.signal), work("one"));
  await firstBegan;
  const otherBegan = once(began, "other");
  const other = exclusively(place(stops.other.signal), work("other"));
  stops.one.abort();
  await one;
  await otherBegan;
  stops.other.abort();
  await other;
  expect(log).toEqual(["one begins", "one ends", "other begins", "other ends"]);
});

it("ends the work where the connection is lost, since another may have the name by then", async () => {
  const stop = new AbortController();
  const began = new EventTarget();
  let times = 0;
  const running = exclusively({ url: database.url, name: "lost", signal: stop.signal }, async (signal) => {
    times += 1;
    began.dispatchEvent(new Event("again"));
    if (!signal.aborted) await once(signal, "abort");
  });
  await once(began, "again");
  const again = once(began, "again");
  await withClient(database.url, (client) =>
    client.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'sinh-ke lost'",
    ),
  );
  await again;
  stop.abort();
  await running;
  expect(times).toBe(2);
});
