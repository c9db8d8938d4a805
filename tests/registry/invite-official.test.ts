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
