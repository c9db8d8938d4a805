import { EventEmitter, once } from "node:events";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { refreshGrant } from "../../../src/channels/zalo-oa/grant.ts";
import { zaloTokens, type TokenOptions, type ZaloTokens } from "../../../src/channels/zalo-oa/tokens.ts";
import { zaloTokenStore } from "../../../src/app/channels.ts";
import { StoppedClock } from "../../../src/clock.ts";
import { openPool } from "../../../src/store/pool.ts";
import { SecretBox } from "../../../src/store/secret-box.ts";
import { Settings } from "../../../src/store/settings.ts";
import { startFakeZalo, type FakeZalo } from "../../fakes/fake-zalo.ts";
import { createTestDatabase } from "../../support/postgres.ts";
import { memoryTokenStore, type MemoryTokenStore } from "./memory-token-store.ts";

const HOUR_MS = 3_600_000;

let fake: FakeZalo;
let clock: StoppedClock;
let store: MemoryTokenStore;
let alarms: string[];

beforeEach(async () => {
  clock = new StoppedClock(new Date("2026-11-21T02:00:00Z"));
  fake = await startFakeZalo({ now: () => clock.now() });
  store = memoryTokenStore();
  alarms = [];
});
afterEach(() => fake.close());

/** One process's tokens, beginning with the refresh token that stands in the settings. */
function tokens(
  seed = fake.tokens.current().refreshToken,
  other: Partial<Pick<TokenOptions, "store" | "refresh">> = {},
): ZaloTokens {
  return zaloTokens({ store, refresh, seed, clock, alarm: (code) => alarms.push(code), ...other });
}
const refresh: TokenOptions["refresh"] = (token, now) => {
  const { appId, appSecret } = fake.settings;
  return refreshGrant({ oauthRoot: fake.oauthRoot, appId, appSecret }, token, now);
};
function pass(ms: number): void {
  clock.set(new Date(clock.now().getTime() + ms));
}
function refreshes(): number {
  return fake.history.events.filter(
    (event) => event.what === "call" && event.method === "/v4/oa/access_token",
  ).length;
}
function works(token: unknown): boolean {
  const { accessToken } = fake.tokens.current();
  return JSON.stringify(token) === JSON.stringify({ kind: "token", accessToken });
}

test("the token of the settings is traded once and the pair kept", async () => {
  const seed = fake.tokens.current().refreshToken;
  expect(works(await tokens(seed).current())).toBe(true);
  expect(store.kept?.current.expiresAt).toEqual(new Date("2026-11-22T03:00:00Z"));
  // A second start, with the used-up token still in the settings.
  expect(works(await tokens(seed).current())).toBe(true);
  expect(refreshes()).toBe(1);
});

test("ten processes with ten sends each that find their token refused trade the refresh token once", async () => {
  const seed = fake.tokens.current().refreshToken;
  const processes = Array.from({ length: 10 }, () => tokens(seed));
  const first = await Promise.all(processes.map((one) => one.current()));
  expect(first.every(works)).toBe(true);
  expect(refreshes()).toBe(1);
  const dead = first[0]?.kind === "token" ? first[0].accessToken : "";
  const second = await Promise.all(
    processes.flatMap((one) => Array.from({ length: 10 }, () => one.replace(dead))),
  );
  expect(second.every(works)).toBe(true);
  expect(refreshes()).toBe(2);
  // Within one process they wait together, so that they do not hold a database connection each.
  expect(store.leases).toBe(20);
  expect(alarms).toEqual([]);
});

test("a pair is refreshed ahead of its end, and the one before is kept", async () => {
  const mine = tokens();
  await mine.current();
  const before = store.kept?.current;
  pass(20 * HOUR_MS - 1);
  await mine.current();
  expect(refreshes()).toBe(1);
  pass(1);
  expect(works(await mine.current())).toBe(true);
  expect(refreshes()).toBe(2);
  expect(store.kept?.previous).toEqual(before);
});

test("a new refresh token in the settings starts afresh", async () => {
  await tokens().current();
  const { refreshToken } = fake.tokens.issue();
  expect(works(await tokens(refreshToken).current())).toBe(true);
});

describe("when Zalo cannot be asked", () => {
  test("a pair that is due but alive goes on, and Zalo is not asked again at once", async () => {
    const mine = tokens();
    const first = await mine.current();
    pass(21 * HOUR_MS);
    fake.faults.add({ on: "/v4/oa/access_token", kind: "502", count: 5 });
    expect(await mine.current()).toEqual(first);
    expect(await mine.current()).toEqual(first);
    expect(refreshes()).toBe(2);
    expect(alarms).toEqual(["zalo.refresh_failed"]);
    fake.faults.clear();
    pass(6 * 60_000);
    expect(works(await mine.current())).toBe(true);
  });

  test("without a living pair the message waits", async () => {
    fake.faults.add({ on: "/v4/oa/access_token", kind: "502" });
    const mine = tokens();
    expect(await mine.current()).toMatchObject({ kind: "none", sent: { kind: "retry" } });
    expect(works(await mine.current())).toBe(true);
  });
});

describe("when the consent is lost", () => {
  test("a person is told what to do, and Zalo is asked once a minute at most", async () => {
    fake.tokens.revoke();
    const mine = tokens("rt-used-up");
    const answer = await mine.current();
    expect(answer).toMatchObject({ kind: "none", sent: { kind: "alarm" } });
    expect(JSON.stringify(answer)).toContain("consent again");
    expect(JSON.stringify(answer)).not.toContain("rt-used-up");
    await mine.current();
    expect(alarms).toEqual(["zalo.consent_needed"]);
    expect(refreshes()).toBe(1);
    pass(60_000);
    await mine.current();
    expect(refreshes()).toBe(2);
  });

  test("no token at all is said as plainly", async () => {
    const { appId, appSecret } = fake.settings;
    const mine = zaloTokens({
      store,
      refresh: (token, now) => refreshGrant({ oauthRoot: fake.oauthRoot, appId, appSecret }, token, now),
      clock,
      alarm: (code) => alarms.push(code),
    });
    expect(await mine.current()).toMatchObject({ kind: "none", sent: { kind: "alarm" } });
    expect(refreshes()).toBe(0);
  });
});

describe("when the store fails", () => {
  test("a new pair that cannot be saved is used all the same, with an alarm, and is not traded back", async () => {
    const mine = tokens();
    await mine.current();
    store.failing = true;
    pass(20 * HOUR_MS);
    expect(works(await mine.current())).toBe(true);
    expect(alarms).toEqual(["zalo.grant_not_saved"]);
    store.failing = false;
    pass(20 * HOUR_MS);
    expect(works(await mine.current())).toBe(true);
    expect(works({ kind: "token", accessToken: store.kept?.current.accessToken })).toBe(true);
  });
});

describe("a process that dies while it trades", () => {
  test("before Zalo heard of it: the next one trades once it cannot be under way any more", async () => {
    const seed = fake.tokens.current().refreshToken;
    const dying = tokens(seed, { refresh: () => Promise.reject(new Error("killed")) });
    await dying.current();
    const next = tokens(seed);
    expect(await next.current()).toMatchObject({ kind: "none", sent: { kind: "retry" } });
    expect(refreshes()).toBe(0);
    pass(61_000);
    expect(works(await next.current())).toBe(true);
  });

  test("after Zalo heard of it: whoever has to consent again reads why", async () => {
    const seed = fake.tokens.current().refreshToken;
    const dying = tokens(seed, {
      refresh: async (token, now) => {
        await refresh(token, now);
        throw new Error("killed");
      },
    });
    await dying.current();
    pass(61_000);
    const next = tokens(seed);
    expect(JSON.stringify(await next.current())).toContain("cut off");
    expect(alarms).toEqual(["zalo.consent_needed"]);
    pass(61_000);
    expect(JSON.stringify(await next.current())).toContain("cut off");
  });

  test("a refusal that nobody was cut off from is not called so, however often it comes", async () => {
    const next = tokens("made up");
    for (let asked = 0; asked < 2; asked += 1) {
      expect(JSON.stringify(await next.current())).not.toContain("cut off");
      pass(61_000);
    }
  });
});

test("on PostgreSQL one of many trades, and nobody else while a holder without its connection waits for Zalo", async () => {
  const database = await createTestDatabase();
  const pools = Array.from({ length: 5 }, () => openPool(database.url, 2));
  const secrets = new SecretBox({ current: "0".repeat(64), previous: [] });
  const stores = pools.map((pool) => zaloTokenStore(new Settings(pool, () => clock.now()), secrets, "1"));
  try {
    const seed = fake.tokens.current().refreshToken;
    const first = await Promise.all(stores.map((one) => tokens(seed, { store: one }).current()));
    expect(first.every(works)).toBe(true);
    expect(refreshes()).toBe(1);
    const dead = first[0]?.kind === "token" ? first[0].accessToken : "";
    const zalo = new EventEmitter();
    const asked = once(zalo, "asked");
    const [slow, other] = stores.map((one, at) =>
      tokens(seed, {
        store: one,
        ...(at > 0
          ? {}
          : {
              refresh: async (token, now) => {
                zalo.emit("asked");
                await once(zalo, "answers");
                return refresh(token, now);
              },
            }),
      }),
    );
    const waiting = slow?.replace(dead);
    await asked;
    await pools[4]?.query(
      "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())",
    );
    expect(await other?.replace(dead)).toMatchObject({ kind: "none", sent: { kind: "retry" } });
    zalo.emit("answers");
    await waiting;
    expect(refreshes()).toBe(2);
    expect(works(await other?.replace(dead))).toBe(true);
    expect(refreshes()).toBe(2);
  } finally {
    await Promise.all(pools.map((pool) => pool.end()));
    await database.drop();
  }
});
