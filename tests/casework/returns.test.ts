import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { planDuties } from "../../src/casework/plan-duties.ts";
import { returnSchedule } from "../../src/casework/returns/schedule.ts";
import { eraseHousehold } from "../../src/privacy/erase/erase-household.ts";
import { readMigrations } from "../../src/store/migration-files.ts";
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
      "two thousand in three parts are two parts, none of nothing",
      { times: 3, gap: "month", amount: 2_500, quantity: null },
      [
        ["2027-11-30", 1_000, null],
        ["2027-12-30", 1_500, null],
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

  const timersOf = async (id: string): Promise<string[]> =>
    (await commune.timers()).flatMap(({ key }) =>
      key.startsWith(`return:${id}:`) ? [key.split(":").slice(2).join(" ")] : [],
    );
  const openTasks = async (id: string): Promise<string[]> =>
    (
      await commune.sql.rows(
        z.object({ kind: z.string() }),
        "SELECT kind FROM tasks WHERE source = 'return' AND source_id = $1 AND done_at IS NULL",
        [id],
      )
    ).map(({ kind }) => kind);

  it("waits again from the day that the officer names: nothing is left of the old one, and his task is done", async () => {
    const { run, phones } = commune;
    const [calf = ""] = await give({ return_kind: "stock", return_what: "1 bê đực" });
    await run(phones.sau, "returns.move", { ret: calf, to: "given" });
    expect(await openTasks(calf)).toEqual(["return_said"]);
    expect((await run(phones.minh, "returns.move", { ret: calf, to: "late" })).code).toBe("past");
    expect(
      found(await run(phones.minh, "returns.move", { ret: calf, to: "late", until: "2028-03-01" })),
    ).toMatchObject({ over: false, due: "2028-03-01" });
    expect(await state(calf)).toMatchObject({ said: false });
    expect(await openTasks(calf)).toEqual([]);
    expect(await timersOf(calf)).toEqual(["soon 2028-01-31", "due 2028-03-01"]);
    await run(phones.sau, "returns.move", { ret: calf, to: "given" });
    await run(phones.minh, "returns.move", { ret: calf, to: "partly" });
    expect(await state(calf)).toMatchObject({ state: "waiting", said: false });
    // What waits in silence after that word is a task again, and once it is over nobody is reminded.
    await planDuties(commune.sql, new Date("2028-03-09T03:00:00Z"));
    expect(await openTasks(calf)).toEqual(["return_late"]);
    await run(phones.minh, "returns.move", { ret: calf, to: "given" });
    expect(await timersOf(calf)).toEqual([]);
  });

  it("names how much of it comes each time; the household's own last part is its word for all of it", async () => {
    const { run, phones, told } = commune;
    const [first = ""] = await give({
      return_kind: "stock",
      return_what: "6 con heo giống",
      return_times: 3,
      return_gap: "month",
    });
    expect(found(await run(phones.sau, "returns.one", { ret: first }))).toMatchObject({
      part: { value: 2, unit: "con" },
    });
    await run(phones.minh, "returns.choose_next", { ret: first, next: tam });
    expect(found(await run(tamPhone, "returns.to_receive", { ret: first }))).toMatchObject({
      part: { value: 2, unit: "con" },
      stage: "offered",
    });
    await run(phones.sau, "returns.move", { ret: first, to: "partly", count: 1 });
    await run(phones.sau, "returns.move", { ret: first, to: "partly", count: 1 });
    expect(await state(first)).toMatchObject({
      said: true,
      events: ["planned", "offered", "partly", "partly", "said"],
    });
    expect((await told(tamPhone)).at(-1)).toMatchObject({ flow: "return_next", vars: { stage: "given" } });
  });

  it("is taken from nobody's hopes in silence: no longer asked for, the next household hears so", async () => {
    const { run, phones, told } = commune;
    const [calf = ""] = await give({ return_kind: "stock", return_what: "1 bê cái" });
    const stage = async () => found(await run(tamPhone, "returns.to_receive", { ret: calf }))["stage"];
    await run(phones.minh, "returns.choose_next", { ret: calf, next: tam });
    await run(tamPhone, "returns.answer_next", { ret: calf, answer: "not_wanted" });
    expect((await timersOf(calf)).filter((key) => key.startsWith("next"))).toEqual([]);
    await run(phones.minh, "returns.choose_next", { ret: calf, next: tam });
    expect(await stage()).toBe("offered");
    await run(tamPhone, "returns.answer_next", { ret: calf, answer: "wanted" });
    expect(await stage()).toBe("soon");
    await run(phones.minh, "returns.move", { ret: calf, to: "excused", note: "bò mẹ chết" });
    expect((await told(tamPhone)).at(-1)).toMatchObject({ flow: "return_next", vars: { stage: "off" } });
    expect(await stage()).toBe("off");
    expect((await run(tamPhone, "returns.answer_next", { ret: calf, answer: "received" })).code).toBe("gone");
    expect(await timersOf(calf)).toEqual([]);
    // Why is the officer's word, for those who decide.
    expect(found(await run(phones.sau, "returns.one", { ret: calf }))).toMatchObject({ note: null });
    expect(found(await run(phones.minh, "returns.one", { ret: calf }))).toMatchObject({ note: "bò mẹ chết" });
  });

  it("each side's word is a task of its own: a refusal does not end what the other says, nor the giving the search", async () => {
    const { run, phones } = commune;
    const [calf = ""] = await give({ return_kind: "stock", return_what: "1 bê lai" });
    await run(phones.minh, "returns.choose_next", { ret: calf, next: tam });
    await run(phones.sau, "returns.move", { ret: calf, to: "given" });
    await run(tamPhone, "returns.answer_next", { ret: calf, answer: "not_wanted" });
    expect((await openTasks(calf)).toSorted()).toEqual(["return_next", "return_said"]);
    await run(phones.sau, "returns.move", { ret: calf, to: "late", until: "2028-02-01", note: "bê bệnh" });
    expect((await openTasks(calf)).toSorted()).toEqual(["return_late", "return_next"]);
    await run(phones.minh, "returns.move", { ret: calf, to: "late", until: "2028-03-01" });
    await run(phones.minh, "returns.move", { ret: calf, to: "given" });
    expect(await openTasks(calf)).toEqual(["return_next"]);
    await run(phones.minh, "returns.choose_next", { ret: calf, next: tam });
    expect(await openTasks(calf)).toEqual([]);
    await run(tamPhone, "returns.answer_next", { ret: calf, answer: "not_received" });
    expect(await openTasks(calf)).toEqual(["return_missing"]);
    await run(tamPhone, "returns.answer_next", { ret: calf, answer: "received" });
    expect(await openTasks(calf)).toEqual([]);
  });

  it("that nobody needs to get ends the search while it waits, which keeps no silence from the officer", async () => {
    const { run, phones } = commune;
    const [calf = ""] = await give({ return_kind: "stock", return_what: "1 bê tơ" });
    const looking = async () => found(await run(phones.minh, "returns.one", { ret: calf }))["looking"];
    await run(phones.minh, "returns.choose_next", { ret: calf, next: tam });
    expect((await run(phones.minh, "returns.no_next", { ret: calf })).code).toBe("gone");
    await run(tamPhone, "returns.answer_next", { ret: calf, answer: "not_wanted" });
    expect(await looking()).toBe(true);
    await planDuties(commune.sql, new Date("2027-12-09T03:00:00Z"));
    expect((await openTasks(calf)).toSorted()).toEqual(["return_late", "return_next"]);
    expect((await run(phones.minh, "returns.no_next", { ret: calf })).code).toBe("ok");
    expect(await openTasks(calf)).toEqual(["return_late"]);
    expect(await looking()).toBe(false);
  });

  it("that goes to another household than was said is told to the one that it was promised to", async () => {
    const { run, phones, told } = commune;
    const other = await commune.household("Lê Thị Ba", commune.units.hamlet);
    await commune.assign(other, commune.people.minh);
    await commune.agree(other);
    const [calf = ""] = await give({ return_kind: "stock", return_what: "1 bê vàng" });
    await run(phones.minh, "returns.choose_next", { ret: calf, next: tam });
    const before = (await told(tamPhone)).length;
    await run(phones.minh, "returns.choose_next", { ret: calf, next: other });
    expect((await told(tamPhone)).slice(before)).toMatchObject([
      { flow: "return_next", vars: { stage: "elsewhere", what_name: "1 bê vàng" } },
    ]);
    // It may not read any more of it than that.
    expect((await run(tamPhone, "returns.to_receive", { ret: calf })).code).toBe("gone");
  });

  it("that has not come is reminded of again, and keeps the parts that nobody has questioned", async () => {
    const { run, phones } = commune;
    const [pigs = ""] = await give({ return_kind: "stock", return_what: "3 con heo" });
    const rest = async () => found(await run(phones.minh, "returns.one", { ret: pigs }))["rest_count"];
    await run(phones.minh, "returns.choose_next", { ret: pigs, next: tam });
    const planned = await timersOf(pigs);
    expect(planned).toHaveLength(3);
    await run(phones.minh, "returns.move", { ret: pigs, to: "partly", count: 1 });
    await run(phones.minh, "returns.move", { ret: pigs, to: "partly", count: 2 });
    expect(await timersOf(pigs)).toEqual([]);
    await run(tamPhone, "returns.answer_next", { ret: pigs, answer: "not_received" });
    expect(await rest()).toBe(2);
    expect(await timersOf(pigs)).toEqual(planned);
    // What comes after that counts on from there.
    await run(phones.minh, "returns.move", { ret: pigs, to: "partly", count: 1 });
    await run(phones.minh, "returns.move", { ret: pigs, to: "given" });
    await run(tamPhone, "returns.answer_next", { ret: pigs, answer: "not_received" });
    expect(await rest()).toBe(1);
  });

  it("that has not come waits again, whoever closed it; what the next household wrote goes with that household", async () => {
    const { run, phones } = commune;
    const [calf = ""] = await give({ return_kind: "stock", return_what: "2 bê cái" });
    await run(phones.minh, "returns.choose_next", { ret: calf, next: tam });
    await run(phones.minh, "returns.move", { ret: calf, to: "partly", count: 1 });
    await run(phones.minh, "returns.move", { ret: calf, to: "given" });
    const complaint = { ret: calf, answer: "not_received", text: "bên đó không đưa" };
    expect((await run(tamPhone, "returns.answer_next", complaint)).code).toBe("ok");
    expect(await openTasks(calf)).toEqual(["return_missing"]);
    const seen = found(await run(phones.minh, "returns.one", { ret: calf }));
    expect(seen).toMatchObject({ stands: "waiting", rest_count: 1, note: null });

    await run(phones.minh, "returns.move", { ret: calf, to: "given" });
    await run(tamPhone, "returns.answer_next", { ret: calf, answer: "not_wanted", text: "nhà hết chỗ" });
    const [task = ""] = await idOf(
      `SELECT id FROM tasks WHERE kind = 'return_next' AND source_id = '${calf}'`,
    );
    expect(found(await run(phones.minh, "desk.task", { task }))).toMatchObject({ source_id: calf });
    expect((await run(phones.sau, "returns.no_next", { ret: calf })).code).toBe("gone");
    expect((await run(phones.minh, "returns.no_next", { ret: calf })).code).toBe("ok");
    expect(await openTasks(calf)).toEqual([]);

    await commune.sql.run(
      `INSERT INTO task_events (task_id, what, note, at)
       SELECT id, 'done', 'hộ Tâm nói bên đó không đưa', now() FROM tasks WHERE kind = 'return_missing' AND source_id = $1`,
      [calf],
    );
    const now = new Date("2026-11-23T03:00:00Z");
    await commune.transaction((sql) => eraseHousehold(sql, tam, { by: null, road: "cli", now }));
    const words = await idOf(
      `SELECT id::text FROM return_events WHERE note ~ 'không đưa|hết chỗ' UNION ALL SELECT id::text FROM tasks WHERE note ~ 'không đưa|hết chỗ'
       UNION ALL SELECT id::text FROM task_events WHERE note ~ 'không đưa|hết chỗ'`,
    );
    expect(words).toEqual([]);
  });

  it("has no words of the next household from before these were kept apart", async () => {
    const [calf = ""] = await give({ return_kind: "stock", return_what: "1 bê già" });
    const [goat = ""] = await give({ return_kind: "stock", return_what: "1 dê già" });
    const { sql } = commune;
    await sql.run("UPDATE returns SET note = 'bên kia cân thiếu' WHERE id = $1", [calf]);
    await sql.run("UPDATE returns SET note = 'dê bệnh' WHERE id = $1", [goat]);
    for (const [id, what, note] of [
      [calf, "not_received", "bên kia cân thiếu"],
      [calf, "not_wanted", "nhà chật"],
      [goat, "not_received", "chưa thấy"],
      [goat, "late", "dê bệnh"],
    ])
      await sql.run("INSERT INTO return_events (return_id, what, note, at) VALUES ($1, $2, $3, now())", [
        id,
        what,
        note,
      ]);
    const migration = (await readMigrations()).find(({ name }) => name === "0017_words_of_the_next");
    for (const statement of migration?.sql.split(";") ?? [])
      if (statement.trim() !== "") await sql.run(statement);
    const notes = await idOf(
      `SELECT note AS id FROM returns WHERE id IN ('${calf}', '${goat}') AND note IS NOT NULL
       UNION ALL SELECT note FROM return_events WHERE return_id IN ('${calf}', '${goat}') AND note IS NOT NULL ORDER BY 1`,
    );
    expect(notes.toSorted()).toEqual(["bên kia cân thiếu", "chưa thấy", "dê bệnh", "dê bệnh"]);
  });
});
