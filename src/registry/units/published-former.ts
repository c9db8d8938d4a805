import { splitName, type MappingRow, type ProvinceRow, type WardRow } from "./published-rows.ts";

/** A unit of before 1/7/2025. Keys are official codes for what goes on, and paths of names for what ended. */
export type FormerUnit = {
  key: string;
  /** Its official code where that is published and no other unit's. */
  code: string | null;
  name: string;
  /** The type where the name does not say it. */
  otherwise: string;
  parent: string | null;
  /** Keys of units of today that hold its land; itself is none of them. */
  successors: Set<string>;
};

type Published = {
  provinces: readonly ProvinceRow[];
  wards: readonly WardRow[];
  mappings: readonly MappingRow[];
};

/** The communes, districts and provinces of before 1/7/2025. Rows that name no unit of today are left aside. */
export function publishedFormer({ provinces, wards, mappings }: Published): FormerUnit[] {
  const provinceName = new Map(provinces.map(({ province_code, name }) => [province_code, name]));
  const today = new Map(
    wards.map((ward) => [`${provinceName.get(ward.province_code)}/${ward.name}`, ward.ward_code]),
  );
  const goesOn = new Map(provinces.map(({ province_code, name }) => [bare(name), province_code]));
  const codes = new Set(wards.map(({ ward_code }) => ward_code));
  const former = new Map<string, FormerUnit>();
  for (const row of mappings) {
    const ward = today.get(`${row.new_province_name}/${row.new_ward_name}`);
    const newProvince = goesOn.get(bare(row.new_province_name));
    const { old_ward_name: commune, old_district_name: district, old_province_name: province } = row;
    if (ward === undefined || newProvince === undefined || !commune || !district || !province) continue;
    const provinceKey = goesOn.get(bare(province)) ?? add([province], "tỉnh", null, newProvince).key;
    const districtKey = add([province, district], "huyện", provinceKey, ward).key;
    const unit = add([province, district, commune], "xã", districtKey, ward);
    unit.code ??= row.old_ward_code;
  }
  return withCodes([...former.values()], codes);

  function add(path: string[], otherwise: string, parent: string | null, successor: string): FormerUnit {
    const key = `before-2025:${path.join("/")}`;
    const unit = former.get(key) ?? {
      key,
      code: null,
      name: path.at(-1) ?? "",
      otherwise,
      parent,
      successors: new Set<string>(),
    };
    unit.successors.add(successor);
    former.set(key, unit);
    return unit;
  }
}

/** A code belongs to one unit: to the commune of today that goes on under it, else to the first that had it. */
function withCodes(units: FormerUnit[], today: ReadonlySet<string>): FormerUnit[] {
  const taken = new Set<string>();
  return units.map((unit) => {
    const { code, successors } = unit;
    if (code === null || taken.has(code)) return { ...unit, code: null };
    if (!today.has(code)) {
      taken.add(code);
      return unit;
    }
    if (!successors.has(code)) return { ...unit, code: null };
    taken.add(code);
    return { ...unit, key: code, successors: new Set([...successors].filter((one) => one !== code)) };
  });
}

function bare(province: string): string {
  return splitName(province, "tỉnh").name;
}
