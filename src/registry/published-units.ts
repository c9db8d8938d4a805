import type { PlaceUnit } from "../language/place-unit.ts";
import {
  CALLED,
  publishedRows,
  splitName,
  WARDS_SINCE_JUNE_2026,
  type MappingRow,
  type ProvinceRow,
  type WardRow,
} from "./units/published-rows.ts";

/**
 * The units of Viet Nam as published: 34 provinces and 3,321 communes, wards and special zones of today (decision
 * 19/2025/QĐ-TTg) with the wards of June 2026, and the communes, districts and provinces of before 1/7/2025 with what
 * became of them. Reads a package of the repository, never the network; throws where the package changed its shape.
 */
export function publishedUnits(): PlaceUnit[] {
  const { provinces, wards, mappings } = publishedRows();
  const provinceName = new Map(provinces.map(({ province_code, name }) => [province_code, name]));
  const wardCode = new Map(
    wards.map(({ ward_code, name, province_code }) => [
      `${provinceName.get(province_code)}/${name}`,
      ward_code,
    ]),
  );
  const former = new Map<string, PlaceUnit & { today: string[] }>();
  const today = new Map(
    provinces.map(({ province_code, name }) => [splitName(name, "tỉnh").name, province_code]),
  );
  for (const row of mappings)
    addFormer(former, today, row, wardCode.get(`${row.new_province_name}/${row.new_ward_name}`));
  return [...provinces.map(provinceUnit), ...wards.map(wardUnit), ...former.values()];
}

function provinceUnit({ province_code, name }: ProvinceRow): PlaceUnit {
  const aliases = CALLED.get(province_code) ?? [];
  return { id: province_code, code: province_code, ...splitName(name, "tỉnh"), parent: null, aliases };
}

function wardUnit({ ward_code, name, province_code }: WardRow): PlaceUnit {
  const unit: PlaceUnit = { id: ward_code, code: ward_code, ...splitName(name, "xã"), parent: province_code };
  const renamed = WARDS_SINCE_JUNE_2026.get(ward_code);
  if (renamed === undefined) return unit;
  const ward: PlaceUnit = { ...unit, type: "phường", formerTypes: [unit.type] };
  return renamed === null ? ward : { ...ward, name: renamed, aliases: [unit.name] };
}

/** Adds the former commune, its district, and its province unless that goes on under its name. */
function addFormer(
  former: Map<string, PlaceUnit & { today: string[] }>,
  todaysProvinces: ReadonlyMap<string, string>,
  row: MappingRow,
  ward: string | undefined,
): void {
  const { old_ward_name: commune, old_district_name: district, old_province_name: province } = row;
  const newProvince = todaysProvinces.get(splitName(row.new_province_name, "tỉnh").name);
  if (
    commune === null ||
    district === null ||
    province === null ||
    ward === undefined ||
    newProvince === undefined
  )
    return;
  const goesOn = todaysProvinces.get(splitName(province, "tỉnh").name);
  const provinceId = goesOn ?? add(province, "tỉnh", null, newProvince);
  const districtId = add(`${province}/${district}`, "huyện", provinceId, ward);
  add(`${province}/${district}/${commune}`, "xã", districtId, ward);

  function add(path: string, type: string, parent: string | null, successor: string): string {
    const id = `before-2025:${path}`;
    const known = former.get(id);
    if (known === undefined) {
      const name = splitName(path.slice(path.lastIndexOf("/") + 1), type);
      const aliases = CALLED.get(id) ?? [];
      former.set(id, { id, code: null, ...name, parent, aliases, today: [successor] });
    } else if (!known.today.includes(successor)) known.today.push(successor);
    return id;
  }
}
