import { publishedFormer, type FormerUnit } from "./published-former.ts";
import { CALLED, publishedRows, splitName } from "./published-rows.ts";
import { stableId } from "./stable-id.ts";
import type { Succession, UnitVersion } from "./unit-map.ts";
import { typeWritten } from "./unit-types.ts";

/** Since when a former unit existed is not published; it did, long before. */
export const LONG_AGO = "1900-01-01";
/** Two levels instead of three (Nghị quyết 202/2025/QH15). */
export const TWO_LEVELS = "2025-07-01";
const PROVINCES_MERGED = "202/2025/QH15";
const CODES_GIVEN = "19/2025/QĐ-TTg";

/** Everything that an import writes about one unit. Ids in it are those of `stableId`. */
export type UnitToImport = {
  id: string;
  code: string | null;
  versions: UnitVersion[];
  aliases: readonly string[];
  successions: (Succession & { document: string | null })[];
};

/**
 * The published units with their past: provinces, districts and communes of before 1/7/2025 and what became of them.
 * A commune of today that goes on under the code of one that it was made from is the same unit (Ba Tri, 29110, was a
 * township); every other former one is a unit of its own that has ended.
 */
export function publishedMap(): UnitToImport[] {
  const { provinces, wards, mappings } = publishedRows();
  const units = new Map<string, UnitToImport>();
  for (const { province_code: code, name } of provinces) {
    const from = LONG_AGO;
    add(code, { code, from, to: null, parent: null, document: null, ...named(name, "tỉnh") });
  }
  for (const { ward_code: code, name, province_code: parent } of wards) {
    const from = TWO_LEVELS;
    add(code, { code, from, to: null, parent, document: CODES_GIVEN, ...named(name, "xã") });
  }
  for (const former of publishedFormer({ provinces, wards, mappings })) addFormer(former);
  return [...units.values()];

  function addFormer({ key, code, name, otherwise, parent, successors }: FormerUnit): void {
    const isProvince = parent === null;
    add(key, {
      code,
      from: LONG_AGO,
      to: TWO_LEVELS,
      parent,
      document: null,
      ...named(name, otherwise, !isProvince),
    });
    const document = isProvince ? PROVINCES_MERGED : null;
    const id = stableId(key);
    for (const successor of successors)
      units
        .get(key)
        ?.successions.push({ predecessor: id, successor: stableId(successor), on: TWO_LEVELS, document });
  }

  function add(
    key: string,
    { code, parent, ...version }: Omit<UnitVersion, "unit"> & { code: string | null },
  ): void {
    const id = stableId(key);
    const unit = units.get(key) ?? {
      id,
      code,
      versions: [],
      aliases: CALLED.get(key) ?? [],
      successions: [],
    };
    unit.versions.push({ ...version, unit: id, parent: parent === null ? null : stableId(parent) });
    units.set(key, unit);
  }
}

function named(full: string, otherwise: string, insideProvince = false): { name: string; type: string } {
  const { name, type } = splitName(full, otherwise);
  const code = typeWritten(type, insideProvince ? "province" : null)?.code;
  if (code === undefined) throw new Error(`The published units have a type that is not known: ${full}`);
  return { name, type: code };
}
