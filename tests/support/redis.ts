import { spawnSync } from "node:child_process";
import { afterAll, beforeAll, describe } from "vitest";
import { startRedis, type RedisServer } from "./redis-server.ts";

/** A real Redis for a group of tests; its address is known once the tests run, not while they are collected. */
export type TestRedis = Readonly<Pick<RedisServer, "url">> & Pick<RedisServer, "kill" | "start">;

const INSTALLED = spawnSync("redis-server", ["--version"]).status === 0;
const MISSING = "no redis-server here: apt-get install redis-server, as .ci/run does";

/**
 * A group of tests with a Redis of their own. Where no redis-server is installed the group is left out with a line
 * that says so, and fails where `CI` is set: there nothing may be left out.
 */
export function withRedis(title: string, body: (redis: TestRedis) => void): void {
  const runs = INSTALLED || process.env["CI"] === "true";
  if (!runs) process.stderr.write(`LEFT OUT (${MISSING}): ${title}\n`);
  // oxlint-disable-next-line vitest/valid-title -- the title belongs to the test file that calls this
  describe.runIf(runs)(title, () => {
    body(redisOfGroup());
  });
}

function redisOfGroup(): TestRedis {
  let server: RedisServer | undefined;
  const running = (): RedisServer => {
    if (server === undefined) throw new Error("Redis runs only while the tests do");
    return server;
  };
  beforeAll(async () => {
    if (!INSTALLED) throw new Error(MISSING);
    server = await startRedis();
  });
  afterAll(async () => server?.drop());
  return {
    get url() {
      return running().url;
    },
    kill: () => running().kill(),
    start: () => running().start(),
  };
}
