import { changeUnits } from "../../../src/registry/units/change-units.ts";
import type { Change, Decision } from "../../../src/registry/units/change.ts";
import { importUnits } from "../../../src/registry/units/import-units.ts";
import { publishedFormer } from "../../../src/registry/units/published-former.ts";
import type { UnitToImport } from "../../../src/registry/units/published-map.ts";
import {
  publishedRows,
  splitName,
  WARDS_SINCE_JUNE_2026,
} from "../../../src/registry/units/published-rows.ts";
import { stableId } from "../../../src/registry/units/stable-id.ts";
import { typeWritten } from "../../../src/registry/units/unit-types.ts";
import type { Sql } from "../../../src/turns/ports.ts";

/** The days on which the map changes, and the documents that say so. */
export const MERGED: Decision = { on: "2025-07-01", document: "1687/NQ-UBTVQH15" };
export const WARDS: Decision = { on: "2026-06-09", document: null };
/** Vĩnh Long, which goes on. */
const PROVINCE = "86";
const LONG_AGO = "1900-01-01";
const HAMLETS = [1, 2, 3];

/** A unit as people name it: `xã Mỹ Hòa`; `code` is that of its type. */
export type Named = { id: string; name: string; type: string; code: string };
export type OldCommune = Named & { district: Named; province: string; hamlets: readonly string[] };
export type NewCommune = Named & { olds: readonly OldCommune[] };
export type Delta = { provinces: readonly Named[]; communes: readonly NewCommune[] };
type Work = <T>(work: (sql: Sql) => Promise<T>) => Promise<T>;

/**
 * Puts the real provinces, districts and communes of Bến Tre, Trà Vinh and Vĩnh Long of before 1/7/2025 on an empty map, out
 * of the published data, each commune with three hamlets; `only` keeps those that became the communes of these codes.
 */
export async function putMapOfBefore(work: Work, now: Date, only?: readonly string[]): Promise<Delta> {
  const rows = publishedRows();
  const wards = rows.wards.filter(
    ({ province_code, ward_code }) => province_code === PROVINCE && (only?.includes(ward_code) ?? true),
  );
  const codes = new Set(wards.map(({ ward_code }) => ward_code));
  const former = publishedFormer(rows);
  const leadsTo = (unit: (typeof former)[number]): string | undefined =>
    [unit.key, ...unit.successors].find((key) => codes.has(key));
  const provinces = [
    { ...named(PROVINCE, "Tỉnh Vĩnh Long", "tỉnh") },
    ...former
      .filter(({ parent, successors }) => parent === null && successors.has(PROVINCE))
      .map(({ key, name }) => named(key, name, "tỉnh")),
  ];
  const districts = new Map(
    former
      .filter(({ parent }) => provinces.some(({ id }) => parent !== null && id === stableId(parent)))
      .map((unit) => [
        unit.key,
        { ...named(unit.key, unit.name, "huyện"), parent: stableId(unit.parent ?? "") },
      ]),
  );
  const olds = former.flatMap((unit) => {
    const [into, district] = [leadsTo(unit), districts.get(unit.parent ?? "")];
    if (into === undefined || district === undefined) return [];
    const { key, name, otherwise } = unit;
    const one = { ...named(key, name, otherwise), district, province: district.parent };
    return [
      {
        into,
        published: unit.code,
        one: { ...one, hamlets: HAMLETS.map((n) => stableId(`${key}/${n}`)) },
      },
    ];
  });
  const lived = new Set(olds.map(({ one }) => one.district.id));
  const units = [
    ...provinces.map((unit) => toImport(unit, unit.id === stableId(PROVINCE) ? PROVINCE : null, null)),
    ...[...districts.values()]
      .filter(({ id }) => lived.has(id))
      .map((unit) => toImport(unit, null, unit.parent)),
    ...olds.flatMap(({ one, published }) => [
      toImport(one, published, one.district.id),
      ...one.hamlets.map((id, n) =>
        toImport(
          { id, name: hamletName(one.code, n + 1), code: one.code === "xa" ? "ap" : "khom" },
          null,
          one.id,
        ),
      ),
    ]),
  ];
  await work((sql) => importUnits(sql, units, now));
  const communes = wards.map(({ ward_code, name }) => ({
    ...named(ward_code, name, "xã"),
    olds: olds.filter(({ into }) => into === ward_code).map(({ one }) => one),
  }));
  return { provinces, communes: communes.filter((commune) => commune.olds.length > 0) };
}

/** What a hamlet of an old commune was called there: `Ấp 2`, in towns `Khóm 2`. */
export function hamletName(code: string, number: number): string {
  return `${code === "xa" ? "Ấp" : "Khóm"} ${number}`;
}

/**
 * The merge of 1/7/2025 by the commands of `sinh-ke units`: the provinces into one, then for each commune of today a merge,
 * and its name, type and place of today.
 */
export async function mergeOf2025(work: Work, { provinces, communes }: Delta, now: Date): Promise<void> {
  const [into, ...from] = provinces.map(({ id }) => id);
  if (into === undefined) throw new Error("the published units have lost Vĩnh Long");
  const change = (one: Change) => work((sql) => changeUnits(sql, one, MERGED, now));
  if (from.length > 0) await change({ kind: "merge", from, into });
  for (const { id, name, code, olds } of communes) {
    const others = olds.map((old) => old.id).filter((old) => old !== id);
    const goesOn = others.length < olds.length;
    const unit = { id, code: officialCode(id), name, type: code };
    if (others.length > 0) await change({ kind: "merge", from: others, into: goesOn ? id : unit });
    await change({ kind: "alter", unit: id, name, type: code, parent: into });
  }
}

/** The communes that became wards on 9/6/2026, one of them under another name. */
export async function wardsOf2026(work: Work, { communes }: Delta, now: Date): Promise<NewCommune[]> {
  const changed: NewCommune[] = [];
  for (const [code, name] of WARDS_SINCE_JUNE_2026) {
    const commune = communes.find(({ id }) => id === stableId(code));
    if (commune === undefined) continue;
    const change = {
      kind: "alter",
      unit: commune.id,
      type: "phuong",
      ...(name === null ? {} : { name }),
    } as const;
    await work((sql) => changeUnits(sql, change, WARDS, now));
    changed.push({ ...commune, name: name ?? commune.name, type: "phường", code: "phuong" });
  }
  return changed;
}

function officialCode(id: string): string | null {
  return publishedRows().wards.find(({ ward_code }) => stableId(ward_code) === id)?.ward_code ?? null;
}

function named(key: string, full: string, otherwise: string): Named {
  const { name, type } = splitName(full, otherwise);
  const code = typeWritten(type, key === PROVINCE || otherwise === "tỉnh" ? null : "province")?.code;
  if (code === undefined) throw new Error(`a type that is not known: ${full}`);
  return { id: stableId(key), name, type, code };
}

function toImport(
  { id, name, code: type }: Omit<Named, "type">,
  code: string | null,
  parent: string | null,
): UnitToImport {
  const version = { unit: id, parent, name, type, from: LONG_AGO, to: null, document: null };
  return { id, code, versions: [version], aliases: [], successions: [] };
}
