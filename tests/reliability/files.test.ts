import { afterAll, beforeAll, expect, it } from "vitest";
import { z } from "zod";
import { fireDueTimers, sweep } from "../../src/turns/sweep.ts";
import { JPEG } from "../contracts/sample-files.ts";
import type { TelegramPerson } from "../fakes/telegram/people.ts";
import { openHouse, type House } from "./house.ts";
import { said } from "./said.ts";
import { PATIENCE_MS } from "./stranger.ts";

const Row = z.object({ here: z.boolean(), tries: z.int(), due: z.boolean(), why: z.string().nullable() });
const SOON = { timeout: PATIENCE_MS };
let house: House;
let people = 0;

beforeAll(async () => {
  house = await openHouse();
  // The house begins on the morning of the tenth month's full moon, when nothing is pushed.
  house.push(5 * 3_600_000);
});
afterAll(() => house.close());

function somebody(): TelegramPerson {
  people += 1;
  return house.telegram.person({ id: 600 + people, first_name: "Sáu", language_code: "vi", started: true });
}

const fileOf = async ({ id }: TelegramPerson): Promise<z.infer<typeof Row> | undefined> =>
  (
    await house.rows(
      Row,
      `SELECT f.bytes IS NOT NULL AS here, fetch_tries AS tries, fetch_at IS NOT NULL AS due, removed_why AS why
       FROM files f JOIN contacts c ON c.id = f.contact_id WHERE c.external_id = $1`,
      [String(id)],
    )
  )[0];

it("a file that cannot be brought now is brought later, and nobody is troubled with it", async () => {
  const sau = somebody();
  house.telegram.faults.add({ on: "getFile", kind: "502" });
  sau.sendsPhoto(JPEG);
  await expect.poll(() => fileOf(sau), SOON).toMatchObject({ here: false, tries: 1, due: true });
  house.push(61_000);
  await sweep(house.app.parts);
  await expect.poll(() => fileOf(sau), SOON).toMatchObject({ here: true, due: false, why: null });
  await house.quiet();
  expect(sau.inbox.filter(({ text }) => said("file_lost.told").test(text))).toEqual([]);
});

it("a nudge that was lost is made up for by the sweep", async () => {
  const sau = somebody();
  house.telegram.faults.add({ on: "getFile", kind: "502" });
  sau.sendsPhoto(JPEG);
  await expect.poll(() => fileOf(sau), SOON).toMatchObject({ tries: 1 });
  await house.pool.query("UPDATE files SET fetch_tries = 0, fetch_at = $1 WHERE bytes IS NULL", [
    new Date(house.clock.now().getTime() - 1),
  ]);
  await sweep(house.app.parts);
  await expect.poll(() => fileOf(sau), SOON).toMatchObject({ here: true });
});

it.each([
  ["the vendor no longer has it", 0, { kind: "error", code: 400, message: "Bad Request: wrong file_id" }],
  ["nothing helped for two hours", 19, { kind: "502" }],
] as const)(
  "is given up where %s: the person is asked again, the officer sees it, once",
  async (_, tries, fault) => {
    const sau = somebody();
    house.telegram.faults.add({ on: "getFile", kind: "502" });
    sau.sendsPhoto(JPEG);
    await expect.poll(() => fileOf(sau), SOON).toMatchObject({ tries: 1 });
    await house.pool.query("UPDATE files SET fetch_tries = $1 WHERE bytes IS NULL AND removed_at IS NULL", [
      tries,
    ]);
    house.telegram.faults.add({ on: "getFile", ...fault });
    house.push(61_000);
    await sweep(house.app.parts);
    await sau.sees(said("file_lost.told"), PATIENCE_MS);
    expect(await fileOf(sau)).toMatchObject({ here: false, due: false, why: "not_fetched" });
    house.push(61_000);
    await sweep(house.app.parts);
    await house.quiet();
    expect(sau.inbox.filter(({ text }) => said("file_lost.told").test(text))).toHaveLength(1);
    expect(
      await house.rows(z.object({ kind: z.string() }), "SELECT kind FROM tasks WHERE kind = 'file_lost'"),
    ).not.toHaveLength(0);
  },
);

it("is given up at night without a word until the morning, but for whoever has just sent it", async () => {
  const [sau, bay] = [somebody(), somebody()];
  const gone = { on: "getFile", kind: "error", code: 400, message: "Bad Request: wrong file_id" } as const;
  house.telegram.faults.add({ on: "getFile", kind: "502" });
  sau.sendsPhoto(JPEG);
  await expect.poll(() => fileOf(sau), SOON).toMatchObject({ tries: 1 });
  house.push(new Date("2026-12-01T23:00:00+07:00").getTime() - house.clock.now().getTime());
  house.telegram.faults.add(gone);
  await sweep(house.app.parts);
  await expect.poll(() => fileOf(sau), SOON).toMatchObject({ here: false, due: false, why: "not_fetched" });
  house.telegram.faults.add(gone);
  bay.sendsPhoto(JPEG);
  await bay.sees(said("file_lost.told"), PATIENCE_MS);
  await house.quiet();
  expect(sau.inbox.filter(({ text }) => said("file_lost.told").test(text))).toEqual([]);
  house.push(8 * 3_600_000);
  await fireDueTimers(house.app.parts);
  await sau.sees(said("file_lost.told"), PATIENCE_MS);
});

it("a picture that cannot be kept is not, and its sender hears once how to send it", async () => {
  const sau = somebody();
  sau.sendsPhoto(Buffer.from("\0\0\0\x18ftypheic\0\0\0\0mif1heic", "latin1"));
  await sau.sees(said("file_lost.how"), PATIENCE_MS);
  expect(await fileOf(sau)).toMatchObject({ here: false, due: false, why: "cannot_be_cleaned" });
  house.push(61_000);
  await sweep(house.app.parts);
  await house.quiet();
  expect(sau.inbox.filter(({ text }) => said("file_lost.how").test(text))).toHaveLength(1);
});
