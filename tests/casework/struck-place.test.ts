import { afterEach, beforeEach, expect, it } from "vitest";
import { z } from "zod";
import { found, openCommune, type Commune } from "../registry/stage.ts";

let commune: Commune;
beforeEach(async () => {
  commune = await openCommune();
  await commune.agree(commune.sau);
});
afterEach(async () => commune.close());

const report = async (phone: string, line: string, wish = "flood") =>
  commune.run(phone, "shock.report_place", { line, wish });
const Event = z.object({ id: z.string(), told: z.string().nullable(), outcome: z.string().nullable() });
const events = async () =>
  commune.sql.rows(Event, "SELECT id, told, outcome FROM shock_events ORDER BY told, id");
const openTasks = async () =>
  commune.sql.rows(
    z.object({ kind: z.string(), person_id: z.string().nullable(), household_id: z.string().nullable() }),
    "SELECT kind, person_id, household_id FROM tasks WHERE done_at IS NULL",
  );

it("is one event of the hamlet and of no household, told to who leads it and to who has homes there", async () => {
  const { phones, people, sql } = commune;
  expect(found(await report(phones.minh, "ấp 3 ngập hết rồi"))).toEqual({
    units: ["Ấp 3"],
    kind: "flood",
    again: false,
  });
  expect(found(await report(phones.hanh, "ap 3 ngap nua roi"))["again"]).toBe(true);
  expect(await sql.rows(z.object({}), "SELECT household_id FROM shock_households")).toEqual([]);
  expect(await events()).toMatchObject([{ told: "ấp 3 ngập hết rồi; ap 3 ngap nua roi", outcome: null }]);
  expect((await commune.told(phones.hanh)).map(({ flow }) => flow)).toEqual(["shock_place_told"]);
  expect(await commune.told(phones.minh)).toEqual([]);
  expect(await openTasks()).toEqual([{ kind: "shock_place", person_id: people.minh, household_id: null }]);
});

it("takes in homes that report, and is closed by who says what was done, not by the last of these", async () => {
  const { phones, run, sau } = commune;
  await report(phones.hanh, "ấp 3 ngập hết rồi");
  const shock =
    found(await run(phones.sau, "shock.report", { household: sau, kind: "flood" }))["shock"] ?? "";
  expect((await events()).map(({ id }) => id)).toEqual([shock]);
  const outcome = "đã dời đồ, cấp gạo";
  await run(phones.minh, "shock.close", { shock, household: sau, outcome });
  expect(found(await run(phones.minh, "shock.place", { shock }))).toMatchObject({
    open: 0,
    told: "ấp 3 ngập hết rồi",
  });
  expect((await run(phones.khoa, "shock.close_place", { shock, outcome: "đắp bờ bao" })).code).toBe("none");
  expect((await run(phones.sau, "shock.close_place", { shock, outcome: "đắp bờ bao" })).code).toBe("none");
  expect((await events()).map((event) => event.outcome)).toEqual([null]);
  expect((await run(phones.minh, "shock.close_place", { shock, outcome: "đắp bờ bao" })).code).toBe("ok");
  expect((await run(phones.minh, "shock.close_place", { shock, outcome: "lần nữa" })).code).toBe("none");
  expect((await events()).map((event) => event.outcome)).toEqual(["đắp bờ bao"]);
  expect((await openTasks()).filter(({ kind }) => kind === "shock_place")).toEqual([]);
  expect((await run(phones.minh, "shock.open")).value).toEqual([]);
});

it("leaves homes waiting that wait, and is written where nobody looks after a home for who leads", async () => {
  const { phones, run, sau } = commune;
  await report(phones.hanh, "ấp 1 ngập rồi");
  expect(await openTasks()).toEqual([{ kind: "shock_place", person_id: null, household_id: null }]);
  await run(phones.sau, "shock.report", { household: sau, kind: "flood" });
  await report(phones.hanh, "ấp 3 ngập rồi");
  const [, shock] = await events();
  expect(
    found(await run(phones.hanh, "shock.close_place", { shock: shock?.id ?? "", outcome: "bơm nước" }))[
      "left"
    ],
  ).toBe(1);
  const left = z
    .array(z.object({ unit: z.string(), open: z.int() }))
    .parse((await run(phones.hanh, "shock.open")).value);
  expect(left.map(({ unit, open }) => `${unit} ${open}`).toSorted()).toEqual([
    "common.whole_place 0",
    "Ấp 3 1",
  ]);
});

it.each([
  ["minh", "ấp 3 cháy nhà", "fire"],
  ["minh", "ấp 3 có ngập không", "flood"],
  ["minh", "nhà ông Tư ấp 3 ngập rồi", "flood"],
  ["minh", "ấp 9 ngập rồi", "flood"],
  ["sau", "ấp 3 ngập hết rồi", "flood"],
  ["stranger", "ấp 3 ngập hết rồi", "flood"],
] as const)("is none: %s, %s", async (who, line, wish) => {
  expect((await report(commune.phones[who], line, wish)).code).toBe("none");
  expect(await events()).toEqual([]);
});
