import { afterAll, beforeAll, expect, it } from "vitest";
import { z } from "zod";
import { sqlOf } from "../../../src/store/sql.ts";
import { keepTemplate } from "../../../src/turns/message-templates.ts";
import { sweep } from "../../../src/turns/sweep.ts";
import { templateInUse } from "../../../src/turns/template-in-use.ts";
import type { ZaloPerson } from "../../fakes/zalo/people.ts";
import { openHouse, type House } from "../../reliability/house.ts";
import { PATIENCE_MS } from "../../reliability/stranger.ts";

const DAY_MS = 86_400_000;
/** Receipts are gathered for a second. */
const SOON = { timeout: PATIENCE_MS };
const Pushed = z.object({
  status: z.string(),
  price: z.int().nullable(),
  delivered: z.boolean(),
  read: z.boolean(),
  vendor_id: z.string().nullable(),
});
let house: House;
let bay: ZaloPerson;

beforeAll(async () => {
  house = await openHouse({}, { zaloOa: 2 });
  house.zalo?.templates.add({
    id: "101",
    status: "ENABLE",
    params: [{ name: "ten", maxLength: 30, required: true }],
    byUserId: true,
    price: 120,
  });
  const person = house.zalo?.person({ name: "Bảy", phone: "84901234567" });
  if (person === undefined) throw new Error("there is no Official Account here");
  bay = person;
  bay.follows();
});
afterAll(() => house.close());

const setUp = (prices: { priceUser: number | null; pricePhone: number | null }): Promise<void> =>
  keepTemplate(sqlOf(house.pool), {
    name: "deadline",
    vendorId: "101",
    kind: "transaction",
    status: "ENABLE",
    params: [{ name: "ten", type: "text", required: true, min: 0, max: 30 }],
    ...prices,
    checkedAt: house.clock.now(),
  });

/** Writes a push as a command would, sends it, and says under which number. */
async function push(payload: object): Promise<string> {
  const [row] = await house.rows(
    z.object({ id: z.string() }),
    `INSERT INTO outbox (contact_id, channel, payload, purpose, next_at, created_at)
     SELECT id, channel, $1::jsonb, 'push', $2, $2 FROM contacts WHERE external_id = $3 RETURNING id::text`,
    [JSON.stringify({ options: [], turn: null, ...payload }), house.clock.now(), bay.id],
  );
  await sweep(house.app.parts);
  await house.quiet();
  return row?.id ?? "";
}

const standing = async (id: string): Promise<z.infer<typeof Pushed> | undefined> =>
  (
    await house.rows(
      Pushed,
      `SELECT status, price, delivered_at IS NOT NULL AS delivered, read_at IS NOT NULL AS read, vendor_id FROM outbox WHERE id = $1`,
      [id],
    )
  )[0];

it("by telephone: what it cost and that it arrived is on record by our own number", async () => {
  await house.quiet();
  house.push(10 * DAY_MS);
  await setUp({ priceUser: null, pricePhone: 120 });
  const id = await push({
    text: "Nhắc",
    template: { name: "deadline", params: { ten: "Bảy" }, phone: "84901234567" },
  });
  await expect
    .poll(() => standing(id), SOON)
    .toMatchObject({ status: "sent", price: 120, delivered: true, read: false });
});

it("by account: receipts find it by Zalo's number, whichever comes first, however often", async () => {
  await setUp({ priceUser: 90, pricePhone: null });
  const id = await push({ text: "Nhắc", template: { name: "deadline", params: { ten: "Bảy" } } });
  const { vendor_id } = (await standing(id)) ?? {};
  const event = (event_name: string, message: object) => ({
    app_id: house.zalo?.settings.appId,
    sender: { id: bay.id },
    recipient: { id: house.zalo?.settings.oaId },
    event_name,
    message,
  });
  house.zalo?.emit(event("user_seen_message", { msg_ids: [vendor_id, "not-ours", "not\0ours"] }));
  await expect.poll(() => standing(id), SOON).toMatchObject({ price: 90, delivered: true, read: true });
  house.push(60_000);
  const before = await readAt(id);
  house.zalo?.emit(event("user_received_message", { msg_id: vendor_id }));
  house.zalo?.emit(event("user_seen_message", { msg_id: vendor_id }));
  const other = await push({ text: "Nhắc", template: { name: "deadline", params: { ten: "Bảy" } } });
  house.zalo?.emit(event("user_received_message", { msg_id: (await standing(other))?.vendor_id }));
  await expect.poll(() => standing(other), SOON).toMatchObject({ delivered: true });
  expect(await readAt(id)).toBe(before);
});

const readAt = async (id: string): Promise<string | undefined> =>
  (
    await house.rows(z.object({ at: z.string() }), "SELECT read_at::text AS at FROM outbox WHERE id = $1", [
      id,
    ])
  )[0]?.at;

it("a push that Zalo's window refuses closes the window here, and blocks nobody", async () => {
  const Account = z.object({ state: z.string(), open: z.boolean() });
  await house.pool.query("UPDATE contacts SET last_interaction_at = $1 WHERE external_id = $2", [
    house.clock.now(),
    bay.id,
  ]);
  const id = await push({ text: "Nhắc" });
  expect(await standing(id)).toMatchObject({ status: "failed" });
  expect(
    await house.rows(
      Account,
      `SELECT state, last_interaction_at > $1::timestamptz - interval '7 days' AS open FROM contacts WHERE external_id = $2`,
      [house.clock.now(), bay.id],
    ),
  ).toEqual([{ state: "active", open: false }]);
});

it.each(["person", "window"] as const)(
  "what Zalo says of a %s holds for the send that it was said of: who has written since is answered",
  async (what) => {
    const { store, clock } = house.app.parts;
    const [began, since] = [clock.now(), new Date(clock.now().getTime() + 1)];
    const rows = await house.rows(
      z.object({ contact_id: z.string() }),
      `WITH made AS (
         INSERT INTO contacts (id, channel, external_id, created_at) VALUES (gen_random_uuid(), 'zalo-oa', $1, $2) RETURNING id)
       INSERT INTO outbox (contact_id, channel, payload, purpose, next_at, created_at)
       SELECT id, 'zalo-oa', '{"text": "lời", "options": [], "turn": null}', purpose, $2, $2
       FROM made, unnest(ARRAY['push', 'reply']) purpose RETURNING contact_id`,
      [`refused as ${what}`, began],
    );
    const contact = rows[0]?.contact_id ?? "";
    const [refused] = await store.claimUnsent(contact, 1, began);
    if (refused === undefined) throw new Error("nothing was claimed");
    const refuse = async (lastWord: Date) => {
      await house.pool.query("UPDATE contacts SET last_interaction_at = $1 WHERE id = $2", [
        lastWord,
        contact,
      ]);
      await store.settleSend(
        refused,
        { status: "failed", why: "refused", stop: { what, sendBegan: began } },
        since,
      );
      return house.rows(
        z.object({ state: z.string(), status: z.string() }),
        "SELECT state, status FROM outbox o JOIN contacts c ON c.id = o.contact_id WHERE c.id = $1 ORDER BY o.id",
        [contact],
      );
    };
    expect(await refuse(since)).toEqual([
      { state: "active", status: "failed" },
      { state: "active", status: "pending" },
    ]);
    const state = what === "person" ? "blocked" : "active";
    expect(await refuse(began)).toEqual([
      { state, status: "failed" },
      { state, status: "cancelled" },
    ]);
  },
);

it("a command learns what is set up: price of the cheaper road, and what may be filled in", async () => {
  const sql = sqlOf(house.pool);
  await setUp({ priceUser: 90, pricePhone: 120 });
  expect(await templateInUse(sql, "deadline")).toMatchObject({
    price: 90,
    params: [{ name: "ten", max: 30 }],
  });
  expect(await templateInUse(sql, "household")).toBeNull();
  await house.pool.query("UPDATE message_templates SET status = 'DISABLE'");
  expect(await templateInUse(sql, "deadline")).toBeNull();
});
