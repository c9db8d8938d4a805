import { afterEach, expect, it } from "vitest";
import { z } from "zod";
import type { Fields } from "../fakes/common/values.ts";
import { GROUPS_AT_ONCE } from "../../src/turns/intake.ts";
import { openHouse, type House } from "./house.ts";
import { PATIENCE_MS, talkAsStranger } from "./stranger.ts";

const Status = z.object({ status: z.string() });

let house: House | undefined;

afterEach(async () => {
  await house?.close();
  house = undefined;
});

it("stops in 5 s though a vendor does not answer, and what it could not say stays to be said", async () => {
  const open = await openHouse();
  house = open;
  const person = open.telegram.person({ id: 6_001, first_name: "Bảy", language_code: "vi", started: true });
  await talkAsStranger(person, { to: 1 });
  open.telegram.faults.add({ on: "sendMessage", kind: "timeout", ms: 60_000 });
  person.says("2");
  const statuses = async (): Promise<string[]> =>
    (await open.rows(Status, "SELECT status FROM outbox ORDER BY id")).map(({ status }) => status);
  await expect.poll(statuses, { timeout: PATIENCE_MS }).toEqual(["sent", "sending"]);
  await open.telegram.settled();
  const asked = performance.now();
  await open.app.stop();
  expect(performance.now() - asked).toBeLessThan(5_000);
  expect(await statuses()).toEqual(["sent", "pending"]);
});

it("answers who was at the door when it was asked to stop", async () => {
  const open = await openHouse();
  house = open;
  const blocker = await open.pool.connect();
  await blocker.query("BEGIN");
  await blocker.query("LOCK TABLE inbox");
  const ids = Array.from({ length: 8 }, (_, at) => 7_000 + at);
  const answers = ids.map((id) => open.post(startOf(id)));
  // The first ones wait for the table, the others behind them in the program. The sweep may wait for the table too, but
  // it does not begin by writing.
  const writing = `SELECT 'waits' AS status FROM pg_locks
    WHERE NOT granted AND relation = 'inbox'::regclass AND mode = 'RowExclusiveLock'`;
  await expect.poll(() => open.rows(Status, writing), { timeout: PATIENCE_MS }).toHaveLength(GROUPS_AT_ONCE);
  const stopped = open.app.stop();
  await blocker.query("COMMIT");
  blocker.release();
  expect(await Promise.all(answers)).toEqual(ids.map(() => 200));
  await stopped;
});

function startOf(id: number): Fields {
  const who = { id, is_bot: false, first_name: "Bảy" };
  return {
    update_id: id,
    message: {
      message_id: 1,
      date: 1_795_400_000,
      chat: { id, type: "private", first_name: "Bảy" },
      from: who,
      text: "/start",
    },
  };
}
