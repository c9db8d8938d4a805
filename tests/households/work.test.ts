import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { transitionTo, type HouseholdClass } from "../../src/domain/classification.ts";
import type { Values } from "../../src/domain/value.ts";
import { followUpDays } from "../../src/households/follow-up.ts";
import { readSearch } from "../../src/registry/search-text.ts";
import { found, labels, openCommune, type Commune } from "../registry/stage.ts";

let commune: Commune;
beforeAll(async () => {
  commune = await openCommune();
  await commune.agree(commune.sau);
});
afterAll(async () => commune.close());

const PersonRow = z.object({ person: z.string(), to: z.string().nullable() });

describe("what a search means", () => {
  it.each([
    ["sáu", { name: "sau" }],
    ["hộ cô Sáu", { name: "sau" }],
    ["nguyen thi sau ap 3", { name: "nguyen thi sau", place: "ap 3" }],
    ["xã Mỹ Hòa", { name: "", place: "xa my hoa" }],
    ["Tô Thị Lan", { name: "to thi lan" }],
    ["sáu tổ 4", { name: "sau", place: "to 4" }],
    ["0912 345 678", { phone: "+84912345678" }],
    ["H4829173", { code: "H4829173" }],
    ["mã hộ h4829173", { code: "H4829173" }],
  ])("%s", (text, expected) => {
    expect(readSearch(text)).toEqual({ code: null, phone: null, name: "", place: null, ...expected });
  });
});

describe("a search by place", () => {
  it("finds by hamlet, by commune, by both", async () => {
    const { run, phones } = commune;
    const find = async (text: string) => labels(await run(phones.hanh, "registry.find_households", { text }));
    expect(await find("sau ap 3")).toEqual(["Nguyễn Thị Sáu · Ấp 3"]);
    expect(await find("sau ap 1")).toEqual([]);
    expect(await find("binh phu dong")).toEqual(["Nguyễn Thị Sáu · Ấp 3"]);
    expect(await find("xã An Hội")).toEqual([]);
  });

  it("finds them in a record that was begun anew, with other places of the same names", async () => {
    const anew = await openCommune();
    for (const { run, phones } of [commune, anew])
      expect(labels(await run(phones.hanh, "registry.find_households", { text: "sau ap 3" }))).toHaveLength(
        1,
      );
    await anew.close();
  });
});

describe("a place to move to", () => {
  it("is read at home first, and elsewhere where it is named so", async () => {
    const { run, phones, sau } = commune;
    const places = async (text: string) =>
      labels(await run(phones.hanh, "households.places", { household: sau, text }));
    expect(await places("ấp 3")).toEqual(["Ấp 3, Bình Phú Đông, Vĩnh Long"]);
    expect(await places("Ap 1")).toEqual(["Ấp 1, Bình Phú Đông, Vĩnh Long"]);
    expect(await places("ấp 3 An Hội")).toEqual(["Ấp 3, An Hội, Vĩnh Long"]);
    expect(await places("xã An Hội")).toEqual(["An Hội, Vĩnh Long"]);
  });

  it("is read in the whole country for whoever may not move the household", async () => {
    const { run, phones, sau } = commune;
    const read = await run(phones.stranger, "households.places", { household: sau, text: "ấp 3" });
    expect(new Set(labels(read))).toEqual(
      new Set(["Ấp 3, Bình Phú Đông, Vĩnh Long", "Ấp 3, An Hội, Vĩnh Long"]),
    );
  });
});

describe("what happened between two classifications", () => {
  const table: [HouseholdClass[], HouseholdClass, string | null][] = [
    [[], "poor", null],
    [["none"], "poor", "new_case"],
    [["poor"], "left_poor", "left_poor"],
    [["near_poor"], "none", "left_near_poor"],
    [["poor", "left_poor"], "near_poor", "relapsed"],
    [["near_poor", "none"], "poor", "relapsed"],
    [["near_poor"], "poor", "worse"],
    [["poor"], "near_poor", "better"],
    [["poor"], "poor", null],
    [["average"], "none", null],
  ];
  it.each(table)("%j then %s is %s", (before, next, expected) => {
    expect(transitionTo(before, next)).toBe(expected);
  });
});

it("a household that left is looked at six times in three years", () => {
  const days = followUpDays("2026-08-31");
  expect(days).toHaveLength(6);
  expect([days[0], days.at(-1)]).toEqual(["2027-02-28", "2029-08-31"]);
});

it("a decision ends the one before, in its order, by the standard and area of its day", async () => {
  const { run, phones, sau } = commune;
  const enter = (status: string, from: string, decision: string | null = null) =>
    run(phones.minh, "households.classify", { household: sau, status, from, decision });
  expect((await enter("poor", "2027-01-01")).code).toBe("too_early");
  expect(found(await enter("poor", "2025-12-01", "12/QĐ"))).toMatchObject({
    area: "rural",
    transition: null,
  });
  expect((await enter("poor", "2025-12-01")).code).toBe("same");
  expect((await enter("none", "2025-01-01")).code).toBe("older");
  expect(found(await enter("left_poor", "2026-11-01"))).toMatchObject({ transition: "left_poor" });
  expect(found(await enter("near_poor", "2026-11-20"))).toMatchObject({ transition: "relapsed" });
  const rows = await commune.sql.rows(
    z.object({ status: z.string(), to: z.string().nullable() }),
    "SELECT status, valid_to AS to FROM classifications ORDER BY valid_from",
  );
  expect(rows).toEqual([
    { status: "poor", to: "2026-11-01" },
    { status: "left_poor", to: "2026-11-20" },
    { status: "near_poor", to: null },
  ]);
});

it("takes part only with consent and within the quota; who is replaced says by whom", async () => {
  const { run, phones, sau, units, people } = commune;
  const other = await commune.household("Lê Văn Bền", units.hamlet);
  await commune.assign(other, people.minh);
  const enrol = (household: string, act: string, more = {}) =>
    run(phones.minh, "households.enrol", { household, act, ...more });
  expect((await enrol(sau, "leave")).code).toBe("does_not_fit");
  await enrol(sau, "propose");
  await enrol(other, "propose");
  expect((await enrol(other, "take_part")).code).toBe("no_consent");
  await commune.agree(other);
  expect((await run(phones.minh, "households.set_quota", { unit: units.commune, quota: 1 })).code).toBe(
    "not_allowed",
  );
  await run(phones.hanh, "households.set_quota", { unit: units.commune, quota: 1, document: "34/KH" });
  expect((await enrol(sau, "take_part")).code).toBe("ok");
  expect(await enrol(other, "take_part")).toMatchObject({ code: "quota_full", value: { quota: 1, left: 0 } });
  expect((await enrol(sau, "replace", { replacement: other, reason: "đi làm xa" })).code).toBe("ok");
  expect((await enrol(other, "take_part")).code).toBe("ok");
  const rows = await commune.sql.rows(
    z.object({ status: z.string(), by: z.string().nullable() }),
    "SELECT status, replaced_by AS by FROM enrolments WHERE household_id = $1 AND valid_to IS NULL",
    [sau],
  );
  expect(rows).toEqual([{ status: "replaced", by: other }]);
  const left = await enrol(other, "leave");
  expect(found(left)["next_check"]).toBe("2027-05-22");
  expect((await commune.timers()).map(({ key, due }) => [key, due])).toEqual([
    [`follow_up:${other}:2027-05-22`, "2027-05-22T01:30:00.000Z"],
  ]);
});

it("passes households, tasks, looks and talks to the next officer, once both agree", async () => {
  const { run, phones, sau, units, people, sql } = commune;
  const lan = await commune.person("Phạm Thị Lan");
  await commune.role(lan, "officer", units.commune);
  const lanPhone = await commune.contact(lan);
  await sql.run(
    "INSERT INTO tasks (id, kind, household_id, person_id, created_at) VALUES (gen_random_uuid(), 'call', $1, $2, now())",
    [sau, people.minh],
  );
  expect((await run(phones.minh, "households.plan_handover", { from: people.minh, to: lan })).code).toBe(
    "not_allowed",
  );
  const line = "Minh đi học tới hết tháng 7, giao tạm hộ cho Lan";
  const planned = await run(phones.hanh, "households.plan_handover", { from: people.minh, to: lan, line });
  expect(planned).toMatchObject({ code: "waits", value: { count: 2 } });
  const handover = z.string().parse(found(planned)["id"]);
  // The line that began it says why, and for how long: nothing is asked again, and nothing lost.
  const kept = await sql.rows(
    z.object({ reason: z.string() }),
    "SELECT reason FROM handovers WHERE id = $1",
    [handover],
  );
  expect(kept).toEqual([{ reason: line }]);
  expect((await run(phones.khoa, "households.handover", { handover })).code).toBe("gone");
  expect((await run(lanPhone, "households.agree_handover", { handover, agrees: "agree" })).code).toBe(
    "waits",
  );
  // Her own side is settled: she is not asked again.
  expect((await run(lanPhone, "households.handover", { handover })).code).toBe("gone");
  expect((await run(phones.minh, "households.agree_handover", { handover, agrees: "agree" })).code).toBe(
    "ok",
  );
  const assigned = await sql.rows(
    PersonRow,
    "SELECT person_id AS person, valid_to AS to FROM assignments WHERE household_id = $1 AND kind = 'officer' ORDER BY valid_to",
    [sau],
  );
  expect(assigned).toEqual([
    { person: people.minh, to: "2026-11-22" },
    { person: lan, to: null },
  ]);
  expect(labels(await run(lanPhone, "desk.my_tasks"))).toHaveLength(1);
  expect(labels(await run(phones.minh, "registry.my_households"))).toEqual([]);
  expect((await commune.told(phones.sau)).at(-1)).toMatchObject({
    flow: "households_new_officer",
    vars: { officer: { name: "Phạm Thị Lan" } },
  });
  const timers = await sql.rows(
    z.object({ person: z.string().nullable() }),
    "SELECT person_id AS person FROM timers",
  );
  expect(timers).toEqual([{ person: lan }]);
  expect((await run(phones.minh, "households.agree_handover", { handover, agrees: "agree" })).code).toBe(
    "gone",
  );
});

it("a second officer at a time is refused by the database itself", async () => {
  await expect(commune.assign(commune.sau, commune.people.hanh)).rejects.toThrow("assignments_one_officer");
});

it("a move to another commune ends what officers here can see", async () => {
  const { run, phones, sau, units } = commune;
  const far = await commune.person("Phạm Thị Xa");
  await commune.role(far, "leader", units.otherCommune);
  const farPhone = await commune.contact(far);
  const day = "2026-11-20";
  const go = (contact: string) =>
    run(contact, "households.move", { household: sau, unit: units.farHamlet, day });
  expect((await go(farPhone)).code).toBe("not_allowed");
  expect((await go(phones.hanh)).code).toBe("ok");
  expect((await run(phones.hanh, "households.card", { household: sau })).code).toBe("not_allowed");
  expect((await run(farPhone, "households.card", { household: sau })).code).toBe("ok");
  expect((await commune.told(farPhone)).map(({ flow }) => flow)).toEqual(["task_new"]);
});

describe("a code for somebody who works in the unit", () => {
  it("opens no more than its leader may: who is also something else gets none from her", async () => {
    const { run, phones, sql } = commune;
    const [minh] = await sql.rows(
      z.object({ id: z.string() }),
      "SELECT id FROM people WHERE name = 'Trần Văn Minh'",
    );
    const member = minh?.id ?? "";
    const code = async (given: Values) => (await run(phones.hanh, "households.invite_staff", given)).code;
    expect(await code({ member, name: null, unit: null })).toBe("ok");
    const [elsewhere] = await sql.rows(
      z.object({ id: z.string() }),
      `INSERT INTO roles (id, person_id, role, unit_id, valid_from)
       SELECT gen_random_uuid(), $1, 'province', v.parent_id, '2027-01-01' FROM roles r
       JOIN unit_versions v ON v.unit_id = r.unit_id WHERE r.person_id = $1 LIMIT 1 RETURNING id`,
      [member],
    );
    expect(await code({ member, name: null, unit: null })).toBe("elsewhere");
    expect(await code({ member: null, name: "tran van minh", unit: null })).toBe("elsewhere");
    expect((await run(phones.hanh, "households.staff_member", { member })).value).toMatchObject({
      may_have_code: false,
      may_end: true,
    });
    await sql.run("DELETE FROM roles WHERE id = $1", [elsewhere?.id]);
  });

  it("is made by nobody but a leader, and for nobody of another unit", async () => {
    const { run, phones } = commune;
    const nobody = "00000000-0000-4000-8000-000000000000";
    const named = { member: null, name: "Trần Thị Mai", unit: null };
    expect((await run(phones.minh, "households.invite_staff", named)).code).toBe("not_allowed");
    expect((await run(phones.hanh, "households.invite_staff", { ...named, unit: nobody })).code).toBe(
      "not_allowed",
    );
    expect(
      (await run(phones.hanh, "households.invite_staff", { member: nobody, name: null, unit: null })).code,
    ).toBe("not_allowed");
  });
});
