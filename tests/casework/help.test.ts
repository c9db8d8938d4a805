import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { loanTerms, monthlyInterest } from "../../src/casework/support/loan-programmes.ts";
import { found, labels, openCommune, type Commune } from "../registry/stage.ts";

let commune: Commune;
beforeEach(async () => {
  commune = await openCommune();
  await commune.agree(commune.sau);
});
afterEach(async () => commune.close());

const ask = async (category: string, text = "mái dột"): Promise<string> =>
  z
    .string()
    .parse(
      found(await commune.run(commune.phones.sau, "needs.note", { household: commune.sau, category, text }))[
        "need"
      ],
    );

const livesOn = async (household: string, livelihood: string): Promise<void> => {
  await commune.sql.run(
    `WITH plan AS (INSERT INTO plans (id, household_id, status, version, created_at)
       VALUES (gen_random_uuid(), $1, 'approved', 1, now()) RETURNING id)
     INSERT INTO plan_versions (id, plan_id, version, livelihood, created_at)
     SELECT gen_random_uuid(), id, 1, $2, now() FROM plan`,
    [household, livelihood],
  );
};

describe("a referral", () => {
  it("to somebody else is written where the household lets its name go there, and help that came without", async () => {
    const { run, phones, sau } = commune;
    const write = async (status: string) =>
      (
        await run(phones.minh, "support.write", {
          household: sau,
          status,
          category: "training",
          what: "lớp thú y cơ bản",
          referred_to: status === "referred" ? "Trung tâm dạy nghề" : null,
        })
      ).code;
    expect([await write("referred"), await write("received")]).toEqual(["no_share", "ok"]);
    await commune.agree(sau, "share");
    expect(await write("referred")).toBe("ok");
    await run(phones.sau, "registry.withdraw_consent", { purpose: "share" });
    expect(await write("referred")).toBe("no_share");
  });
});

describe("work that a household found itself", () => {
  it("counts once however often it is told, receives the need, and is asked after until it is over", async () => {
    const { run, phones, sau, sql, told, timers } = commune;
    const need = await ask("job", "việc cho con Lan");
    const find = async (phone: string, where: string) =>
      run(phone, "work.found", { household: sau, who: "con Lan", where, since: "2026-11-20" });
    expect(found(await find(phones.sau, "Giao Long"))).toEqual({ again: false });
    expect(found(await find(phones.minh, "may, Giao Long"))).toEqual({ again: true });
    expect((await told(phones.sau)).at(-1)).toMatchObject({ flow: "job_told", vars: { who: "con Lan" } });
    for (const phone of [phones.khoa, phones.stranger])
      expect((await find(phone, "nơi khác")).code).toBe("not_allowed");
    const Work = z.object({ id: z.string(), what: z.string(), ended_on: z.string().nullable() });
    const works = async () =>
      sql.rows(Work, "SELECT id, what, ended_on FROM work_results WHERE kind = 'job'");
    const [work] = await works();
    expect(await works()).toEqual([{ id: work?.id, what: "may, Giao Long", ended_on: null }]);
    const states = async () =>
      sql.rows(
        z.object({ id: z.string(), status: z.string() }),
        "SELECT id, status FROM needs ORDER BY created_at",
      );
    expect(await states()).toEqual([{ id: need, status: "received" }]);
    const asked = async () => (await timers()).filter(({ kind }) => kind === "job").map(({ due }) => due);
    expect(await asked()).toEqual(["2026-12-20T11:30:00.000Z", "2027-02-18T11:30:00.000Z"]);
    const who = z.object({
      what: z.string(),
      before: z.string().nullable(),
      by: z.string().nullable(),
      said_by: z.string(),
    });
    const first = async () =>
      sql.rows(
        who,
        "SELECT what, before->>'what' AS before, before->>'entered_by' AS by, entered_by AS said_by FROM work_results",
      );
    // What was told first stays, with who said it, and stands again where the second telling is taken back.
    const [twice] = await first();
    expect(twice).toMatchObject({ what: "may, Giao Long", before: "Giao Long" });
    await run(phones.minh, "casework.take_back", { record: work?.id ?? "" });
    expect(await first()).toEqual([{ what: "Giao Long", before: null, by: null, said_by: twice?.by }]);
    expect(await asked()).toEqual(["2026-12-20T11:30:00.000Z", "2027-02-18T11:30:00.000Z"]);
    // Another who is called the same is another.
    const known = { household: sau, who: "con Lan", since: "2026-11-20" };
    expect(found(await run(phones.sau, "work.known", known))).toEqual({ where: "Giao Long" });
    expect((await run(phones.stranger, "work.known", known)).code).toBe("none");
    const other_one = { ...known, where: "An Hiệp" };
    expect(found(await run(phones.sau, "work.found", { ...other_one, which: "other" }))).toEqual({
      again: false,
    });
    expect(await works()).toHaveLength(2);
    await sql.run("DELETE FROM work_results WHERE what = 'An Hiệp'");
    const long_ago = { ...other_one, since: "2019-02-03" };
    expect((await run(phones.sau, "work.found", long_ago)).code).toBe("no_day");
    await sql.run(
      "DELETE FROM timers WHERE kind = 'job' AND NOT EXISTS (SELECT FROM work_results w WHERE key LIKE 'job:' || w.id || ':%')",
    );
    // Written for the wrong household it is taken back: the need stands open again.
    commune.at("2026-11-22T03:30:00Z");
    const other = await ask("job", "việc cho chồng");
    await run(phones.minh, "work.found", { household: sau, who: "chồng", where: "An Hiệp" });
    expect((await states()).map(({ status }) => status)).toEqual(["received", "received"]);
    expect(await works()).toHaveLength(2);
    // What tells the household of it waits for the morning.
    await sql.run(
      `INSERT INTO outbox (contact_id, inbox_id, channel, payload, purpose, next_at, created_at)
       SELECT contact_id, id, 'simulator', payload, 'push', $1, $1 FROM inbox WHERE payload ->> 'flow' = 'job_told'`,
      [new Date("2026-11-22T03:30:00Z")],
    );
    const lately = z.array(z.object({ id: z.string(), label: z.string() }));
    const written = lately.parse((await run(phones.minh, "casework.lately_written", {})).value);
    expect(written.map(({ label }) => label)).toEqual(["Nguyễn Thị Sáu: job, chồng"]);
    await run(phones.minh, "casework.take_back", { record: written[0]?.id ?? "" });
    expect(await works()).toHaveLength(1);
    const waiting = "SELECT payload -> 'vars' ->> 'who' AS who FROM outbox WHERE status = 'pending'";
    expect(await sql.rows(z.object({ who: z.string() }), waiting)).toEqual([{ who: "con Lan" }]);
    expect(await states()).toEqual([
      { id: need, status: "received" },
      { id: other, status: "noted" },
    ]);
    const still = async (phone: string) =>
      (await run(phone, "work.still", { work: work?.id ?? "", still: "no", why: "xa quá" })).code;
    expect([await still(phones.khoa), await still(phones.sau), await still(phones.sau)]).toEqual([
      "gone",
      "ok",
      "gone",
    ]);
    expect([(await works())[0]?.ended_on, await asked()]).toEqual(["2026-11-22", []]);
    expect((await told(phones.minh)).at(-1)).toMatchObject({ vars: { kind: "need_job" } });
  });
});

describe("a need", () => {
  it("reaches the officer, moves by him alone, and the household hears of it", async () => {
    const { run, phones, told } = commune;
    const need = await ask("housing");
    expect((await told(phones.minh)).map(({ flow }) => flow)).toEqual(["task_new"]);
    // Nobody decides about help for a household of his own, and the province only looks on.
    for (const phone of [phones.sau, phones.khoa, phones.stranger])
      expect((await run(phone, "needs.move", { need, status: "received" })).code).toBe("not_allowed");
    expect((await run(phones.minh, "needs.move", { need, status: "promised", note: "tuần sau" })).code).toBe(
      "ok",
    );
    expect((await told(phones.sau)).map(({ flow, vars }) => [flow, vars["status"]])).toEqual([
      ["need_news", "promised"],
    ]);
    expect(labels(await run(phones.minh, "desk.my_tasks"))).toEqual([]);
  });

  it("that was said to have come and has not is promised again", async () => {
    const { run, phones } = commune;
    const need = await ask("insurance");
    await run(phones.minh, "needs.move", { need, status: "received" });
    expect((await run(phones.sau, "needs.answer", { need, answer: "not_yet" })).code).toBe("ok");
    expect(found(await run(phones.sau, "needs.one", { need }))["status"]).toBe("promised");
    expect((await run(phones.sau, "needs.answer", { need, answer: "withdraw" })).code).toBe("ok");
    expect((await run(phones.minh, "needs.move", { need, status: "looking" })).code).toBe("gone");
  });

  it("answers to the indicator that the last check found missing", async () => {
    await commune.sql.run(
      `INSERT INTO indicator_checks (id, household_id, standard, missing, checked_on, created_at)
       VALUES (gen_random_uuid(), $1, '2021', '{water,toilet}', '2026-11-20', now())`,
      [commune.sau],
    );
    await ask("toilet");
    await ask("legal");
    const rows = await commune.sql.rows(
      z.object({ category: z.string(), indicator: z.string().nullable() }),
      "SELECT category, indicator FROM needs ORDER BY category",
    );
    expect(rows).toEqual([
      { category: "legal", indicator: null },
      { category: "toilet", indicator: "toilet" },
    ]);
  });

  it("shows to another commune's leader neither name nor number", async () => {
    const { run, phones, units } = commune;
    const need = await ask("water");
    const other = await commune.person("Ngô Văn Xa");
    const phone = await commune.contact(other);
    await commune.role(other, "leader", units.otherCommune);
    expect((await run(phone, "needs.one", { need })).code).toBe("not_allowed");
    expect((await run(phone, "needs.list", {})).value).toEqual([]);
    expect((await run(phone, "needs.count", {})).code).toBe("none");
    expect(found(await run(phones.hanh, "needs.count", {}))).toMatchObject({ needs: 1, open: 1 });
  });

  it("hangs on the registered exit of a year, which the leader signs", async () => {
    const { run, phones, sau } = commune;
    await ask("production");
    const exit = found(await run(phones.minh, "exits.register", { household: sau, year: 2027 }));
    expect(exit).toMatchObject({ needs: 1 });
    const more = { household: sau, category: "capital", cost: 40_000_000, exit: exit["exit"] ?? null };
    await run(phones.minh, "needs.note", more);
    expect(found(await run(phones.hanh, "exits.count", { year: 2027 }))).toMatchObject({
      households: 1,
      needs: 2,
      amount: 40_000_000,
      signed_on: null,
    });
    expect((await run(phones.minh, "exits.sign", { year: 2027 })).code).toBe("not_allowed");
    await run(phones.hanh, "exits.sign", { year: 2027 });
    expect(found(await run(phones.hanh, "exits.count", { year: 2027 }))["signed_on"]).toBe("2026-11-22");
  });
});

describe("a loan", () => {
  it("is explained by the terms of the day", () => {
    expect(monthlyInterest(50_000_000, loanTerms("poor", "2026-11-22")?.rate ?? 0)).toBe(275_000);
    expect(loanTerms("job", "2025-12-31")).toBeNull();
    expect(loanTerms("job", "2026-01-01")?.rate).toBe(8.382);
  });

  it("answers the need for capital, and is told as not certain until the leader confirms the terms", async () => {
    const { run, phones, sau } = commune;
    const need = await ask("capital", "vay nuôi bò");
    const loan = { household: sau, programme: "poor", purpose: "nuôi bò", amount: 30_000_000, stage: "lent" };
    expect((await run(phones.sau, "loans.note", loan)).code).toBe("not_allowed");
    expect((await run(phones.minh, "loans.note", loan)).code).toBe("ok");
    expect(found(await run(phones.sau, "needs.one", { need }))["status"]).toBe("received");
    const explain = { programme: "poor", amount: 30_000_000, household: sau };
    expect(found(await run(phones.sau, "loans.explain", explain))["sure"]).toBe(false);
    await run(phones.hanh, "loans.confirm_terms", { programme: "poor", holds: "holds" });
    expect(found(await run(phones.sau, "loans.explain", explain))["sure"]).toBe(true);
    await run(phones.hanh, "loans.confirm_terms", { programme: "poor", holds: "holds_not" });
    expect((await run(phones.sau, "loans.explain", explain)).code).toBe("ask");
  });
});

describe("an offer", () => {
  it("finds who wants it, gives the last seat once, and lets the next one move up", async () => {
    const { run, phones, units, sau, timers } = commune;
    await ask("training", "học đan");
    const ben = await commune.household("Lê Văn Bền", units.hamlet);
    const benPhone = await commune.contact(await commune.person("Lê Văn Bền"));
    await commune.phoneOf(ben, benPhone);
    await commune.agree(ben);
    const course = {
      kind: "training",
      title: "Lớp đan",
      unit: units.commune,
      seats: 1,
      expires_on: "2026-12-01",
    };
    expect((await run(phones.sau, "offers.make", course)).code).toBe("not_allowed");
    const offer = found(await run(phones.hanh, "offers.make", course))["id"] ?? null;
    expect(found(await run(phones.hanh, "offers.preview", { offer }))).toMatchObject({
      wanting: 1,
      everybody: 2,
    });
    expect(found(await run(phones.hanh, "offers.send", { offer, audience: "wanting" }))).toMatchObject({
      sent: 1,
    });
    expect((await timers()).map(({ kind }) => kind)).toContain("offer");
    const says = async (phone: string, household: string, answer: string) =>
      found(await run(phone, "offers.answer", { offer, household, answer }))["answer"];
    expect(await says(phones.sau, sau, "interested")).toBe("interested");
    expect(await says(phones.sau, sau, "interested")).toBe("interested");
    expect(await says(benPhone, ben, "interested")).toBe("waiting");
    expect(await says(phones.sau, sau, "no")).toBe("no");
    expect(found(await run(benPhone, "offers.look", { offer, household: ben }))["said"]).toBe("interested");
    await run(phones.hanh, "offers.result", { offer, household: ben, result: "attended" });
    const [counted] = await commune.sql.rows(
      z.object({ kind: z.string(), household_id: z.string() }),
      "SELECT kind, household_id FROM work_results",
    );
    expect(counted).toEqual({ kind: "training", household_id: ben });
    commune.at("2026-12-02T03:00:00Z");
    expect(
      (await run(phones.sau, "offers.answer", { offer, household: sau, answer: "interested" })).code,
    ).toBe("over");
  });
});

describe("something urgent", () => {
  it("of one hamlet is one event, asked after in 1, 3 and 7 days, and closed household by household", async () => {
    const { run, phones, units, people, sau, told, timers } = commune;
    const ben = await commune.household("Lê Văn Bền", units.hamlet);
    await commune.assign(ben, people.minh);
    await commune.agree(ben);
    const shock =
      found(await run(phones.sau, "shock.report", { household: sau, kind: "flood" }))["shock"] ?? null;
    expect((await told(phones.minh)).map(({ flow }) => flow)).toEqual(["shock_told"]);
    expect((await told(phones.hanh)).map(({ flow }) => flow)).toEqual(["shock_told"]);
    expect((await timers()).map(({ due }) => due.slice(0, 10))).toEqual([
      "2026-11-23",
      "2026-11-25",
      "2026-11-29",
    ]);
    const other = found(await run(phones.minh, "shock.report", { household: ben, kind: "flood" }));
    expect(other["shock"]).toBe(shock);
    expect(found(await run(phones.sau, "shock.report", { household: sau, kind: "flood" }))["again"]).toBe(
      true,
    );
    const outcome = "đã dời đồ, cấp gạo";
    expect((await run(phones.sau, "shock.close", { shock, household: sau, outcome })).code).toBe(
      "not_allowed",
    );
    expect(found(await run(phones.minh, "shock.close", { shock, household: sau, outcome }))).toEqual({
      closed: 1,
      left: 1,
    });
    expect((await told(phones.sau)).at(-1)).toMatchObject({ flow: "shock_news", vars: { outcome } });
    expect((await run(phones.minh, "shock.close", { shock, household: sau, outcome })).code).toBe("gone");
    expect(found(await run(phones.minh, "shock.close", { shock, household: ben, outcome }))["left"]).toBe(0);
    expect((await run(phones.minh, "shock.open")).value).toEqual([]);
  });
});

describe("a story", () => {
  it("is passed on only when the household itself has said yes to these words", async () => {
    const { run, phones, sau, sql } = commune;
    const text = "Nhà này đan giỏ lục bình, mỗi tháng có thêm tiền chợ.";
    await run(phones.minh, "stories.ask", { household: sau, text });
    const [row] = await sql.rows(z.object({ id: z.string() }), "SELECT id FROM stories");
    const story = row?.id ?? "";
    expect((await run(phones.minh, "stories.share", { story })).code).toBe("gone");
    expect((await run(phones.minh, "stories.decide", { story, decision: "agreed" })).code).toBe("gone");
    expect((await run(phones.sau, "stories.decide", { story, decision: "agreed" })).code).toBe("ok");
    // Nobody of the same livelihood yet: it is kept for later.
    expect((await run(phones.minh, "stories.share", { story })).code).toBe("nobody");
    await livesOn(sau, "weaving");
    await sql.run("UPDATE stories SET livelihood = 'weaving'");
    const diem = await commune.household("Trần Thị Diễm", commune.units.otherHamlet);
    await commune.phoneOf(diem, await commune.contact(null));
    await commune.agree(diem);
    await livesOn(diem, "weaving");
    expect(found(await run(phones.minh, "stories.share", { story }))).toEqual({ sent: 1 });
    expect((await run(phones.minh, "stories.share", { story })).code).toBe("gone");
  });
});
