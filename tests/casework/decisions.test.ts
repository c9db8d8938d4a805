import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import type { Value } from "../../src/domain/value.ts";
import { found, labels, openCommune, type Commune } from "../registry/stage.ts";

let commune: Commune;
let household: string;
const given = { livelihood: "goat", committed: true, first_step: "mua dê", starts_on: "2026-11-20" };

beforeAll(async () => {
  commune = await openCommune();
});
afterAll(async () => commune.close());
beforeEach(async () => {
  household = await commune.household("Lê Văn Bền", commune.units.hamlet);
  await commune.assign(household, commune.people.minh);
  await commune.agree(household);
});

const submitBy = async (contact: string): Promise<{ [key: string]: Value }> =>
  found(await commune.run(contact, "casework.submit_plan", { ...given, household }));
const decide = async (contact: string, plan: Value, decision = "approve") =>
  commune.run(contact, "casework.decide_plan", { plan, decision, reason: "vì" });

describe("a plan that the officer wrote down himself", () => {
  it("is shown to the leader, and he may not approve it", async () => {
    const { phones, run, told } = commune;
    const { plan = null, officer } = await submitBy(phones.minh);
    expect(officer).toEqual({ name: "Lê Thị Mỹ Hạnh", address: null });
    expect((await told(phones.hanh)).at(-1)).toMatchObject({ flow: "review", vars: { plan } });
    expect(found(await run(phones.minh, "casework.plan_to_review", { plan }))["own_entry"]).toBe(true);
    expect((await decide(phones.minh, plan)).code).toBe("own_entry");
    expect((await decide(phones.hanh, plan)).code).toBe("ok");
  });

  it("may be approved by him where the organisation allows it", async () => {
    const { phones, sql, units } = commune;
    const { plan = null } = await submitBy(phones.minh);
    const [organisation] = await sql.rows(
      z.object({ id: z.string() }),
      `INSERT INTO organisations (id, name, kind, settings, valid_from)
       VALUES (gen_random_uuid(), 'Đoàn xã', 'union', '{"own_entry_allowed": true}', '2025-07-01') RETURNING id`,
    );
    await sql.run("INSERT INTO organisation_units (organisation_id, unit_id) VALUES ($1, $2)", [
      organisation?.id,
      units.commune,
    ]);
    expect((await decide(phones.minh, plan)).code).toBe("ok");
    await sql.run("UPDATE organisations SET valid_to = '2026-01-01'");
  });
});

describe("a decision", () => {
  it("of two officers at once counts once", async () => {
    const { phones } = commune;
    await commune.phoneOf(household, phones.sau);
    const { plan = null } = await submitBy(phones.sau);
    const codes = await commune.crowd("plans", z.string().parse(plan), 2, async () =>
      Promise.all([decide(phones.minh, plan, "approve"), decide(phones.hanh, plan, "refuse")]),
    );
    expect(codes.map(({ code }) => code).toSorted()).toEqual(["gone", "ok"]);
  });

  it("about a household without a phone becomes a task of who decided", async () => {
    const { phones } = commune;
    const { plan = null } = await submitBy(phones.minh);
    expect(found(await decide(phones.hanh, plan, "ask_changes"))["told"]).toBe(false);
    expect(labels(await commune.run(phones.hanh, "desk.my_tasks")).at(-1)).toBe("Lê Văn Bền · vì");
  });

  it("can be answered, and reaches who decided", async () => {
    const { phones, run, told } = commune;
    await commune.phoneOf(household, phones.stranger);
    const { plan = null } = await submitBy(phones.stranger);
    await decide(phones.hanh, plan, "refuse");
    await run(phones.stranger, "casework.answer_decision", { plan, text: "Cháu nói lại giùm" });
    expect((await told(phones.hanh)).at(-1)).toMatchObject({
      flow: "task_new",
      vars: { kind: "plan_answer", household_name: "Lê Văn Bền", note: "Cháu nói lại giùm" },
    });
    expect((await run(phones.stranger, "casework.can_plan", { household })).code).toBe("ok");
  });
});

describe("two plans for one household at once", () => {
  it("leave one", async () => {
    const { phones, run } = commune;
    await commune.phoneOf(household, phones.khoa);
    const both = await Promise.all(
      [phones.minh, phones.khoa].map(async (one) =>
        run(one, "casework.submit_plan", { ...given, household }),
      ),
    );
    expect(both.map(({ code }) => code).toSorted()).toEqual(["not_allowed", "ok"]);
  });
});

describe("a step", () => {
  it("is asked about again after a week, until it is done", async () => {
    const { phones, run, sql, told } = commune;
    const { plan = null } = await submitBy(phones.minh);
    await decide(phones.hanh, plan);
    const [step] = await sql.rows(
      z.object({ id: z.string(), version: z.string() }),
      `SELECT s.id, v.id AS version FROM plan_steps s JOIN plan_versions v ON v.id = s.plan_version_id
       WHERE v.plan_id = $1 AND s.code = 'own'`,
      [plan],
    );
    const dues = async () =>
      (await commune.timers())
        .filter(({ key }) => key.startsWith(`step:${step?.version}`))
        .map(({ due }) => due.slice(0, 10));
    // It was due before the plan was approved, so it is asked about on the next evening.
    expect(await dues()).toEqual(["2026-11-23"]);
    const answer = async (done: string, note: string | null = null) =>
      run(phones.minh, "casework.step_done", {
        plan,
        step: { id: step?.id ?? "", label: "mua dê" },
        done: { id: done, label: done },
        note,
      });
    expect((await answer("not_yet")).code).toBe("ok");
    expect(await dues()).toEqual(["2026-11-23", "2026-11-29"]);
    expect((await answer("cannot", "hết tiền")).code).toBe("ok");
    expect((await told(phones.hanh)).at(-1)).toMatchObject({
      vars: { kind: "step_cannot", note: "mua dê: hết tiền" },
    });
    expect((await answer("done")).code).toBe("ok");
    expect((await answer("done")).code).toBe("gone");
    expect(found(await run(phones.minh, "casework.my_plan", { household }))).toMatchObject({
      status: "under_way",
      next_step: null,
    });
  });
});

describe("a photo with a report", () => {
  it("is kept only where the household agreed to photos", async () => {
    const { phones, run, sql } = commune;
    const { plan = null } = await submitBy(phones.minh);
    await decide(phones.hanh, plan);
    const file = "00000000-0000-4000-8000-00000000000a";
    const report = { household, how: "good", income: 1, cost: 2, photo: { file }, knew: true };
    const photos = async () =>
      sql.run("SELECT FROM diary_entries WHERE household_id = $1 AND kind = 'photo'", [household]);
    expect((await run(phones.minh, "casework.report_progress", report)).value).toMatchObject({ net: -1 });
    expect((await run(phones.minh, "desk.keep_file", { household, file })).value).toEqual({ kept: false });
    expect(await photos()).toBe(0);
    await commune.agree(household, "photos");
    await run(phones.minh, "casework.report_progress", report);
    expect((await run(phones.minh, "desk.keep_file", { household, file })).value).toEqual({ kept: true });
    expect(await photos()).toBe(2);
  });
});

describe("a month's book", () => {
  it("counts the lines written since the report, which it could not count in, and no others", async () => {
    const { phones, run } = commune;
    const { plan = null } = await submitBy(phones.minh);
    await decide(phones.hanh, plan);
    const sold = async (amount: number) =>
      (await run(phones.minh, "casework.write_book", { household, entry: { id: "sold" }, amount })).value;
    const report = async (income: number) =>
      (
        await run(phones.minh, "casework.report_progress", {
          household,
          how: "good",
          income,
          cost: 5,
          knew: true,
        })
      ).value;
    const clock = (minute: string): void => commune.at(`2026-11-23T09:${minute}:00+07:00`);
    clock("01");
    expect(await sold(30)).toMatchObject({ income: 30, cost: 0 });
    clock("02");
    expect(await report(100)).toMatchObject({ income: 100, cost: 5 });
    clock("03");
    expect(await sold(20)).toMatchObject({ income: 120, cost: 5 });
    clock("04");
    expect(await report(150)).toMatchObject({ income: 150, cost: 5, net: 145 });
    clock("05");
    const [line] = z
      .array(z.object({ id: z.string(), label: z.string() }))
      .parse((await run(phones.minh, "casework.book_entries", { household })).value)
      .filter(({ label }) => label.includes("30"));
    const righted = await run(phones.minh, "casework.correct_entry", { entry: line?.id ?? "", amount: 25 });
    expect(righted.value).toMatchObject({ income: 150, cost: 5 });
  });

  it("keeps the first report beside its correction, with who entered it", async () => {
    const { phones, run, sql } = commune;
    const { plan = null } = await submitBy(phones.minh);
    await decide(phones.hanh, plan);
    await run(phones.minh, "casework.report_progress", { household, how: "good", income: 100, cost: null });
    await run(phones.minh, "casework.report_progress", {
      household,
      how: "slow",
      income: 70,
      cost: null,
      knew: true,
    });
    const book = await sql.rows(
      z.object({
        kind: z.string(),
        amount: z.string().nullable(),
        corrected: z.boolean(),
        on_behalf: z.boolean(),
      }),
      `SELECT kind, amount::text, on_behalf, EXISTS (SELECT FROM diary_entries c WHERE c.corrects = d.id) AS corrected
       FROM diary_entries d WHERE household_id = $1 AND kind = 'income' ORDER BY d.amount DESC`,
      [household],
    );
    expect(book).toEqual([
      { kind: "income", amount: "100", corrected: true, on_behalf: true },
      { kind: "income", amount: "70", corrected: false, on_behalf: true },
    ]);
  });
});
