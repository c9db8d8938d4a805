import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { ensureShippedRules } from "../../src/deadlines/shipped-rules.ts";
import { Audience, previewOf } from "../../src/reminders/audience.ts";
import { refusalOf } from "../../src/reminders/broadcast-text.ts";
import { reserveSlots } from "../../src/turns/send-slots.ts";
import { found, openCommune, type Commune } from "../registry/stage.ts";
import { at } from "./ledger.ts";

let commune: Commune;
beforeAll(async () => {
  commune = await openCommune("2026-12-01T02:00:00Z");
  await ensureShippedRules(commune.sql, at("2026-12-01"));
});
afterAll(async () => commune.close());

const everybody = { who: "households", status: null, livelihood: null, language: null, silent: null };
const preview = async (phone: string, unit: string, more: Record<string, string | number | null> = {}) =>
  commune.run(phone, "broadcast.preview", { ...everybody, ...more, unit });
const pace = (channel: string): number => (channel === "zalo-oa" ? 150_000 : 36);
/** A neighbour of cô Sáu with a phone of her own. */
const neighbour = async (name: string, change = ""): Promise<string> => {
  const household = await commune.household(name, commune.units.hamlet);
  const phone = await commune.contact(await commune.person(name), name);
  await commune.phoneOf(household, phone);
  if (change !== "") await commune.sql.run(`UPDATE contacts SET ${change} WHERE id = $1`, [phone]);
  return phone;
};

describe("a text to many", () => {
  it.each([
    ["Mời bà con đi họp", null],
    ["Danh sách hộ nghèo", "names_poverty"],
    ["danh sach ho ngheo", "names_poverty"],
    ["THOÁT NGHÈO bền vững", "names_poverty"],
    ["hộ n.g.h.è.o", "names_poverty"],
    ["hội nghề cá", null],
    ["…", "empty"],
  ])("%s: %s", (text, refusal) => {
    expect(refusalOf(text)).toBe(refusal);
  });
});

it("refuses a text that nobody would read to its end", () => {
  expect(refusalOf("a".repeat(1501))).toBe("too_long");
});

describe("an audience", () => {
  it("is counted by road, and who is left out with the reason", async () => {
    await neighbour("Bảy", "channel = 'telegram'");
    await neighbour("Tám", "state = 'blocked'");
    await neighbour("Chín", "reminders_off = true");
    await neighbour("Mười", "channel = 'zalo-oa', last_interaction_at = '2026-11-20'");
    await neighbour("Út", "channel = 'zalo-oa', last_interaction_at = '2026-11-27T00:00:00Z'");
    const tired = await neighbour("Mệt");
    await commune.sql.run(
      `INSERT INTO outbox (contact_id, channel, payload, purpose, status, next_at, created_at, sent_at)
       SELECT $1, 'simulator', '{}', 'push', 'sent', $2, $2, $2 FROM generate_series(1, 5)`,
      [tired, at("2026-11-30")],
    );
    // What others told her counts too, but for what she had asked for and what cannot wait.
    const told = await neighbour("Nghe nhiều");
    const answered = await neighbour("Được trả lời");
    await commune.sql.run(
      `INSERT INTO inbox (contact_id, external_id, payload, happened_at, received_at, handled_at)
       SELECT c, 'told:' || gen_random_uuid() || ':' || n, jsonb_build_object('kind', 'start', 'flow', f), $3, $3, $3
       FROM generate_series(1, 5) n, (VALUES ($1::uuid, 'support_news'), ($2::uuid, 'plan_decided'), ($2::uuid, 'shock_news')) AS of (c, f)`,
      [told, answered, at("2026-11-30")],
    );
    expect(found(await preview(commune.phones.hanh, commune.units.commune))).toEqual({
      count: 4,
      roads: [
        { road: "free", count: 2 },
        { road: "counted", count: 1 },
        { road: "telegram", count: 1 },
      ],
      left_out: [
        { reason: "enough_this_week", count: 2 },
        { reason: "blocked", count: 1 },
        { reason: "stopped", count: 1 },
        { reason: "window_closed", count: 1 },
      ],
      left: 5,
      cost: 55,
      minutes: 1,
    });
  });

  it("takes as long as the account's package lets through", async () => {
    const audience = {
      ...everybody,
      unit: commune.units.commune,
      livelihood: null,
      locale: null,
      silent_days: null,
    };
    const wanted = Audience.parse({ ...audience, who: "households" });
    const { minutes } = await previewOf(commune.sql, wanted, { now: at("2026-12-01"), pace });
    // One account at Zalo in two minutes and a half, and one at Telegram.
    expect(minutes).toBe(3);
  });

  it("is that of the person's own units, and nobody else's", async () => {
    expect((await preview(commune.phones.hanh, commune.units.otherCommune)).code).toBe("not_allowed");
    expect((await preview(commune.phones.minh, commune.units.commune)).code).toBe("not_allowed");
    expect((await preview(commune.phones.khoa, commune.units.commune)).code).toBe("ok");
    expect((await preview(commune.phones.hanh, commune.units.otherHamlet)).code).toBe("nobody");
    expect((await preview(commune.phones.hanh, "no-id")).code).toBe("not_allowed");
  });

  it("is narrowed down by status, language and silence", async () => {
    const counts = async (more: Record<string, string | number>) =>
      (await preview(commune.phones.hanh, commune.units.commune, more)).value;
    await commune.sql.run(
      `INSERT INTO enrolments (id, household_id, status, valid_from) VALUES (gen_random_uuid(), $1, 'taking_part', '2026-01-01')`,
      [commune.sau],
    );
    expect(await counts({ status: "taking_part" })).toMatchObject({ count: 1 });
    expect(await counts({ language: "km" })).toMatchObject({ count: 0 });
    await commune.sql.run("UPDATE contacts SET last_interaction_at = now() WHERE id = $1", [
      commune.phones.sau,
    ]);
    expect(await counts({ status: "taking_part", silent: 30 })).toMatchObject({ count: 0 });
  });
});

const make = async (text: string) =>
  commune.run(commune.phones.hanh, "broadcast.make", {
    ...everybody,
    unit: commune.units.commune,
    text,
    time: "now",
    day: null,
  });

describe("a larger message", () => {
  it("waits for a second pair of eyes, which are not the author's", async () => {
    await commune.sql.run(
      "INSERT INTO settings (key, value, updated_at) VALUES ('broadcast.second_eyes_over', '1', now())",
    );
    const made = await make("Mời bà con đi họp");
    expect(made.code).toBe("waiting");
    const { id } = z.object({ id: z.string() }).parse(made.value);
    expect(await commune.told(commune.phones.khoa)).toMatchObject([
      { flow: "broadcast_check", vars: { broadcast: id } },
    ]);
    const decide = { broadcast: id, decision: "approve" };
    expect((await commune.run(commune.phones.hanh, "broadcast.decide", decide)).code).toBe("own");
    expect((await commune.run(commune.phones.minh, "broadcast.decide", decide)).code).toBe("gone");
    expect((await commune.run(commune.phones.khoa, "broadcast.decide", decide)).code).toBe("ok");
    expect((await commune.run(commune.phones.khoa, "broadcast.decide", decide)).code).toBe("gone");
    expect(await commune.told(commune.phones.hanh)).toMatchObject([{ flow: "broadcast_news" }]);
  });

  it("names no poverty, even where the talk was gone round", async () => {
    expect((await make("hộ nghèo")).code).toBe("names_poverty");
  });
});

describe("the bucket of a channel", () => {
  it("gives places one after the other, however many ask at once", async () => {
    const waits = await Promise.all(
      Array.from({ length: 4 }, () => reserveSlots(commune.sql, "telegram", 10, 100)),
    );
    const sorted = waits.toSorted((a, b) => a - b);
    expect(sorted[0]).toBeLessThan(50);
    for (const [index, wait] of sorted.entries()) expect(Math.abs(wait - index * 1000)).toBeLessThan(900);
    expect((sorted[3] ?? 0) - (sorted[0] ?? 0)).toBeGreaterThan(2000);
  });
});
