import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import {
  signsOfFigures,
  signsOfPictures,
  type Figure,
  type Picture,
} from "../../src/casework/figures/signs.ts";
import { planDuties } from "../../src/casework/plan-duties.ts";
import { takenOn } from "../../src/turns/pictures/taken-on.ts";
import { found, labels, openCommune, type Commune } from "../registry/stage.ts";

const at = (instant: string): number => Date.parse(`${instant}+07:00`);
let numbered = 0;
const figure = (household: string, period: string, kind: "income" | "cost", amount: number): Figure => ({
  id: `${household} ${period} ${kind} ${++numbered}`,
  household,
  period,
  kind,
  amount,
  enteredBy: null,
  onBehalf: false,
  at: at(`${period}-27T09:00:00`),
});
const month = (household: string, period: string, income: number, cost: number): Figure[] => [
  figure(household, period, "income", income),
  figure(household, period, "cost", cost),
];
const byMinh = (figures: Figure[], moment: string): Figure[] =>
  figures.map((one) => ({ ...one, enteredBy: "minh", onBehalf: true, at: at(moment) }));
const signs = (figures: Figure[]): string[] =>
  signsOfFigures(figures).map(
    ({ household, period, sign, others }) => `${household} ${period} ${sign} ${others}`,
  );

describe("a figure needs a look", () => {
  it.each<[string, Figure[], string[]]>([
    [
      "when all sums of three months are whole millions",
      [
        ...month("Sáu", "2026-09", 3e6, 1e6),
        ...month("Sáu", "2026-10", 4e6, 1e6),
        ...month("Sáu", "2026-11", 5e6, 2e6),
      ],
      ["Sáu 2026-11 round 0"],
    ],
    [
      "not when one of them is not",
      [
        ...month("Sáu", "2026-09", 3e6, 1e6),
        ...month("Sáu", "2026-10", 4e6, 950e3),
        ...month("Sáu", "2026-11", 5e6, 2e6),
      ],
      [],
    ],
    [
      "not after two months",
      [...month("Sáu", "2026-10", 3e6, 1e6), ...month("Sáu", "2026-11", 4e6, 1e6)],
      [],
    ],
    [
      "nor over a gap",
      [
        ...month("Sáu", "2026-08", 3e6, 1e6),
        ...month("Sáu", "2026-10", 4e6, 1e6),
        ...month("Sáu", "2026-11", 5e6, 2e6),
      ],
      [],
    ],
    [
      "when the income is one and the same three times running, over the turn of a year",
      [
        ...month("Bền", "2026-11", 2_350_000, 400e3),
        ...month("Bền", "2026-12", 2_350_000, 300e3),
        ...month("Bền", "2027-01", 2_350_000, 200e3),
      ],
      ["Bền 2027-01 repeated 0"],
    ],
    [
      "nothing earned three times is no figure",
      [
        ...month("Út", "2026-09", 0, 1e6),
        ...month("Út", "2026-10", 0, 1e6),
        ...month("Út", "2026-11", 0, 1e6),
      ],
      [],
    ],
    [
      "when one hand wrote the same pair for three households: one question, not three",
      byMinh(
        ["A", "B", "C"].flatMap((home) => month(home, "2026-11", 1_250_000, 310e3)),
        "2026-11-12T09:00:00",
      ),
      ["A 2026-11 copied 2"],
    ],
    [
      "not where the households said so themselves",
      ["A", "B", "C"].flatMap((home) => month(home, "2026-11", 1_250_000, 310e3)),
      [],
    ],
    [
      "when one hand wrote five households in an hour at the month's end",
      byMinh(
        ["A", "B", "C", "D", "E"].flatMap((home, nth) => month(home, "2026-11", 1_111_000 + nth, 100e3)),
        "2026-11-30T21:00:00",
      ),
      ["A 2026-11 last_hour 4"],
    ],
    [
      "not in the middle of the month",
      byMinh(
        ["A", "B", "C", "D", "E"].flatMap((home, nth) => month(home, "2026-11", 1_111_000 + nth, 100e3)),
        "2026-11-12T21:00:00",
      ),
      [],
    ],
  ])("%s", (_, figures, expected) => {
    expect(signs(figures)).toEqual(expected);
  });

  it("and a picture when it came before, or says that it was taken before the month", () => {
    const picture = (id: string, more: Partial<Picture>): Picture => ({
      id,
      household: "Sáu",
      period: "2026-11",
      file: id,
      sha256: id,
      takenOn: null,
      at: at("2026-11-20T09:00:00"),
      ...more,
    });
    const asked = signsOfPictures([
      picture("later", { sha256: "same", at: at("2026-11-21T09:00:00") }),
      picture("first", { sha256: "same" }),
      picture("twice told", { sha256: "same", file: "first" }),
      picture("unfetched", { sha256: null }),
      picture("old", { takenOn: "2026-10-31" }),
      picture("new", { takenOn: "2026-11-01" }),
    ]);
    expect(asked.map(({ entry, sign }) => [entry, sign])).toEqual([
      ["old", "photo_old"],
      ["later", "photo_again"],
    ]);
  });

  it("reads of a picture only the day on which it was taken", () => {
    const tiff = Buffer.alloc(60);
    tiff.write("II", 0, "latin1");
    tiff.writeUInt16LE(42, 2);
    tiff.writeUInt32LE(8, 4);
    tiff.writeUInt16LE(1, 8);
    tiff.writeUInt16LE(0x0132, 10);
    tiff.writeUInt16LE(2, 12);
    tiff.writeUInt32LE(20, 14);
    tiff.writeUInt32LE(30, 18);
    tiff.write("2026:10:31 08:15:00\0", 30, "latin1");
    const jpeg = Buffer.concat([
      Buffer.from([0xff, 0xd8, 0xff, 0xe1, 0, 68]),
      Buffer.from("Exif\0\0", "latin1"),
      tiff,
    ]);
    expect(takenOn(jpeg)).toBe("2026-10-31");
    for (let length = 0; length < jpeg.length; length++) takenOn(jpeg.subarray(0, length));
    tiff.write("0000:00:00 ", 30, "latin1");
    expect(takenOn(Buffer.concat([jpeg.subarray(0, 12), tiff]))).toBeNull();
    expect(takenOn(Buffer.from("no picture"))).toBeNull();
  });
});

describe("the question about it", () => {
  let commune: Commune;
  const write = async (
    household: string,
    period: string,
    income: number,
    by: string | null,
  ): Promise<void> => {
    for (const [kind, amount] of [
      ["income", income],
      ["cost", 1_000_000],
    ] as const)
      await commune.sql.run(
        `INSERT INTO diary_entries (id, household_id, kind, period, amount, happened_on, entered_by, on_behalf, created_at)
         VALUES (gen_random_uuid(), $1, $2, $3, $4, ($3 || '-28')::date, $5, $6, ($3 || '-28')::date)`,
        [household, kind, period, amount, by, by !== null],
      );
  };
  const Question = z.array(z.object({ id: z.string(), sign: z.string() }));
  const open = async (phone: string) => Question.parse((await commune.run(phone, "figures.open", {})).value);

  beforeAll(async () => {
    commune = await openCommune("2026-11-29T02:00:00Z");
    await commune.agree(commune.sau);
    for (const [period, income] of [
      ["2026-09", 3e6],
      ["2026-10", 4e6],
      ["2026-11", 5e6],
    ] as const)
      await write(commune.sau, period, income, null);
    const written = await commune.household("Võ Minh Tâm", commune.units.hamlet);
    await commune.assign(written, commune.people.minh);
    await commune.agree(written);
    for (const period of ["2026-09", "2026-10", "2026-11"])
      await write(written, period, 2_345_000, commune.people.minh);
    await planDuties(commune.sql, new Date("2026-11-29T02:00:00Z"));
    await planDuties(commune.sql, new Date("2026-11-29T12:00:00Z"));
  });
  afterAll(async () => commune.close());

  it("goes to the officer in charge, and about his own writing to the leader; once", async () => {
    const { phones, run } = commune;
    expect((await open(phones.minh)).map(({ sign }) => sign)).toEqual(["round"]);
    expect((await open(phones.hanh)).map(({ sign }) => sign).toSorted()).toEqual(["repeated", "round"]);
    expect(await open(phones.khoa)).toEqual([]);
    expect(await open(phones.sau)).toEqual([]);
    const tasks = await commune.sql.rows(
      z.object({ n: z.int() }),
      "SELECT count(*)::int AS n FROM tasks WHERE kind = 'figures_look'",
    );
    expect(tasks).toEqual([{ n: 2 }]);
    expect(labels(await run(phones.minh, "desk.my_tasks"))).toHaveLength(1);
  });

  it("is asked of the household once more, whose word is the answer", async () => {
    const { phones, run, told } = commune;
    const [{ id: question } = { id: "" }] = await open(phones.minh);
    expect(found(await run(phones.minh, "figures.ask_again", { question }))).toEqual({ told: true });
    expect((await told(phones.sau)).at(-1)?.flow).toBe("figure_ask");
    const own = found(await run(phones.sau, "figures.own", { question }));
    expect(own).toMatchObject({ kind: "income", amount: 5_000_000 });
    expect(Object.keys(own)).not.toContain("sign");
    expect((await run(phones.minh, "figures.own", { question })).code).toBe("gone");
    expect((await run(phones.stranger, "figures.answer_own", { question, answer: "fine" })).code).toBe(
      "gone",
    );
    await run(phones.sau, "casework.correct_entry", { entry: own["entry"] ?? null, amount: 4_850_000 });
    const words = { lastAnswer: { asked: "Vậy số đúng là bao nhiêu ạ?", typed: "1tr8 thôi em" } };
    const answered = await run(phones.sau, "figures.answer_own", { question, answer: "corrected" }, words);
    expect(answered.code).toBe("ok");
    expect(labels(await run(phones.minh, "desk.my_tasks"))).toHaveLength(1);
    expect(await open(phones.minh)).toEqual([]);
    expect(labels(await run(phones.minh, "desk.my_tasks"))).toEqual([]);
    const kept = await commune.sql.rows(
      z.object({ answer: z.string(), answer_note: z.string(), by: z.string() }),
      "SELECT q.answer, q.answer_note, p.name AS by FROM figure_questions q JOIN people p ON p.id = q.answered_by WHERE q.id = $1",
      [question],
    );
    expect(kept).toEqual([{ answer: "corrected", answer_note: "1tr8 thôi em", by: "Nguyễn Thị Sáu" }]);
  });

  it("is never asked of whom it is about, officer or not", async () => {
    const { phones, sql, sau } = commune;
    expect((await open(phones.hanh)).map(({ sign }) => sign)).toEqual(["repeated"]);
    await sql.run("UPDATE figure_questions SET answer = NULL WHERE household_id = $1", [sau]);
    expect((await open(phones.hanh)).length).toBe(2);
    await commune.phoneOf(sau, phones.hanh);
    expect((await open(phones.hanh)).length).toBe(1);
    const [own] = await sql.rows(
      z.object({ id: z.string() }),
      "SELECT id FROM figure_questions WHERE household_id = $1",
      [sau],
    );
    expect((await commune.run(phones.hanh, "figures.one", { question: own?.id ?? "" })).code).toBe("gone");
    // The task stays for another leader when nothing is left that this one may look at.
    const unitTasks = async () =>
      sql.rows(
        z.object({ done: z.boolean() }),
        "SELECT done_at IS NOT NULL AS done FROM tasks WHERE kind = 'figures_look' AND person_id IS NULL",
      );
    await sql.run(
      "UPDATE figure_questions SET answered_at = now(), answer = 'fine' WHERE household_id <> $1",
      [sau],
    );
    expect(await open(phones.hanh)).toEqual([]);
    expect(await unitTasks()).toEqual([{ done: false }]);
    await sql.run("UPDATE figure_questions SET answered_at = NULL, answer = NULL WHERE household_id <> $1", [
      sau,
    ]);
    await sql.run("UPDATE figure_questions SET answer = 'fine' WHERE household_id = $1", [sau]);
  });

  it("is answered by the leader with one tap, and the task goes with the last", async () => {
    const { phones, run } = commune;
    const [{ id: question } = { id: "" }] = await open(phones.hanh);
    expect((await run(phones.khoa, "figures.answer", { question, answer: "fine" })).code).toBe("gone");
    // Minh is in charge of the household and wrote the figure himself.
    for (const [command, more] of [
      ["figures.one", {}],
      ["figures.answer", { answer: "fine" }],
      ["figures.ask_again", {}],
    ] as const)
      expect((await run(phones.minh, command, { question, ...more })).code).toBe("gone");
    expect(found(await run(phones.hanh, "figures.answer", { question, answer: "fine" }))).toEqual({
      left: 0,
    });
    expect((await run(phones.hanh, "figures.answer", { question, answer: "fine" })).code).toBe("gone");
    const tasks = await commune.sql.rows(
      z.object({ outcome: z.string().nullable() }),
      "SELECT outcome FROM tasks WHERE kind = 'figures_look' AND person_id IS NULL",
    );
    expect(tasks).toEqual([{ outcome: "by_itself" }]);
  });

  it("about the officer's own home goes to the leader, and never to whose home it is", async () => {
    const { people, phones, sql, units } = commune;
    const homeOf = async (...own: string[]): Promise<void> => {
      const home = await commune.household("Trần Văn Minh", units.hamlet);
      await commune.assign(home, people.minh);
      await commune.agree(home);
      for (const phone of own) await commune.phoneOf(home, phone);
      for (const period of ["2026-09", "2026-10", "2026-11"]) await write(home, period, 3_210_000, null);
    };
    const asked = async (day: string) =>
      sql.rows(
        z.object({ minh: z.boolean(), unit: z.boolean() }),
        `SELECT person_id IS NOT NULL AS minh, unit_id IS NOT NULL AS unit FROM tasks
         WHERE kind = 'figures_look' AND source_id = $1 ORDER BY 1`,
        [day],
      );
    await homeOf(phones.minh);
    await planDuties(sql, new Date("2026-11-30T02:00:00Z"));
    expect(await asked("2026-11-30")).toEqual([{ minh: false, unit: true }]);
    await homeOf(phones.minh, phones.hanh);
    await planDuties(sql, new Date("2026-12-01T02:00:00Z"));
    expect(await asked("2026-12-01")).toEqual([]);
    await sql.run("UPDATE figure_questions SET answer = 'fine' WHERE answer IS NULL");
  });

  it("is not asked about a steady wage again, nor made a task where nobody may look", async () => {
    const { people, sql, units } = commune;
    const asked = async (where: string): Promise<number> =>
      (await sql.rows(z.object({ n: z.int() }), `SELECT count(*)::int AS n FROM ${where}`))[0]?.n ?? -1;
    const [tam = ""] = (
      await sql.rows(
        z.object({ id: z.string() }),
        "SELECT id FROM households WHERE head_name = 'Võ Minh Tâm'",
      )
    ).map(({ id }) => id);
    const ofTam = `figure_questions WHERE household_id = '${tam}'`;
    await write(tam, "2026-12", 2_345_000, people.minh);
    await planDuties(sql, new Date("2026-12-29T02:00:00Z"));
    expect(await asked(ofTam)).toBe(1);

    await sql.run("UPDATE roles SET valid_to = '2026-12-30' WHERE person_id = $1", [people.hanh]);
    const alone = await commune.household("Lý Thị Một", units.hamlet);
    await commune.assign(alone, people.minh);
    await commune.agree(alone);
    const tasks = await asked("tasks WHERE kind = 'figures_look'");
    for (const period of ["2026-10", "2026-11", "2026-12"])
      await write(alone, period, 1_234_000, people.minh);
    await planDuties(sql, new Date("2026-12-31T02:00:00Z"));
    expect(await asked(`figure_questions WHERE household_id = '${alone}'`)).toBe(1);
    expect(await asked("tasks WHERE kind = 'figures_look'")).toBe(tasks);
  });
});
