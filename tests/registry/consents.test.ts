import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { found, openCommune, type Commune } from "./stage.ts";

const asked = "Đoàn xã xin ghi lại chuyện làm ăn của nhà mình. Đồng ý không?";
const Row = z.object({
  purpose: z.string(),
  given: z.boolean(),
  text: z.string(),
  how: z.string(),
  person: z.string().nullable(),
  witness: z.string().nullable(),
  household_id: z.string().nullable(),
});

let commune: Commune;
beforeAll(async () => {
  commune = await openCommune();
});
afterAll(async () => commune.close());

const last = async () =>
  (
    await commune.sql.rows(
      Row,
      `SELECT c.purpose, c.given, c.text, c.how, p.name AS person, w.name AS witness, c.household_id
       FROM consents c LEFT JOIN people p ON p.id = c.person_id LEFT JOIN people w ON w.id = c.witness_id
       ORDER BY c.decided_at DESC LIMIT 1`,
    )
  )[0];

describe("a consent", () => {
  it("keeps the words that were shown, and that it was tapped or typed", async () => {
    const { run, phones, sau } = commune;
    const given = { id: "agree", label: "Tôi đồng ý" };
    await run(
      phones.sau,
      "registry.record_consent",
      { purpose: "register", given },
      { lastAnswer: { asked, typed: "Tôi đồng ý" } },
    );
    expect(await last()).toEqual({
      purpose: "register",
      given: true,
      text: asked,
      how: "tap",
      person: "Nguyễn Thị Sáu",
      witness: null,
      household_id: sau,
    });
    commune.at("2026-11-22T03:01:00Z");
    await run(
      phones.sau,
      "registry.record_consent",
      { purpose: "photos", given },
      { lastAnswer: { asked, typed: "toi dong y" } },
    );
    expect(await last()).toMatchObject({ purpose: "photos", how: "typed" });
    expect(found(await run(phones.sau, "registry.my_consents"))).toMatchObject({
      register: true,
      photos: true,
      share: false,
    });
  });

  it("is witnessed where the officer records it for the household", async () => {
    const { run, phones, units } = commune;
    commune.at("2026-11-22T03:02:00Z");
    const made = found(
      await run(phones.minh, "registry.register_household", { name: "Kim Thị Sô Thia", unit: units.hamlet }),
    );
    const acting = { id: z.string().parse(made["id"]), name: "Kim Thị Sô Thia" };
    await run(
      phones.minh,
      "registry.record_consent",
      { purpose: "register", given: true, witnessed: true },
      { acting, lastAnswer: { asked, typed: "Bà đồng ý" } },
    );
    expect(await last()).toMatchObject({
      how: "witnessed",
      person: "Kim Thị Sô Thia",
      witness: "Trần Văn Minh",
      household_id: acting.id,
    });
    const enrolments = await commune.sql.rows(
      z.object({ status: z.string() }),
      "SELECT status FROM enrolments WHERE household_id = $1 AND valid_to IS NULL",
      [acting.id],
    );
    expect(enrolments).toEqual([{ status: "taking_part" }]);
  });

  it("without the question that was shown is no proof and fails", async () => {
    const { run, phones } = commune;
    await expect(
      run(phones.sau, "registry.record_consent", { purpose: "register", given: true }),
    ).rejects.toThrow("needs the question");
  });

  it("of a household that is not one's own is one's own consent only", async () => {
    const { run, phones, sau } = commune;
    commune.at("2026-11-22T03:03:00Z");
    await run(
      phones.stranger,
      "registry.record_consent",
      { purpose: "register", given: true },
      { acting: { id: sau, name: "?" }, lastAnswer: { asked, typed: "ok" } },
    );
    expect(await last()).toMatchObject({ household_id: null, person: null });
  });

  it("that was refused blocks just what needs it, and can be given later", async () => {
    const { run, phones, sau } = commune;
    const say = async (given: string) =>
      run(
        phones.sau,
        "registry.record_consent",
        { purpose: "register", given },
        { lastAnswer: { asked, typed: given } },
      );
    commune.at("2026-11-22T03:04:00Z");
    await say("refuse");
    expect((await run(phones.sau, "casework.can_plan")).code).toBe("no_consent");
    expect((await run(phones.sau, "casework.my_plan", { household: sau })).code).toBe("none");
    expect(found(await run(phones.sau, "registry.my_consents"))).toMatchObject({
      register: false,
      photos: true,
    });
    const refused = async () => run(phones.sau, "registry.consent_refused");
    expect(found(await refused())).toEqual({ purpose: "register" });
    commune.at("2026-11-22T03:05:00Z");
    await say("agree");
    expect((await refused()).code).toBe("none");
    expect((await run(phones.sau, "casework.can_plan")).code).toBe("ok");
  });

  it("can be taken back", async () => {
    const { run, phones } = commune;
    expect((await run(phones.sau, "registry.withdraw_consent", { purpose: "register" })).code).toBe("ok");
    expect((await run(phones.sau, "registry.withdraw_consent", { purpose: "register" })).code).toBe("none");
    expect((await run(phones.sau, "casework.can_plan")).code).toBe("no_consent");
    expect(found(await run(phones.sau, "registry.consent_refused"))).toEqual({ purpose: "register" });
  });
});
