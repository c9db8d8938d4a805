import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { makeInvitation } from "../../src/registry/make-invitation.ts";
import { found, openCommune, type Commune } from "./stage.ts";

let commune: Commune;
beforeAll(async () => {
  commune = await openCommune();
});
afterAll(async () => commune.close());

const now = () => new Date("2026-11-22T03:00:00Z");
const codeFor = async (household: string, person: string | null = null): Promise<string> =>
  (await makeInvitation(commune.sql, { kind: "household", household, person }, null, now())).invitation;

describe("a code", () => {
  it("makes a phone the household's, once", async () => {
    const { run, phones, sau } = commune;
    const code = await codeFor(sau);
    const typed = ` ${code.slice(0, 3).toLowerCase()}-${code.slice(3)} `;
    expect(await run(phones.stranger, "registry.join", { code: typed })).toEqual({
      code: "ok",
      value: { kind: "household", name: "Nguyễn Thị Sáu", unit: "Ấp 3" },
      acting: { id: sau, name: "Nguyễn Thị Sáu" },
    });
    expect(found(await run(phones.stranger, "registry.acting"))["id"]).toBe(sau);
    expect((await run(phones.khoa, "registry.join", { code })).code).toBe("used");
  });

  it("that two phones send at once lets one in", async () => {
    const code = await codeFor(commune.sau);
    const both = await Promise.all([commune.contact(null, "A"), commune.contact(null, "B")]);
    const codes = await Promise.all(
      both.map(async (one) => (await commune.run(one, "registry.join", { code })).code),
    );
    expect(codes.toSorted()).toEqual(["ok", "used"]);
  });

  it("ends after thirty days", async () => {
    const [code, late] = [await codeFor(commune.sau), await codeFor(commune.sau)];
    const phone = await commune.contact(null);
    commune.at("2026-12-22T02:59:00Z");
    expect((await commune.run(phone, "registry.join", { code })).code).toBe("ok");
    commune.at("2026-12-22T03:00:00Z");
    expect((await commune.run(phone, "registry.join", { code: late })).code).toBe("expired");
    commune.at("2026-11-22T03:00:00Z");
  });

  it("that an officer made for a household is worth nothing once it is not his, unless he handed it over", async () => {
    const { run, sql, people, phones, units } = commune;
    const household = await commune.household("Lâm Văn Tới", units.hamlet);
    const lan = await commune.person("Phạm Thị Lan");
    await commune.role(lan, "officer", units.commune);
    await commune.assign(household, people.minh);
    const made = async (): Promise<string> =>
      z.string().parse(found(await run(phones.minh, "registry.invite", { household }))["invitation"]);
    const [kept, handed] = [await made(), await made()];
    const attempt = async (code: string) =>
      (await commune.attempt(await commune.contact(null), "registry.join", { code })).code;
    expect(await attempt(kept)).toBe("ok");
    await sql.run("UPDATE assignments SET valid_to = '2026-11-22' WHERE household_id = $1", [household]);
    expect(await attempt(kept)).toBe("expired");
    await commune.assign(household, lan);
    expect(await attempt(handed)).toBe("expired");
    await sql.run("UPDATE invitations SET created_by = $2 WHERE household_id = $1", [household, lan]);
    expect(await attempt(handed)).toBe("ok");
  });

  it("is worth nothing once who looks after its household has cancelled it; nobody else can, nor learns of it", async () => {
    const { run, sql, people, phones, sau } = commune;
    const ofHousehold = await codeFor(sau);
    const [{ invitation: ofMinh }, { invitation: ofHanh }] = [
      await makeInvitation(sql, { kind: "person", person: people.minh }, null, now()),
      await makeInvitation(sql, { kind: "person", person: people.khoa }, null, now()),
    ];
    const cancel = async (phone: string, code: string) =>
      (await run(phone, "registry.revoke_code", { code })).code;
    for (const phone of [phones.khoa, phones.stranger])
      expect([await cancel(phone, ofHousehold), await cancel(phone, "AAAAAA")]).toEqual([
        "not_open",
        "not_open",
      ]);
    expect([await cancel(phones.minh, ofHousehold), await cancel(phones.minh, ofHousehold)]).toEqual([
      "ok",
      "not_open",
    ]);
    // An officer's own code is his leader's to cancel; one of the province is nobody's here.
    expect([await cancel(phones.minh, ofMinh), await cancel(phones.hanh, ofHanh)]).toEqual([
      "not_open",
      "not_open",
    ]);
    expect(await cancel(phones.hanh, ofMinh)).toBe("ok");
    expect((await run(await commune.contact(null), "registry.join", { code: ofHousehold })).code).toBe(
      "expired",
    );
  });

  it("belongs to an officer by his roles", async () => {
    const { people, sql, run } = commune;
    const { invitation } = await makeInvitation(sql, { kind: "person", person: people.minh }, null, now());
    const phone = await commune.contact(null, "M");
    expect(found(await run(phone, "registry.join", { code: invitation }))).toEqual({
      kind: "officer",
      name: "Trần Văn Minh",
      unit: "Bình Phú Đông",
    });
    expect((await run(phone, "casework.plans_to_review")).value).toEqual([]);
  });

  it("names the head on the first phone and somebody else on the second", async () => {
    const { run, sql, units } = commune;
    const head = await commune.person("Kim Thị Sô Thia");
    const household = await commune.household("Kim Thị Sô Thia", units.hamlet);
    const [first, second] = [await commune.contact(null, "Thia"), await commune.contact(null, "Cháu Tèo")];
    await run(first, "registry.join", { code: await codeFor(household, head) });
    await run(second, "registry.join", { code: await codeFor(household, head) });
    const owners = await sql.rows(
      z.object({ name: z.string() }),
      "SELECT p.name FROM contacts c JOIN people p ON p.id = c.person_id WHERE c.id IN ($1, $2) ORDER BY p.name",
      [first, second],
    );
    expect(owners.map(({ name }) => name)).toEqual(["Cháu Tèo", "Kim Thị Sô Thia"]);
  });

  it("takes along the consent that was given before", async () => {
    const { run, units } = commune;
    const household = await commune.household("Huỳnh Thị Thu", units.hamlet);
    const phone = await commune.contact(null, "Thu");
    const lastAnswer = { asked: "Đồng ý không?", typed: "Tôi đồng ý" };
    await run(phone, "registry.record_consent", { purpose: "register", given: true }, { lastAnswer });
    await run(phone, "registry.join", { code: await codeFor(household) });
    expect((await run(phone, "casework.can_plan")).code).toBe("ok");
  });
});

describe("wrong codes", () => {
  it("make a pause at the fifth, in which even a right one is not looked at", async () => {
    const phone = await commune.contact(null);
    const attempt = async (code: string) => (await commune.run(phone, "registry.join", { code })).code;
    const right = await codeFor(commune.sau);
    expect(await attempt("AAAAAA")).toBe("wrong");
    for (let tries = 2; tries <= 4; tries++) expect(await attempt(`WRONG${tries}`)).toBe("wrong");
    expect(await attempt("")).toBe("paused");
    expect(await attempt(right)).toBe("paused");
    commune.at("2026-11-22T03:14:59Z");
    expect(await attempt(right)).toBe("paused");
    commune.at("2026-11-22T03:15:00Z");
    expect(await attempt(right)).toBe("ok");
    commune.at("2026-11-22T03:00:00Z");
  });

  it("of an hour ago do not count, nor those of somebody else", async () => {
    const [phone, other] = [await commune.contact(null), await commune.contact(null)];
    for (let tries = 1; tries <= 4; tries++) await commune.run(phone, "registry.join", { code: "WRONG1" });
    expect((await commune.run(other, "registry.join", { code: "WRONG1" })).code).toBe("wrong");
    commune.at("2026-11-22T04:00:01Z");
    expect((await commune.run(phone, "registry.join", { code: "WRONG1" })).code).toBe("wrong");
    commune.at("2026-11-22T03:00:00Z");
  });
});
