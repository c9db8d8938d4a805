import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { found, labels, openCommune, type Commune } from "../registry/stage.ts";

let commune: Commune;
const asked = "Nhà mình có đồng ý để Đoàn xã ghi lại và theo dõi không?";

beforeAll(async () => {
  commune = await openCommune();
});
afterAll(async () => commune.close());

const plan = {
  livelihood: { id: "cow", label: "Nuôi bò" },
  own_contribution: "chuồng cũ, công nhà",
  needs: { id: "loan", label: "Vay vốn" },
  need_amount: 20_000_000,
  first_step: "sửa chuồng",
  starts_on: { date: "2026-12-05" },
  expected_income: 2_500_000,
  result_on: { from: "2027-06-01", to: "2027-06-30" },
  committed: true,
};

describe("the first journey, as its commands", () => {
  it("asks for consent before a plan", async () => {
    const { run, phones, sau } = commune;
    expect((await run(phones.sau, "casework.can_plan")).code).toBe("no_consent");
    expect((await run(phones.sau, "casework.submit_plan", plan)).code).toBe("not_allowed");
    await run(
      phones.sau,
      "registry.record_consent",
      { purpose: "register", given: { id: "agree", label: "Tôi đồng ý" } },
      { lastAnswer: { asked, typed: "Tôi đồng ý" } },
    );
    expect((await run(phones.sau, "casework.can_plan", { household: sau })).code).toBe("ok");
  });

  it("hands a plan to the officer in charge", async () => {
    const { run, phones } = commune;
    const sent = found(await run(phones.sau, "casework.submit_plan", plan));
    expect(sent).toMatchObject({ version: 1, officer: { name: "Trần Văn Minh", address: null } });
    expect(await commune.told(phones.minh)).toEqual([
      { flow: "review", kind: "start", vars: { plan: sent["plan"] } },
    ]);
    expect((await run(phones.sau, "casework.can_plan")).code).toBe("open");
    expect(found(await run(phones.sau, "casework.my_plan"))).toMatchObject({
      status: "submitted",
      livelihood: "cow",
      needs: "loan",
      need_amount: 20_000_000,
      steps: { one: { what: "sửa chuồng", on: "2026-12-05" }, two: null },
      how_steps: "own",
      starts_on: "2026-12-05",
      expected_income: 2_500_000,
      result_on: "2027-06-01",
      next_step: "sửa chuồng",
    });
  });

  it("goes back with a reason, is changed, and is approved", async () => {
    const { run, phones, sau } = commune;
    const id = found(await run(phones.sau, "casework.my_plan"))["id"] ?? null;
    expect(labels(await run(phones.minh, "casework.plans_to_review"))).toEqual(["Nguyễn Thị Sáu · Ấp 3"]);
    const reason = "Cô nói rõ mua mấy con";
    const back = await run(phones.minh, "casework.decide_plan", {
      plan: id,
      decision: "ask_changes",
      reason,
    });
    expect(found(back)).toMatchObject({ household_name: "Nguyễn Thị Sáu", told: true });
    expect((await commune.told(phones.sau)).at(-1)).toMatchObject({
      flow: "plan_decided",
      vars: {
        plan: id,
        decision: "ask_changes",
        reason,
        officer: { name: "Trần Văn Minh", address: null },
        household: { id: sau },
      },
    });
    expect((await run(phones.minh, "casework.decide_plan", { plan: id, decision: "approve" })).code).toBe(
      "gone",
    );

    const again = found(
      await run(phones.sau, "casework.submit_plan", { ...plan, own_words: "mua 2 con bò cái" }),
    );
    expect(again).toMatchObject({ plan: id, version: 2 });
    expect(found(await run(phones.minh, "casework.plan_to_review", { plan: id }))).toMatchObject({
      own_words: "mua 2 con bò cái",
      household_name: "Nguyễn Thị Sáu",
      entered_name: "Nguyễn Thị Sáu",
      own_entry: false,
      changed: { own_words: { was: null, now: "mua 2 con bò cái" } },
    });
    const approved = await run(phones.minh, "casework.decide_plan", {
      plan: id,
      decision: { id: "approve", label: "Duyệt" },
    });
    expect(approved.code).toBe("ok");
  });

  it("reminds of the step and of each month's progress in the evening", async () => {
    const timers = await commune.timers();
    expect(timers[0]).toMatchObject({ kind: "step", due: "2026-12-05T11:30:00.000Z" });
    // Nothing is asked of the month before it begins.
    expect(timers[1]).toMatchObject({ kind: "progress", due: "2026-12-28T11:30:00.000Z" });
    expect(timers.filter(({ kind }) => kind === "progress")).toHaveLength(11);
  });

  it("reports a month, corrects it, and asks the officer where there is a difficulty", async () => {
    const { run, phones } = commune;
    expect(found(await run(phones.sau, "casework.can_report"))).toMatchObject({
      month: "2026-11",
      already: false,
    });
    const first = await run(phones.sau, "casework.report_progress", {
      how: "good",
      income: 500_000,
      cost: 200_000,
    });
    expect(first.value).toEqual({ month: "2026-11", income: 500_000, cost: 200_000, net: 300_000 });
    const correction = {
      how: { id: "stuck", label: "Bị kẹt" },
      income: 550_000,
      cost: 200_000,
      difficulty: "bò bỏ ăn",
    };
    const unaware = await run(phones.sau, "casework.report_progress", correction);
    expect(unaware).toMatchObject({
      code: "meanwhile",
      value: { income: 500_000, by_name: "Nguyễn Thị Sáu" },
    });
    const second = await run(phones.sau, "casework.report_progress", { ...correction, knew: true });
    expect(second.value).toMatchObject({ income: 550_000, net: 350_000 });
    expect((await commune.told(phones.minh)).at(-1)).toMatchObject({
      flow: "task_new",
      vars: { kind: "difficulty", household_name: "Nguyễn Thị Sáu", note: "bò bỏ ăn" },
    });
    expect(found(await run(phones.sau, "casework.my_plan"))["status"]).toBe("under_way");
    expect(labels(await run(phones.minh, "desk.my_tasks"))).toEqual(["Nguyễn Thị Sáu · bò bỏ ăn"]);
  });
});
