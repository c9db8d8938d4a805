import { afterAll, beforeAll, expect, it } from "vitest";
import { z } from "zod";
import { loadStory } from "../../src/demo/story.ts";
import { inTransaction } from "../../src/store/in-transaction.ts";
import { sqlOf } from "../../src/store/sql.ts";
import { openHouse, type House } from "./house.ts";
import { said } from "./said.ts";
import { PATIENCE_MS } from "./stranger.ts";

const Counted = z.object({ n: z.int() });
let house: House;
beforeAll(async () => {
  house = await openHouse({}, { zaloOa: 2 });
  await inTransaction(house.pool, (client) => loadStory(sqlOf(client), house.clock.now()));
});
afterAll(() => house.close());

async function count(sql: string, params: readonly unknown[] = []): Promise<number> {
  const [row] = await house.rows(Counted, `SELECT count(*)::int AS n ${sql}`, params);
  return row?.n ?? 0;
}

it("who withdraws in Zalo asks for erasure: consents end, the officer confirms, no name is left, nothing more is sent", async () => {
  const { zalo, telegram } = house;
  if (zalo === null) throw new Error("there is no Official Account here");
  const ben = zalo.person({ name: "Bền" });
  ben.follows();
  ben.says("xin chào");
  await ben.sees(said("welcome.hello"), PATIENCE_MS);
  const minh = telegram.person({ id: 91, first_name: "Minh", language_code: "vi", started: true });
  minh.says("/start");
  await minh.sees(said("welcome.hello"), PATIENCE_MS);
  await house.quiet();
  const [home] = await house.rows(
    z.object({ id: z.string() }),
    "SELECT id FROM households WHERE head_name = 'Lê Văn Bền'",
  );
  const household = home?.id ?? "";
  // This phone answers for the household, and Minh, who is in charge of it, writes from Telegram.
  await house.pool.query(
    `INSERT INTO household_contacts (household_id, contact_id, valid_from)
     SELECT $1, id, '2026-01-01' FROM contacts WHERE channel LIKE 'zalo%'
       AND external_id = $2`,
    [household, ben.id],
  );
  await house.pool.query(
    `UPDATE contacts SET person_id = (SELECT id FROM people WHERE name = 'Trần Văn Minh'), last_interaction_at = $1
     WHERE channel = 'telegram' AND external_id = '91'`,
    [house.clock.now()],
  );
  expect(
    await count("FROM consents WHERE household_id = $1 AND given AND withdrawn_at IS NULL", [household]),
  ).toBeGreaterThan(0);

  ben.withdraws();
  ben.withdraws();
  await house.quiet();
  expect(
    await count("FROM consents WHERE household_id = $1 AND given AND withdrawn_at IS NULL", [household]),
  ).toBe(0);
  expect(
    await count("FROM privacy_requests WHERE household_id = $1 AND kind = 'erase' AND status = 'open'", [
      household,
    ]),
  ).toBe(1);
  // Nothing is gone before somebody of the office has said so.
  expect(
    await count("FROM households WHERE id = $1 AND erased_at IS NULL AND head_name = 'Lê Văn Bền'", [
      household,
    ]),
  ).toBe(1);

  minh.says("yêu cầu dữ liệu");
  await minh.sees(said("privacy_requests.request"), PATIENCE_MS);
  minh.says("1");
  await minh.sees(said("privacy_requests.erase"), PATIENCE_MS);
  const before = ben.inbox.length;
  minh.says("1");
  await minh.sees(said("privacy_requests.answered"), PATIENCE_MS);
  await house.quiet();
  expect(
    await count("FROM households WHERE id = $1 AND erased_at IS NOT NULL AND head_name <> 'Lê Văn Bền'", [
      household,
    ]),
  ).toBe(1);
  expect(await count("FROM people WHERE name = 'Lê Văn Bền'")).toBe(0);
  // The dated receipt that the law owes to whoever asked is the last that this phone gets.
  expect(ben.inbox.slice(before).map(({ text }) => text)).toEqual([
    expect.stringMatching(said("privacy_answered.erased")),
  ]);

  minh.says("hộ Bền");
  await house.quiet();
  expect(minh.inbox.at(-1)?.text).not.toMatch(/Bền/);
});
