import { afterAll, beforeAll, expect, it } from "vitest";
import { z } from "zod";
import { openHouse, zaloSettings, type House } from "../reliability/house.ts";
import { said } from "../reliability/said.ts";
import { PATIENCE_MS } from "../reliability/stranger.ts";
import type { TelegramPerson } from "../fakes/telegram/people.ts";
import { json, run } from "./run.ts";

const Found = z.object({
  check: z.string(),
  fine: z.boolean(),
  saw: z.string(),
  todo: z.string().nullable(),
});
let house: House;
let sau: TelegramPerson;

beforeAll(async () => {
  house = await openHouse({}, { zaloOa: 4 });
  sau = house.telegram.person({ id: 77, first_name: "Sáu", language_code: "vi", started: true });
});
afterAll(() => house.close());

/** What the doctor says of the house, with these settings changed, by the name of what was looked at. */
async function ask(
  changed: Readonly<Record<string, string>> = {},
  ...args: string[]
): Promise<Map<string, z.infer<typeof Found>>> {
  const { port } = new URL(house.app.url);
  const ran = await run(["doctor", "--json", ...args], "", {
    PORT: port,
    PUBLIC_URL: house.app.url,
    DATABASE_URL: house.databaseUrl,
    ENCRYPTION_KEY: "0".repeat(64),
    TELEGRAM_API_ROOT: house.telegram.root,
    TELEGRAM_BOT_TOKEN: house.telegram.token,
    TELEGRAM_WEBHOOK_SECRET: "a-secret-of-the-webhook",
    ...(house.zalo === null ? {} : zaloSettings(house.zalo)),
    ...changed,
  });
  expect(ran.errors).toBe("");
  const found = z.array(Found).parse(json(ran));
  expect(ran.code).toBe(found.every(({ fine }) => fine) ? 0 : 2);
  expect(found.every(({ fine, todo }) => fine === (todo === null))).toBe(true);
  return new Map(found.map((one) => [one.check, one]));
}

it("walks a first day: every line is well, says what it saw, and one message goes out and comes in", async () => {
  sau.says("xin chào");
  const bay = house.zalo?.person({ name: "Bảy" });
  bay?.follows();
  await house.quiet();
  const answering = sau.sees(said("common.doctor_hello"), PATIENCE_MS).then(() => void sau.says("nhận được"));
  const found = await ask({}, "--try", "telegram:77", "--wait", "30");
  await answering;
  expect([...found.values()].filter(({ fine }) => !fine)).toEqual([]);
  expect([...found.keys()]).toEqual(
    expect.arrayContaining([
      "settings",
      "channels",
      "flows and words",
      "disk",
      "letters for pictures",
      "clock",
      "running program",
      "Zalo's way in",
      "messages",
      "Zalo's signature",
      "Telegram",
      "Telegram's way in",
      "Zalo's consent",
      "Zalo OA",
      "Zalo's templates",
      "one message out",
      "one message in",
    ]),
  );
  expect(found.get("Zalo OA")?.saw).toContain("oa_type 4, a state body");
  expect(found.get("Zalo OA")?.saw).toContain("served by v2.0");
  expect(found.get("Zalo's signature")?.saw).toMatch(/^oa_secret_key_app_id \d+$/);
  expect(found.get("Zalo's way in")?.saw).toMatch(/\/webhooks\/zalo takes Zalo's probe in \d+ ms$/);
  expect(found.get("Telegram's way in")?.saw).toContain("/webhooks/telegram, 0 updates wait");
});

it("notices where another answers at the door, as a proxy does that does not hand on", async () => {
  const found = await ask({ PUBLIC_URL: `${house.app.url}/elsewhere` });
  expect(found.get("Zalo's way in")).toMatchObject({
    fine: false,
    saw: expect.stringContaining("answers 404, and not as this program does") as unknown,
    todo: expect.stringContaining("hand on /webhooks/") as unknown,
  });
});

it("a push tells whether it arrived and was read, a reply does not", async () => {
  const { DATABASE_URL, ENCRYPTION_KEY } = {
    DATABASE_URL: house.databaseUrl,
    ENCRYPTION_KEY: "0".repeat(64),
  };
  const wayOf = async (columns: string, values: string): Promise<string> => {
    const [row] = await house.rows(
      z.object({ id: z.string() }),
      `INSERT INTO outbox (contact_id, channel, payload, status, next_at, created_at, sent_at, ${columns})
       SELECT id, channel, '{}', 'sent', now(), now(), now(), ${values} FROM contacts LIMIT 1 RETURNING id::text`,
    );
    return (await run(["message", row?.id ?? ""], "", { DATABASE_URL, ENCRYPTION_KEY })).lines.join("\n");
  };
  expect(
    await wayOf("purpose, delivered_at, read_at", "'push', '2026-11-23T02:05:00Z', '2026-11-23T03:00:00Z'"),
  ).toContain("arrived 2026-11-23T02:05:00.000Z, read 2026-11-23T03:00:00.000Z");
  expect(await wayOf("purpose, delivered_at", "'push', '2026-11-23T02:05:00Z'")).toContain(
    "arrived 2026-11-23T02:05:00.000Z, no receipt yet that it was read",
  );
  expect(await wayOf("purpose", "'push'")).toContain("no receipt yet that it arrived");
  expect(await wayOf("purpose", "'reply'")).not.toContain("receipt");
});

it("says it of each thing that is wrong, and what to do", async () => {
  const found = await ask({
    TELEGRAM_BOT_TOKEN: "123:wrong",
    ZALO_OA_ID: "999",
    ZALO_REFRESH_TOKEN: "",
    PUBLIC_URL: "",
    PORT: "9",
    TELEGRAM_MODE: "polling",
  });
  expect(found.get("Telegram")).toMatchObject({
    fine: false,
    todo: expect.stringContaining("TELEGRAM_BOT_TOKEN") as unknown,
  });
  expect(found.get("Zalo's consent")).toMatchObject({
    fine: false,
    todo: expect.stringContaining("zalo connect") as unknown,
  });
  expect(found.get("running program")).toMatchObject({ fine: false });
  expect(found.get("Zalo webhook")).toMatchObject({ fine: false });
});

it("offline it says so of each, and nothing hangs", async () => {
  const nowhere = "http://127.0.0.1:9";
  const found = await ask({
    TELEGRAM_API_ROOT: nowhere,
    ZALO_OPENAPI_ROOT: nowhere,
    PUBLIC_URL: nowhere,
    DATABASE_URL: "postgresql://nobody:x@127.0.0.1:9/none",
  });
  expect(found.get("clock")?.saw).toContain("offline");
  expect(found.get("database")).toMatchObject({ fine: false });
  expect(found.get("Zalo's way in")).toMatchObject({
    fine: false,
    saw: expect.stringContaining("/webhooks/zalo does not answer") as unknown,
  });
  expect(found.get("Telegram")?.todo).toContain("network");
  expect(found.get("Zalo's consent")).toMatchObject({ fine: false });
});
