import { afterAll, beforeAll, expect, it } from "vitest";
import { inviteOfficial } from "../../src/registry/invite-official.ts";
import { openCommune, type Commune } from "./stage.ts";

let commune: Commune;
beforeAll(async () => {
  commune = await openCommune();
});
afterAll(async () => commune.close());

it("writes an official down once, and the code makes her known to the chat", async () => {
  const { sql, run, phones, units } = commune;
  const now = new Date("2026-11-22T09:00:00+07:00");
  const official = { name: "Phan Thị Mười", role: "officer", unit: units.commune, addressAs: "chi" } as const;
  const first = await inviteOfficial(sql, official, now);
  const second = await inviteOfficial(sql, official, now);
  expect([first.known, second.known]).toEqual([false, true]);
  expect(second.invitation).not.toBe(first.invitation);
  const joined = await run(phones.stranger, "registry.join", { code: second.invitation });
  expect(joined).toMatchObject({ code: "ok", value: { kind: "officer", name: "Phan Thị Mười" } });
});

it("who has an account hears that a leader made one more code for it, or ended her work", async () => {
  const { sql, run, told, people, phones } = commune;
  const made = await run(phones.hanh, "households.invite_staff", {
    member: people.minh,
    name: null,
    unit: null,
  });
  expect(made.code).toBe("ok");
  expect(
    await run(phones.hanh, "households.invite_staff", { member: people.hanh, name: null, unit: null }),
  ).toMatchObject({
    code: "ok",
  });
  await sql.run("UPDATE assignments SET valid_to = '2026-11-01' WHERE person_id = $1", [people.minh]);
  expect((await run(phones.hanh, "households.end_staff", { member: people.minh })).code).toBe("ok");
  const heard = await told(phones.minh);
  expect(heard.map(({ flow, vars }) => [flow, vars["news"]])).toEqual([
    ["staff_news", "code"],
    ["staff_news", "ended"],
  ]);
  expect(await told(phones.hanh)).toEqual([]);
});
