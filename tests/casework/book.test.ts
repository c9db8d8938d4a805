import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { bookChart, planCard } from "../../src/casework/pictures/plan-card.ts";
import type { Values } from "../../src/domain/value.ts";
import { shippedLibrary } from "../support/library.ts";
import { NO_VAULT } from "../../src/turns/no-vault.ts";
import { found, labels, openCommune, type Commune } from "../registry/stage.ts";

let commune: Commune;
let household: string;

beforeAll(async () => {
  commune = await openCommune();
});
afterAll(async () => commune.close());
beforeEach(async () => {
  household = await commune.household("Lê Văn Bền", commune.units.hamlet);
  await commune.assign(household, commune.people.minh);
  await commune.agree(household);
  await commune.sql.run("DELETE FROM household_contacts WHERE contact_id = $1", [commune.phones.stranger]);
  await commune.phoneOf(household, commune.phones.stranger);
});

const sold = (amount: number, said = "3 con heo") => ({ household, entry: { id: "sold" }, amount, said });
const month = async (contact: string) =>
  found(await commune.run(contact, "casework.book_month", { household }));

describe("a line of the book", () => {
  it("keeps what was typed, who typed it, and the first value beside the right one", async () => {
    const { phones, run, sql } = commune;
    await run(phones.stranger, "casework.write_book", sold(12_000_000));
    const [wrong] = z
      .array(z.object({ id: z.string() }))
      .parse((await run(phones.stranger, "casework.book_entries", { household })).value);
    const right = await run(phones.minh, "casework.correct_entry", {
      entry: wrong?.id ?? "",
      amount: 1_200_000,
    });
    expect(found(right)).toMatchObject({ income: 1_200_000 });
    expect(
      (await run(phones.minh, "casework.correct_entry", { entry: wrong?.id ?? "", amount: 1 })).code,
    ).toBe("gone");
    const kept = await sql.rows(
      z.object({ amount: z.string(), on_behalf: z.boolean(), code: z.string() }),
      "SELECT amount::text, on_behalf, code FROM diary_entries WHERE household_id = $1 ORDER BY amount DESC",
      [household],
    );
    expect(kept).toEqual([
      { amount: "12000000", on_behalf: false, code: "sold" },
      { amount: "1200000", on_behalf: true, code: "sold" },
    ]);
    expect(await month(phones.stranger)).toMatchObject({ lines: 1, one: { by: "Trần Văn Minh" } });
  });

  it("is nobody's business but theirs", async () => {
    const { phones, run } = commune;
    await run(phones.stranger, "casework.write_book", sold(1_000_000));
    expect((await run(phones.sau, "casework.book_month", { household })).code).toBe("not_allowed");
    expect((await run(phones.sau, "casework.book_entries", { household })).value).toEqual([]);
  });
});

const mine = async (): Promise<string[]> =>
  labels(await commune.run(commune.phones.minh, "casework.lately_written", {}));
const book = async (): Promise<unknown> => month(commune.phones.stranger);
const firstOf = async (query: string, given: Values = {}): Promise<string> =>
  z.array(z.object({ id: z.string() })).parse((await commune.run(commune.phones.minh, query, given)).value)[0]
    ?.id ?? "";

describe("what was written for the wrong household", () => {
  beforeEach(async () => {
    await commune.sql.run("DELETE FROM diary_entries", []);
  });

  it("is gone with what was put right in it: the first value does not stand again", async () => {
    const { phones, run } = commune;
    await run(phones.minh, "casework.write_book", sold(12_000_000));
    await run(phones.minh, "casework.correct_entry", {
      entry: await firstOf("casework.book_entries", { household }),
      amount: 1_200_000,
    });
    expect(await mine()).toHaveLength(1);
    await run(phones.minh, "casework.take_back", { record: await firstOf("casework.lately_written") });
    expect([await mine(), await book()]).toEqual([[], expect.objectContaining({ lines: 0, income: 0 })]);
  });

  it("and what it put right of another's stands again", async () => {
    const { phones, run } = commune;
    await run(phones.stranger, "casework.write_book", sold(12_000_000));
    await run(phones.minh, "casework.correct_entry", {
      entry: await firstOf("casework.book_entries", { household }),
      amount: 1_200_000,
    });
    await run(phones.minh, "casework.take_back", { record: await firstOf("casework.lately_written") });
    expect(await book()).toMatchObject({ lines: 1, income: 12_000_000 });
  });

  it("of a visit told twice is what was told later; the first one stands as it was", async () => {
    const { phones, run, sql, at } = commune;
    const visits = async () =>
      sql.rows(
        z.object({ met: z.string(), how: z.string().nullable(), note: z.string().nullable() }),
        "SELECT met, how, note FROM visits WHERE household_id = $1",
        [household],
      );
    const first = [{ met: "household", how: "fine", note: "dê khỏe" }];
    const { visit = null } = found(await run(phones.minh, "casework.log_visit", { household, how: "fine" }));
    await run(phones.minh, "casework.note_visit", { visit, text: "dê khỏe" });
    at("2026-11-22T04:00:00Z");
    await run(phones.minh, "casework.log_visit", { household, how: "trouble", trouble: "dê bệnh" });
    expect(await visits()).toEqual([{ met: "household", how: "trouble", note: "dê khỏe · dê bệnh" }]);
    expect(await mine()).toEqual(["Lê Văn Bền: visit_again 22/11/2026"]);
    const back = async () =>
      run(phones.minh, "casework.take_back", { record: await firstOf("casework.lately_written") });
    expect([found(await back())["kind"], await visits()]).toEqual(["visit_again", first]);
    expect(await mine()).toEqual(["Lê Văn Bền: visit 22/11/2026"]);
    expect([found(await back())["kind"], await visits(), await mine()]).toEqual(["visit", [], []]);
    at("2026-11-22T03:00:00Z");
  });

  it("a month's report, leaves the plan as it stood, and says so in its history", async () => {
    const { phones, run, sql, told, timers, at } = commune;
    const plan = z.string().parse(
      found(
        await run(phones.stranger, "casework.submit_plan", {
          household,
          livelihood: "goat",
          committed: true,
        }),
      )["plan"],
    );
    await run(phones.minh, "casework.decide_plan", { plan, decision: "approve" });
    const history = async () =>
      sql.rows(
        z.object({ status: z.string(), reason: z.string().nullable() }),
        "SELECT e.status, e.reason FROM plan_events e JOIN plans p ON p.id = e.plan_id WHERE p.id = $1 ORDER BY e.id",
        [plan],
      );
    const asked = async () => (await timers()).filter(({ key }) => key.startsWith(`progress:${plan}`));
    const [before, planned] = [await history(), await asked()];
    at("2026-12-20T03:00:00Z");
    const report = { household, how: "good", income: 1_000_000, cost: 0 };
    await run(phones.minh, "casework.report_progress", report);
    expect((await history()).at(-1)?.status).toBe("under_way");
    expect((await asked()).length).toBeGreaterThan(planned.length);
    await sql.run("UPDATE timers SET fired_at = $2 WHERE key LIKE $1", [
      `progress:${plan}:2026-%`,
      new Date("2026-12-20T03:10:00Z"),
    ]);
    at("2026-12-20T03:20:00Z");
    await run(phones.minh, "casework.take_back", { record: await firstOf("casework.lately_written") });
    expect(await history()).toEqual([
      ...before,
      { status: "under_way", reason: null },
      { status: "approved", reason: "report_taken_back" },
    ]);
    const again = {
      key: `progress:${plan}:2026-12:2026-12-21`,
      kind: "progress",
      due: "2026-12-21T11:30:00.000Z",
    };
    expect(await asked()).toEqual([again, ...planned.filter(({ key }) => !key.includes(":2026-"))]);
    const cards = (await told(phones.stranger)).filter(({ flow }) => flow === "plan_card");
    expect(cards).toHaveLength(2);
    const drawn = await sql.rows(z.object({}), "SELECT FROM errands WHERE contact_id = $1", [phones.minh]);
    expect(drawn).toHaveLength(1);
    // Two reports, of which the later one is taken back: it is under way as before.
    await run(phones.minh, "casework.report_progress", report);
    at("2026-12-20T03:30:00Z");
    await run(phones.minh, "casework.report_progress", { ...report, knew: true });
    await run(phones.minh, "casework.take_back", { record: await firstOf("casework.lately_written") });
    expect((await history()).at(-1)?.status).toBe("under_way");
    at("2026-11-22T03:00:00Z");
  });

  it("is not one's own any more where somebody put a figure of the report right", async () => {
    const { phones, run, sql, people } = commune;
    await sql.run(
      `INSERT INTO diary_entries (id, household_id, kind, period, amount, happened_on, entered_by, source, created_at)
       SELECT gen_random_uuid(), $1, kind, '2026-10', 500000, '2026-11-22', $2, 'report', $3 FROM unnest(ARRAY['income', 'cost']) kind`,
      [household, people.minh, new Date("2026-11-22T01:00:00.000Z")],
    );
    expect(await mine()).toEqual(["Lê Văn Bền: report 10/2026"]);
    const [row] = await sql.rows(z.object({ id: z.string() }), "SELECT id FROM diary_entries", []);
    const entry = row?.id ?? "";
    await run(phones.stranger, "casework.correct_entry", { entry, amount: 1 });
    expect(await mine()).toEqual([]);
  });
});

describe("what an officer wrote for a household", () => {
  it("is read back to it the next evening, once, and it may object", async () => {
    const { phones, run, told, timers } = commune;
    await run(phones.minh, "casework.write_book", sold(500_000));
    await run(phones.minh, "casework.write_book", sold(300_000, "5 con gà"));
    const due = (await timers()).filter(({ key }) => key.startsWith(`read_back:${household}`));
    expect(due.map((timer) => timer.due)).toEqual(["2026-11-23T11:30:00.000Z"]);
    expect((await run(phones.minh, "casework.read_back", { household })).code).toBe("none");
    const read = found(await run(phones.stranger, "casework.read_back", { household }));
    expect(read["by"]).toBe("Trần Văn Minh");
    expect((await run(phones.stranger, "casework.read_back", { household })).code).toBe("none");
    const lines = z.array(z.string()).parse(read["ids"]);
    expect(lines).toHaveLength(2);
    await run(phones.stranger, "casework.object_to", { household, lines, text: "heo chưa bán" });
    expect((await told(phones.minh)).at(-1)).toMatchObject({
      flow: "task_new",
      vars: { kind: "objection", note: "heo chưa bán" },
    });
    expect(await month(phones.minh)).toMatchObject({ one: { objected: "objected" } });
  });
});

describe("a voice note", () => {
  it("waits for the officer, who writes it out; nobody else sees it", async () => {
    const { phones, run, sql } = commune;
    await commune.agree(household, "voice");
    const [file] = await sql.rows(
      z.object({ id: z.string() }),
      `INSERT INTO files (id, kind, vendor_ref, channel, contact_id, created_at)
       VALUES (gen_random_uuid(), 'voice', 'v', 'simulator', $1, '2026-11-22') RETURNING id`,
      [phones.stranger],
    );
    const kept = await run(phones.stranger, "casework.keep_voice", { file: file?.id ?? "", household });
    expect(kept.value).toEqual({ kept: true });
    expect(labels(await run(phones.khoa, "casework.voice_notes"))).toEqual([]);
    const notes = z.array(z.object({ id: z.string(), file: z.string() }));
    const [note] = notes.parse((await run(phones.minh, "casework.voice_notes")).value);
    expect(note?.file).toBe(file?.id);
    const write = async () =>
      run(phones.minh, "casework.write_out_voice", { note: note?.id ?? "", text: "dê đẻ 2 con" });
    expect((await write()).code).toBe("ok");
    expect((await write()).code).toBe("gone");
    expect(labels(await run(phones.minh, "casework.voice_notes"))).toEqual([]);
    const open = await sql.rows(
      z.object({ id: z.string() }),
      "SELECT id FROM tasks WHERE household_id = $1 AND kind = 'voice_note' AND done_at IS NULL",
      [household],
    );
    expect(open).toEqual([]);
  });
});

describe("a season away", () => {
  it("is known until its end, and asks for the money sent home", async () => {
    const { phones, run } = commune;
    const { plan = null } = found(
      await run(phones.stranger, "casework.submit_plan", {
        household,
        livelihood: "goat",
        committed: true,
        starts_on: "2026-12-01",
      }),
    );
    await run(phones.minh, "casework.decide_plan", { plan, decision: "approve" });
    const away = { household, who: "anh Hai", until: "2027-09-01", phone: { id: "goes_along" } };
    expect(found(await run(phones.stranger, "casework.begin_absence", away))).toEqual({ others: 0 });
    expect(found(await run(phones.stranger, "casework.can_report", { household }))["away"]).toBe("anh Hai");
    commune.at("2027-09-02T03:00:00Z");
    // Nobody has said yet that the day came true: what is asked goes to the home again, and it may be told.
    expect(found(await run(phones.stranger, "casework.can_report", { household }))["away"]).toBeNull();
    expect(found(await run(phones.stranger, "casework.absence", { household }))["who"]).toBe("anh Hai");
    commune.at("2026-11-22T03:00:00Z");
    await run(phones.stranger, "casework.end_absence", { household });
    expect(found(await run(phones.stranger, "casework.can_report", { household }))["away"]).toBeNull();
  });
});

describe("the end of a plan", () => {
  it("has its reason, is told to whom it concerns, and leaves room for the next, which follows it", async () => {
    const { phones, run, sql, told } = commune;
    const submit = async () =>
      found(
        await run(phones.stranger, "casework.submit_plan", {
          household,
          livelihood: "goat",
          committed: true,
        }),
      );
    const { plan = null } = await submit();
    await run(phones.minh, "casework.decide_plan", { plan, decision: "approve" });
    expect((await run(phones.sau, "casework.end_plan", { household, how: "stop" })).code).toBe("not_allowed");
    await run(phones.stranger, "casework.end_plan", { household, how: "stop", reason: "dê bệnh hết" });
    expect((await told(phones.minh)).at(-1)).toMatchObject({
      vars: { kind: "plan_stopped", note: "dê bệnh hết" },
    });
    expect((await run(phones.stranger, "casework.end_plan", { household, how: "achieved" })).code).toBe(
      "gone",
    );
    const next = await submit();
    const [row] = await sql.rows(
      z.object({ follows: z.string() }),
      "SELECT follows FROM plans WHERE id = $1",
      [next["plan"]],
    );
    expect(row?.follows).toBe(plan);
  });
});

describe("where a unit wants two yeses", () => {
  it("the leader is asked after the officer, and the household hears of the second", async () => {
    const { phones, run, sql, told, units } = commune;
    const [organisation] = await sql.rows(
      z.object({ id: z.string() }),
      `INSERT INTO organisations (id, name, kind, settings, valid_from)
       VALUES (gen_random_uuid(), 'Đoàn xã', 'union', '{"plan_approvals": 2}', '2025-07-01') RETURNING id`,
    );
    await sql.run("INSERT INTO organisation_units (organisation_id, unit_id) VALUES ($1, $2)", [
      organisation?.id,
      units.commune,
    ]);
    const { plan = null } = found(
      await run(phones.stranger, "casework.submit_plan", { household, livelihood: "goat", committed: true }),
    );
    const decide = async (contact: string) =>
      (await run(contact, "casework.decide_plan", { plan, decision: "approve" })).code;
    expect(await decide(phones.minh)).toBe("first_yes");
    expect((await told(phones.hanh)).at(-1)).toMatchObject({ flow: "review", vars: { plan } });
    expect(await decide(phones.minh)).toBe("gone");
    // A first yes has approved nothing yet.
    const waiting = found(await run(phones.stranger, "casework.my_plan", { household }));
    expect(waiting).toMatchObject({ approved_name: null, waits_for: "Lê Thị Mỹ Hạnh" });
    expect(await decide(phones.hanh)).toBe("ok");
    const planned = async () => {
      const [row] = await sql.rows(
        z.object({ n: z.int() }),
        "SELECT count(*)::int AS n FROM timers WHERE fired_at IS NULL AND starts_with(key, 'progress:' || $1 || ':')",
        [plan],
      );
      return row?.n;
    };
    const asked = await planned();
    expect(asked).toBeGreaterThan(0);
    // Only who gave the last yes takes it back; then nothing is due, and a second approval plans it anew.
    const undo = async (contact: string) =>
      (await run(contact, "casework.undo_approval", { plan, reason: "giá bình chưa chắc" })).code;
    expect(await undo(phones.minh)).toBe("gone");
    expect(await undo(phones.stranger)).toBe("not_allowed");
    expect(await undo(phones.hanh)).toBe("ok");
    expect(await planned()).toBe(0);
    expect(await decide(phones.hanh)).toBe("ok");
    expect(await planned()).toBe(asked);
    await sql.run("UPDATE organisations SET valid_to = '2026-01-01' WHERE id = $1", [organisation?.id]);
    expect((await told(phones.stranger)).at(-1)).toMatchObject({ flow: "plan_decided" });
  });
});

describe("pictures", () => {
  it("show the plan with its next steps, and the book; both are said in words as well", async () => {
    const { phones, run, sql } = commune;
    const library = shippedLibrary();
    const steps = found(
      await run(phones.stranger, "casework.propose_steps", { livelihood: "goat", starts_on: "2026-12-01" }),
    );
    const { plan = null } = found(
      await run(phones.stranger, "casework.submit_plan", {
        household,
        livelihood: "goat",
        committed: true,
        starts_on: "2026-12-01",
        steps,
      }),
    );
    const context = {
      sql,
      now: new Date("2026-11-22T03:00:00Z"),
      personId: null,
      contactId: phones.stranger,
    };
    const errand = {
      ...context,
      channel: "simulator" as const,
      locale: "vi",
      words: library.words,
      vault: NO_VAULT,
      bytesOf: async () => null,
    };
    expect((await planCard.run(errand, { household })).file).toBeUndefined();
    await run(phones.minh, "casework.decide_plan", { plan, decision: "approve" });
    const card = await planCard.run(errand, { household });
    expect(card.file?.bytes.subarray(1, 4).toString()).toBe("PNG");
    expect(card.vars["text"]).toContain("1. Thứ Ba, 1/12/2026: Làm chuồng dê có sàn");
    await run(phones.stranger, "casework.write_book", sold(2_000_000));
    const chart = await bookChart.run(errand, { household });
    expect(chart.vars["text"]).toMatch(/thu 2\.000\.000\sđ/);
    expect(chart.file?.mime).toBe("image/png");
  });
});
