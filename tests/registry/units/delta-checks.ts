import { z } from "zod";
import { rolesFor } from "../../../src/domain/scope.ts";
import type { Values } from "../../../src/domain/value.ts";
import type { CallResult } from "../../../src/engine/effects.ts";
import { fold } from "../../../src/language/normalise.ts";
import { IN_CHARGE, inSight, REACHED } from "../../../src/registry/rights.ts";
import { countHomes } from "../../../src/registry/units/count-homes.ts";
import { computeFigures } from "../../../src/reports/compute-figures.ts";
import type { Sql } from "../../../src/turns/ports.ts";
import { figuresByAnotherHand } from "../../reports/by-another-hand.ts";
import { hamletName, type Delta, type NewCommune } from "./delta-map.ts";
import type { Lived, Official, People } from "./delta-life.ts";

/** What was found wrong, by kind, and how much was looked at. */
export type Faults = { kind: string; looked: number; wrong: string[] };
export type Ask = (contact: string, command: string, handed: Values) => Promise<CallResult>;

const IdRow = z.object({ id: z.string() });

/** Whom everybody of the staff sees on a day: an officer his own, a leader her commune of that day, a province what lies in it. */
export async function reachOn(
  sql: Sql,
  on: string,
  { homes, officers, leaders, provinces }: People,
  { map, delta }: { map: "before" | "after"; delta: Delta },
): Promise<Faults[]> {
  const faults = ["officer", "leader", "province"].map((who) => ({
    kind: `reach of ${who} ${map}`,
    looked: 0,
    wrong: new Array<string>(),
  }));
  const look = async (who: number, { person }: Official, mine: (home: Lived) => boolean): Promise<void> => {
    const rows = await sql.rows(
      IdRow,
      `WITH RECURSIVE ${REACHED}, ${IN_CHARGE}, ${inSight("$3")} SELECT household_id AS id FROM in_sight`,
      [person, on, rolesFor("see")],
    );
    const [seen, wanted] = [new Set(rows.map(({ id }) => id)), homes.filter(mine)];
    const fault = faults[who];
    if (fault === undefined) return;
    fault.looked += 1;
    if (seen.size !== wanted.length || wanted.some(({ id }) => !seen.has(id)))
      fault.wrong.push(`${person} sees ${seen.size} of ${wanted.length}`);
  };
  for (const [old, officer] of officers) await look(0, officer, (home) => home.old.id === old);
  for (const [old, leader] of leaders) {
    const today = homes.find((home) => home.old.id === old)?.today.id;
    await look(1, leader, (home) => (map === "before" ? home.old.id === old : home.today.id === today));
  }
  for (const [index, official] of provinces.entries()) {
    const province = delta.provinces[index]?.id;
    await look(2, official, (home) => map === "after" || home.old.province === province);
  }
  return faults;
}

/** Everybody by name and place, of before and of today, with diacritics and without, by officer, leader and province. */
export async function everybodyFound(
  ask: Ask,
  { homes, officers, leaders, provinces }: People,
  wards: readonly NewCommune[],
): Promise<Faults[]> {
  const faults = new Map<string, Faults>();
  for (const { id, name, old, today, hamlet } of homes) {
    const now = wards.find((ward) => ward.id === today.id) ?? today;
    const place = `${old.type} ${old.name}`;
    const forms: [string, string][] = [
      ["old name", `${name} ${place}`],
      ["old name, district", `${name} ${place} ${old.district.type} ${old.district.name}`],
      ["new name", `${name} ${now.type} ${now.name}`],
      ["name of 2025", `${name} ${today.type} ${today.name}`],
      ...(hamlet === null
        ? []
        : [
            ["hamlet, old name", `${name} ${hamletName(old.code, hamlet)} ${place}`] satisfies [
              string,
              string,
            ],
          ]),
    ];
    const askers: [string, Official | undefined][] = [
      ["officer", officers.get(old.id)],
      ["leader", leaders.get(old.id)],
      ["province", provinces[0]],
    ];
    for (const [who, official] of askers)
      for (const [form, text] of forms)
        // The folded text is what is looked for in the end; with diacritics one asker will do.
        for (const typed of who === "officer" ? [text, fold(text)] : [fold(text)]) {
          const kind = `found by ${who}, ${form}${typed === text ? "" : ", no diacritics"}`;
          const fault = faults.get(kind) ?? { kind, looked: 0, wrong: [] };
          faults.set(kind, fault);
          fault.looked += 1;
          const { value } = await ask(official?.contact ?? "", "registry.find_households", { text: typed });
          const found = z.array(IdRow.loose()).parse(value);
          if (!found.some((one) => one.id === id)) fault.wrong.push(`${typed} (${found.length})`);
        }
  }
  return [...faults.values()];
}

type Sums = Map<string, number>;

/**
 * The figures of a span on the last evening of one map and on the first of the next, with nothing in between: the sum of the
 * communes, the province, and another hand's SQL over all units that ever lay in it must be the same number, under both.
 */
export async function figuresAddUp(
  sql: Sql,
  delta: Delta,
  { from, last, first }: { from: string; last: string; first: string },
  tops: { before: readonly string[]; after: readonly string[] },
): Promise<Faults[]> {
  const span = (to: string) => ({ from, to, year: Number(last.slice(0, 4)) });
  const units = await sql.rows(IdRow, "SELECT id FROM units");
  const faults = ["province and another hand", "communes and province", "old map and new map"].map(
    (kind) => ({
      kind: `${last}: ${kind}`,
      looked: 0,
      wrong: new Array<string>(),
    }),
  );
  const say = (kind: number, code: string, one: number | undefined, other: number | undefined): void => {
    const fault = faults[kind];
    if (fault === undefined) return;
    fault.looked += 1;
    if (one !== other) fault.wrong.push(`${code}: ${one} and ${other}`);
  };
  const totals: Sums[] = [];
  for (const [to, top] of [
    [last, tops.before],
    [first, tops.after],
  ] as const) {
    const province = await summed(sql, top, span(to));
    const byHand = await figuresByAnotherHand(
      sql,
      units.map(({ id }) => id),
      span(to),
    );
    for (const [code, value] of province) say(0, code, value, byHand[code]);
    const communes = await summed(sql, await communesOn(sql, to), span(to));
    for (const [code, value] of province) say(1, code, communes.get(code), value);
    totals.push(province);
  }
  for (const [code, value] of totals[0] ?? []) say(2, code, value, totals[1]?.get(code));
  faults.push(await ofEachCommune(sql, delta, span(first)));
  return faults;
}

/** Each commune of today, with all that it was made from, by another hand. */
async function ofEachCommune(
  sql: Sql,
  { communes }: Delta,
  span: { from: string; to: string; year: number },
): Promise<Faults> {
  const fault: Faults = { kind: `${span.to}: each commune and another hand`, looked: 0, wrong: [] };
  for (const { id, name, olds } of communes) {
    const scope = [id, ...olds.flatMap((old) => [old.id, ...old.hamlets])];
    const [computed, byHand] = [await summed(sql, [id], span), await figuresByAnotherHand(sql, scope, span)];
    for (const [code, value] of computed) {
      fault.looked += 1;
      if (value !== byHand[code]) fault.wrong.push(`${name} ${code}: ${value} and ${byHand[code]}`);
    }
  }
  return fault;
}

/** Households by commune under a map, each where the data say. */
export async function homesCounted(
  sql: Sql,
  on: string,
  homes: readonly Lived[],
  communeOf: (home: Lived) => string,
): Promise<Faults> {
  const counted = await countHomes(sql, { on, level: "commune" });
  const wanted = new Map<string, number>();
  for (const home of homes) wanted.set(communeOf(home), (wanted.get(communeOf(home)) ?? 0) + 1);
  const wrong = counted
    .filter(({ unit, households }) => wanted.get(unit ?? "") !== households)
    .map(({ unit, households }) => `${unit}: ${households}`);
  return {
    kind: `${on}: households by commune`,
    looked: wanted.size,
    wrong: counted.length === wanted.size ? wrong : [...wrong, `${counted.length} communes`],
  };
}

async function communesOn(sql: Sql, on: string): Promise<string[]> {
  const rows = await sql.rows(
    IdRow,
    `SELECT unit_id AS id FROM unit_versions WHERE type IN ('xa', 'phuong', 'thi_tran')
       AND valid_from <= $1 AND (valid_to IS NULL OR valid_to > $1)`,
    [on],
  );
  return rows.map(({ id }) => id);
}

async function summed(
  sql: Sql,
  units: readonly string[],
  span: { from: string; to: string; year: number },
): Promise<Sums> {
  const sums: Sums = new Map();
  for (const unit of units)
    for (const [code, { total }] of await computeFigures(sql, unit, span))
      sums.set(code, (sums.get(code) ?? 0) + total);
  return sums;
}
