import { afterEach, beforeEach, expect, it } from "vitest";
import { z } from "zod";
import { found, openCommune, type Commune } from "../registry/stage.ts";

let commune: Commune;
beforeEach(async () => {
  commune = await openCommune();
});
afterEach(async () => commune.close());

const cry = async (phone: string, line: string, more: string | null = null, wish = "fire") =>
  commune.run(phone, "shock.tell_of_neighbour", { line, wish, more });
const toldOf = async (phone: string) =>
  (await commune.told(phone)).map(({ flow, vars: { line, neighbour_name: home } }) => [flow, line, home]);
const tasks = async () =>
  commune.sql.rows(
    z.object({ kind: z.string(), note: z.string(), household_id: z.string(), person_id: z.string() }),
    "SELECT kind, note, household_id, person_id FROM tasks ORDER BY created_at, id",
  );

it("reaches her officer and the leader in her words, and is no event of her own home", async () => {
  const { phones, people, sau, sql } = commune;
  const line = "nhà hàng xóm cháy, cứu với";
  expect(found(await cry(phones.sau, line))).toEqual({ reached: true, danger: true });
  const heard = [["shock_neighbour_told", line, null]];
  expect([await toldOf(phones.minh), await toldOf(phones.hanh)]).toEqual([heard, heard]);
  expect(await tasks()).toEqual([
    { kind: "shock_near", note: line, household_id: sau, person_id: people.minh },
  ]);
  expect(await sql.rows(z.object({}), "SELECT id FROM shock_events")).toEqual([]);
});

it("told twice is heard once, and what she adds is passed on and stands behind it", async () => {
  const { phones } = commune;
  const line = "nha hang xom chay cuu voi";
  await cry(phones.sau, line);
  await cry(phones.sau, line);
  await cry(phones.sau, line, "còn hai đứa nhỏ");
  await cry(phones.sau, line, "còn hai đứa nhỏ");
  expect((await toldOf(phones.minh)).map(([, words]) => words)).toEqual([line, "còn hai đứa nhỏ"]);
  expect((await tasks()).map(({ note }) => note)).toEqual([`${line}; còn hai đứa nhỏ`]);
});

it("goes to whoever looks after the home that is named, and she cannot see whether there is one", async () => {
  const { phones, units, sau } = commune;
  const tam = await commune.person("Võ Minh Tâm");
  const tamPhone = await commune.contact(tam);
  await commune.role(tam, "officer", units.commune);
  const thu = await commune.household("Huỳnh Thị Thu", units.otherHamlet);
  await commune.assign(thu, tam);
  const named = found(await cry(phones.sau, "nhà chị Thu cháy rồi"));
  expect(await toldOf(tamPhone)).toEqual([["shock_neighbour_told", "nhà chị Thu cháy rồi", "Huỳnh Thị Thu"]]);
  expect(await toldOf(phones.minh)).toEqual([]);
  expect(found(await cry(phones.sau, "nhà chị Xuân cháy rồi"))).toEqual(named);
  await commune.household("Lê Thị Thu", units.otherHamlet);
  await cry(phones.sau, "nhà chị Thu lại cháy nữa rồi");
  expect((await tasks()).map(({ kind, household_id: home }) => `${kind} ${home}`).toSorted()).toEqual([
    `shock_near ${sau}`,
    `shock_near ${sau}`,
    `shock_reported ${thu}`,
  ]);
});

it.each([
  ["sau", "cháy nhà tui rồi"],
  ["sau", "nhà cô Sáu cháy rồi"],
  ["stranger", "nhà hàng xóm cháy"],
  ["hanh", "nhà hàng xóm cháy"],
] as const)("leaves alone what is none: %s, %s", async (who, line) => {
  expect((await cry(commune.phones[who], line)).code).toBe("none");
  expect(await tasks()).toEqual([]);
});
