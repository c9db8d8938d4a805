import { afterEach, expect, it } from "vitest";
import { z } from "zod";
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
