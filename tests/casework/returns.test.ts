import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { planDuties } from "../../src/casework/plan-duties.ts";
import { returnSchedule } from "../../src/casework/returns/schedule.ts";
import { found, labels, openCommune, type Commune } from "../registry/stage.ts";

describe("a schedule of giving back", () => {
  it.each([
    ["one calf, once", { times: 1, gap: "year", amount: null, quantity: 1 }, [["2027-11-30", null, 1]]],
    [
      "ten million in three parts, what does not divide at the end",
      { times: 3, gap: "half_year", amount: 10_000_000, quantity: null },
      [
        ["2027-11-30", 3_333_000, null],
        ["2028-05-30", 3_333_000, null],
        ["2028-11-30", 3_334_000, null],
      ],
    ],
    [
      "two goats in four parts are two parts",
      { times: 4, gap: "quarter", amount: null, quantity: 2 },
      [
        ["2027-11-30", null, 1],
        ["2028-02-29", null, 1],
      ],
    ],
    [
      "what nobody counted, twice",
      { times: 2, gap: "month", amount: null, quantity: null },
      [
        ["2027-11-30", null, null],
        ["2027-12-30", null, null],
      ],
    ],
  ] as const)("%s", (_, given, parts) => {
    expect(
      returnSchedule({ first: "2027-11-30", ...given }).map(({ on, amount, quantity }) => [
        on,
        amount,
        quantity,
      ]),
    ).toEqual(parts);
  });
});

describe("what is given back", () => {
  let commune: Commune;
  let tam: string;
  let tamPhone: string;
  let far: { phone: string; household: string };
  const idOf = async (statement: string): Promise<string[]> =>
    (await commune.sql.rows(z.object({ id: z.string() }), statement)).map(({ id }) => id);
  const give = async (more: { [key: string]: string | number | null }): Promise<string[]> => {
    const before = await idOf("SELECT id FROM returns");
    const written = await commune.run(commune.phones.minh, "support.write", {
      household: commune.sau,
      status: "received",
      category: "production",
      what: "1 con bò cái",
      form: "to_return",
      on: "2026-11-20",
      return_on: "2027-11-30",
      ...more,
    });
    expect(written.code).toBe("ok");
    return (await idOf("SELECT id FROM returns ORDER BY due_on")).filter((id) => !before.includes(id));
  };
  const state = async (id: string) =>
    (
      await commune.sql.rows(
        z.object({
          state: z.string(),
          said: z.boolean(),
          events: z.array(z.string()),
          by: z.string(),
        }),
        `SELECT r.state, r.said_at IS NOT NULL AS said, array_agg(e.what ORDER BY e.id) AS events,
           string_agg(split_part(p.name, ' ', 3), ' ' ORDER BY e.id) AS by
         FROM returns r JOIN return_events e ON e.return_id = r.id LEFT JOIN people p ON p.id = e.person_id
         WHERE r.id = $1 GROUP BY r.id`,
        [id],
      )
    )[0];

  beforeAll(async () => {
    commune = await openCommune();
    await commune.agree(commune.sau);
    tam = await commune.household("Võ Minh Tâm", commune.units.hamlet);
    tamPhone = await commune.contact(await commune.person("Võ Minh Tâm"));
    await commune.phoneOf(tam, tamPhone);
    await commune.assign(tam, commune.people.minh);
    await commune.agree(tam);
    const away = await commune.household("Ngô Thị Xa", commune.units.farHamlet);
    const phone = await commune.contact(null);
    await commune.phoneOf(away, phone);
    far = { phone, household: away };
  });
  afterAll(async () => commune.close());

  it("is over when whoever gets it says so, and every word has its speaker", async () => {
    const { run, phones, told } = commune;
    const [calf = ""] = await give({ return_kind: "stock", return_what: "1 bê cái 8 tháng" });
    expect((await run(phones.minh, "returns.choose_next", { ret: calf, next: far.household })).code).toBe(
      "not_allowed",
    );
    expect(labels(await run(phones.minh, "returns.candidates", { ret: calf }))).toEqual([
      "Võ Minh Tâm · Ấp 3",
    ]);
    expect(found(await run(phones.minh, "returns.choose_next", { ret: calf, next: tam }))).toEqual({
      told: true,
    });
    expect((await run(tamPhone, "returns.answer_next", { ret: calf, answer: "wanted" })).code).toBe("ok");
    // Neither household reads who the other is.
    const coming = JSON.stringify((await run(tamPhone, "returns.list", {})).value);
    expect(coming).toContain("1 bê cái 8 tháng");
    expect(coming).not.toContain("Sáu");
    expect(JSON.stringify((await run(phones.sau, "returns.one", { ret: calf })).value)).not.toContain("Tâm");

    expect((await run(far.phone, "returns.move", { ret: calf, to: "given" })).code).toBe("gone");
    expect((await run(phones.sau, "returns.move", { ret: calf, to: "excused" })).code).toBe("not_allowed");
    await run(phones.sau, "returns.move", { ret: calf, to: "late", until: "2028-01-15", note: "bê còn nhỏ" });
    await run(phones.sau, "returns.move", { ret: calf, to: "given" });
    expect((await told(tamPhone)).at(-1)).toMatchObject({ flow: "return_next", vars: { stage: "given" } });
    expect((await run(tamPhone, "returns.answer_next", { ret: calf, answer: "not_received" })).code).toBe(
      "ok",
    );
    expect(await state(calf)).toMatchObject({ state: "waiting", said: false });
    expect((await run(tamPhone, "returns.answer_next", { ret: calf, answer: "received" })).code).toBe("ok");
    expect(await state(calf)).toEqual({
      state: "returned",
      said: false,
      events: ["planned", "offered", "wanted", "late", "said", "not_received", "received", "returned"],
      by: "Minh Minh Tâm Sáu Sáu Tâm Tâm Tâm",
    });
    expect((await run(tamPhone, "returns.answer_next", { ret: calf, answer: "received" })).code).toBe("gone");
    expect(labels(await run(phones.minh, "desk.my_tasks"))).not.toContain("return_said");
    // Minh heard each new word once, the last one too.
    expect((await told(phones.minh)).map(({ vars }) => vars["kind"])).toEqual([
      "return_late",
      "return_said",
      "return_missing",
    ]);
  });

  it("comes in parts, and is over when the parts are the whole", async () => {
    const { run, phones } = commune;
    const parts = await give({
      return_kind: "money",
      return_amount: 10_000_000,
      return_times: 2,
      return_gap: "year",
      what: "vay vốn Đoàn không lãi",
    });
    expect(parts).toHaveLength(2);
    const [first = ""] = parts;
    const part = { ret: first, to: "partly" };
    expect(found(await run(phones.minh, "returns.move", { ...part, amount: 2_000_000 }))).toMatchObject({
      over: false,
      rest_amount: 3_000_000,
    });
    expect(found(await run(phones.minh, "returns.move", { ...part, amount: 3_000_000 }))).toMatchObject({
      over: true,
      rest_amount: 0,
    });
    expect((await run(phones.minh, "returns.move", { ...part, amount: 1_000 })).code).toBe("gone");
  });

  it("that passes by in silence becomes the officer's task, once; a stranger finds nothing of it", async () => {
    const [goats = ""] = await give({
      return_kind: "stock",
      return_what: "2 dê cái",
      return_on: "2026-12-01",
    });
    const day = async (now: string): Promise<void> => planDuties(commune.sql, new Date(now));
    await day("2026-12-07T03:00:00Z");
    expect(await idOf(`SELECT id FROM tasks WHERE key LIKE 'return:${goats}%'`)).toHaveLength(0);
    await day("2026-12-08T03:00:00Z");
    await day("2026-12-09T03:00:00Z");
    expect(await idOf(`SELECT id FROM tasks WHERE key LIKE 'return:${goats}%'`)).toHaveLength(1);
    for (const phone of [far.phone, commune.phones.stranger]) {
      expect((await commune.run(phone, "returns.one", { ret: goats })).code).toBe("gone");
      expect((await commune.run(phone, "returns.list", {})).value).toEqual([]);
    }
    // The officer's word settles it, and the task goes with it.
    await commune.run(commune.phones.minh, "returns.move", { ret: goats, to: "excused", note: "dê chết" });
    expect(await idOf(`SELECT id FROM tasks WHERE key LIKE 'return:${goats}%' AND done_at IS NULL`)).toEqual(
      [],
    );
  });
});
