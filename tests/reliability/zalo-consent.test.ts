import { afterAll, beforeAll, expect, it } from "vitest";
import { z } from "zod";
import { urgently } from "../../src/app/urgent.ts";
import { StoppedClock } from "../../src/clock.ts";
import { loadStory } from "../../src/demo/story.ts";
import { AppError } from "../../src/domain/app-error.ts";
import { Background } from "../../src/turns/background.ts";
import { sqlOf } from "../../src/store/sql.ts";
import { inTransaction } from "../../src/store/in-transaction.ts";
import { sweep } from "../../src/turns/sweep.ts";
import type { TelegramPerson } from "../fakes/telegram/people.ts";
import { openHouse, type House } from "./house.ts";
import { said } from "./said.ts";
import { PATIENCE_MS } from "./stranger.ts";

const RETRY_MS = 6 * 60_000;
const DAY_MS = 86_400_000;
let house: House;

beforeAll(async () => {
  house = await openHouse({ ZALO_SITE_VERIFICATION: "zalo_verifierQ_x-9Ab.html" }, { zaloOa: 2 });
});
afterAll(() => house.close());

/** Somebody who runs the program and is known on Telegram. */
async function administrator(): Promise<TelegramPerson> {
  await inTransaction(house.pool, (client) => loadStory(sqlOf(client), house.clock.now()));
  const person = house.telegram.person({ id: 77, first_name: "Khoa", language_code: "vi", started: true });
  person.says("/start");
  await person.sees(said("welcome.hello"), PATIENCE_MS);
  await house.pool.query(
    `WITH known AS (
       INSERT INTO people (id, name, folded) VALUES (gen_random_uuid(), 'Khoa', 'khoa') RETURNING id
     ), role AS (
       INSERT INTO roles (id, person_id, role, unit_id, valid_from)
       SELECT gen_random_uuid(), known.id, 'administrator', (SELECT id FROM units LIMIT 1), '2026-01-01' FROM known
     )
     UPDATE contacts SET person_id = (SELECT id FROM known) WHERE channel = 'telegram' AND external_id = '77'`,
  );
  return person;
}

it("tells the administrator that consent is gone, and goes on writing once she has given it anew", async () => {
  const khoa = await administrator();
  const { zalo } = house;
  if (zalo === null) throw new Error("there is no Official Account here");
  zalo.tokens.revoke();
  const bay = zalo.person({ name: "Bảy" });
  bay.follows();
  bay.says("xin chào");
  const alert = await khoa.sees(said("operations_alert.with_link"), PATIENCE_MS);
  const link = z.url().parse(/http\S+/.exec(alert.text)?.[0]);
  const alerts = khoa.inbox.filter(({ text }) => said("operations_alert.with_link").test(text));
  expect(alerts).toHaveLength(1);
  expect(bay.inbox).toEqual([]);

  // Another process finds out on the same day: what it does must not close the way that she was shown.
  const worker = await house.addWorker();
  worker.parts.alarm("zalo.consent_needed", "said by a second process");
  await worker.stop();

  // The fake's page of consent agrees at once and sends the browser back.
  const page = await fetch(link);
  expect(await page.text()).toMatch(said("zalo_consent.granted"));
  house.push(RETRY_MS);
  await sweep(house.app.parts);
  await bay.sees(said("welcome.hello"), PATIENCE_MS);

  expect((await fetch(link)).status).toBe(404);

  // The first time that renewing fails is told as well, although the account still works.
  house.app.parts.alarm("zalo.refresh_failed", "said by a test");
  await khoa.sees(said("terms.operations_alerts.zalo_refresh_failed"), PATIENCE_MS);
});

it.each([
  ["without a ticket", "/zalo/consent"],
  ["with another's ticket", "/zalo/consent?ticket=AAAA"],
  ["with a state that is not ours", "/zalo/callback?code=abc&state=AAAA"],
  ["with nothing", "/zalo/callback"],
])("is no way in %s", async (_how, path) => {
  const answer = await fetch(`${house.app.url}${path}`, { redirect: "manual" });
  expect(answer.status).toBeGreaterThanOrEqual(400);
  expect(await answer.text()).toMatch(said("zalo_consent.stale"));
});

it("asks once a day for the same thing, however often it fails", async () => {
  const told = async (): Promise<number> =>
    (
      await house.rows(
        z.object({ id: z.string() }),
        "SELECT id::text FROM inbox WHERE external_id LIKE 'alert:zalo_consent_needed:%'",
      )
    ).length;
  expect(await told()).toBe(1);
  house.zalo?.tokens.revoke();
  house.push(DAY_MS);
  const other = house.zalo?.person({ name: "Tám" });
  other?.follows();
  other?.says("alo");
  await expect.poll(told, { timeout: PATIENCE_MS }).toBe(2);
});

it("shows Zalo's console the file that proves the domain, and only that one", async () => {
  const answer = await fetch(`${house.app.url}/zalo_verifierQ_x-9Ab.html`);
  expect(answer.status).toBe(200);
  expect(answer.headers.get("content-type")).toMatch(/^text\/html/);
  expect(await answer.text()).toContain(
    '<meta property="zalo-platform-site-verification" content="Q_x-9Ab" />',
  );
  expect((await fetch(`${house.app.url}/zalo_verifierQ_x-9Ac.html`)).status).toBe(404);
});

/** What administrators are told where making the link goes like this, one alarm after the other; and what failed. */
async function toldWith(day: string, links: readonly (string | Error)[]) {
  const failed: unknown[] = [];
  const [pool, clock] = [house.pool, new StoppedClock(new Date(`${day}T02:00:00Z`))];
  const left = [...links];
  const consentLink = async (): Promise<string> => {
    const link = left.shift();
    if (typeof link !== "string") throw link ?? new Error("nobody should ask again");
    return link;
  };
  const log = { warn: () => undefined };
  const background = new Background((error) => failed.push(error));
  const nudges = { takeTurn: async () => undefined };
  const tell = urgently({ pool, clock, nudges, background, consentLink, log });
  for (const _ of [...links, "once more"]) {
    tell("zalo.consent_needed");
    await background.settled(PATIENCE_MS);
  }
  const rows = await house.rows(
    z.object({ link: z.string().nullable() }),
    "SELECT payload->'vars'->>'link' AS link FROM inbox WHERE external_id = $1",
    [`alert:zalo_consent_needed:${day}`],
  );
  return { links: rows.map(({ link }) => link), failed: failed.length };
}

it.each([
  {
    where: "without a link where the settings allow none",
    day: "2026-12-10",
    made: [new AppError("no_account", "Set PUBLIC_URL first.", 1)],
    links: [null],
    failed: 0,
  },
  {
    where: "by the next alarm where the first could not be written down",
    day: "2026-12-11",
    made: [new Error("the database is away"), "https://sinhke.example.vn/zalo/consent?ticket=B"],
    links: ["https://sinhke.example.vn/zalo/consent?ticket=B"],
    failed: 1,
  },
])("tells the administrator $where", async ({ day, made, links, failed }) => {
  expect(await toldWith(day, made)).toEqual({ links, failed });
});
