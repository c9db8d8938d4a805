import { Redis } from "ioredis";
import { expect, test } from "vitest";
import { withRedis } from "../support/redis.ts";

withRedis("the Redis that tests get", (redis) => {
  test("keeps what it acknowledged when it is killed and started again", async () => {
    const client = new Redis(redis.url, { retryStrategy: () => 20 });
    client.on("error", () => undefined);
    try {
      await client.set("plan", "approved");
      await redis.kill();
      await redis.start();
      expect(await client.get("plan")).toBe("approved");
    } finally {
      client.disconnect();
    }
  });
});
