import { fold } from "../../language/normalise.ts";

export type UnitLevel = "province" | "district" | "commune" | "hamlet" | "group";
/** Whether the rural or the urban line of a poverty standard holds. */
export type Area = "rural" | "urban";
export type UnitType = {
  /** As the record keeps it. */
  code: string;
  /** As people write it in front of a name; the language room reads places by it. */
  label: string;
  level: UnitLevel;
  /** Null where the type says nothing: a hamlet is what its commune is. */
  area: Area | null;
};

/**
 * The types of unit. A commune is rural and a ward urban (Luật 72/2025/QH15); a township, until 2025, was urban. A special
 * zone may be either: that is for a decision to say, so its type says nothing.
 */
export const UNIT_TYPES: readonly UnitType[] = [
  { code: "tinh", label: "tỉnh", level: "province", area: null },
  { code: "thanh_pho", label: "thành phố", level: "province", area: null },
  { code: "huyen", label: "huyện", level: "district", area: null },
  { code: "quan", label: "quận", level: "district", area: null },
  { code: "thi_xa", label: "thị xã", level: "district", area: null },
  { code: "thanh_pho_thuoc_tinh", label: "thành phố", level: "district", area: null },
  { code: "xa", label: "xã", level: "commune", area: "rural" },
  { code: "phuong", label: "phường", level: "commune", area: "urban" },
  { code: "thi_tran", label: "thị trấn", level: "commune", area: "urban" },
  { code: "dac_khu", label: "đặc khu", level: "commune", area: null },
  { code: "ap", label: "ấp", level: "hamlet", area: null },
  { code: "khom", label: "khóm", level: "hamlet", area: null },
  { code: "khu_pho", label: "khu phố", level: "hamlet", area: null },
  { code: "khu_vuc", label: "khu vực", level: "hamlet", area: null },
  { code: "thon", label: "thôn", level: "hamlet", area: null },
  { code: "xom", label: "xóm", level: "hamlet", area: null },
  { code: "ban", label: "bản", level: "hamlet", area: null },
  { code: "buon", label: "buôn", level: "hamlet", area: null },
  { code: "lang", label: "làng", level: "hamlet", area: null },
  { code: "phum", label: "phum", level: "hamlet", area: null },
  { code: "soc", label: "sóc", level: "hamlet", area: null },
  { code: "to_dan_pho", label: "tổ dân phố", level: "hamlet", area: null },
  { code: "to", label: "tổ", level: "group", area: null },
];

const BY_CODE = new Map(UNIT_TYPES.map((type) => [type.code, type]));
const BY_LABEL = new Map(UNIT_TYPES.toReversed().map((type) => [fold(type.label), type]));
BY_LABEL.set("to nhan dan tu quan", typeOfCode("to"));

/** The type kept as `code`; an unknown one is taken as a hamlet's, so that an old record still reads. */
export function typeOfCode(code: string): UnitType {
  return BY_CODE.get(code) ?? { code, label: code.replaceAll("_", " "), level: "hamlet", area: null };
}

/**
 * The type that was written, by code or by name, with or without diacritics: `ap`, `Ấp`, `KHU PHO`. A city is a province
 * unless it lies in one. Null where there is no such type.
 */
export function typeWritten(text: string, inside: UnitLevel | null = null): UnitType | null {
  const written = text.trim();
  const type = BY_CODE.get(written.toLowerCase()) ?? BY_LABEL.get(fold(written)) ?? null;
  if (type?.code === "thanh_pho" && inside === "province") return typeOfCode("thanh_pho_thuoc_tinh");
  return type;
}

/** `Xã An Hội` as type and bare name; a hamlet keeps its type in its name (`Ấp 3`), as people call it. */
export function withoutType(name: string, type: UnitType): string {
  const label = `${type.label} `;
  return fold(name).startsWith(fold(label)) && name.length > label.length
    ? name.slice(label.length).trim()
    : name;
}
