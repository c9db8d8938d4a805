import { wordTable } from "./word-table.ts";

/** What a unit is: its usual spelling, and its worth in a base unit where that is the same everywhere. */
export type Unit = {
  unit: string;
  kind: "measure" | "count" | "period" | "area";
  base?: { value: number; unit: "kg" | "lít" | "m" };
};

type Row = readonly [forms: string, unit: Unit];

const counts = (names: string): Row[] =>
  names.split(" ").map((name) => [name, { unit: name, kind: "count" }]);
const periods = (names: string): Row[] =>
  names.split(" ").map((name) => [name, { unit: name, kind: "period" }]);
const area = (forms: string, unit: string): Row => [forms, { unit, kind: "area" }];
const measure = (forms: string, unit: string, value?: number, base: "kg" | "lít" | "m" = "kg"): Row => [
  forms,
  value === undefined ? { unit, kind: "measure" } : { unit, kind: "measure", base: { value, unit: base } },
];

export const SQUARE_METRE: Unit = { unit: "m²", kind: "area" };
export const CUBIC_METRE: Unit = { unit: "m³", kind: "measure", base: { value: 1000, unit: "lít" } };

const MEASURES: Row[] = [
  measure("kg kí ký cân kilo kilô kilogam kilogram kgs", "kg", 1),
  measure("tấn", "tấn", 1000),
  measure("tạ", "tạ", 100),
  measure("yến", "yến", 10),
  measure("lạng", "lạng", 0.1),
  measure("gam gram gr g", "g", 0.001),
  // A giạ of paddy weighs 20 to 22 kg, depending on the place.
  measure("giạ", "giạ"),
  measure("lít lit liter litre l", "lít", 1, "lít"),
  ["khối m3 m³", CUBIC_METRE],
  measure("mét met m", "m", 1, "m"),
  measure("km kilomét", "km", 1000, "m"),
];

const AREAS: Row[] = [
  ["m2 m²", SQUARE_METRE],
  area("công côg", "công"),
  area("sào", "sào"),
  area("mẫu", "mẫu"),
  area("ha hecta hécta hectare héc hec", "ha"),
];

const PERIODS = periods("ngày tuần tháng quý năm vụ mùa buổi giờ đêm kỳ");

/** quả is what the north says for trái; they are one unit. */
const COUNTS: Row[] = [
  ["người nguời ngừi ng", { unit: "người", kind: "count" }],
  ["trái quả", { unit: "trái", kind: "count" }],
  ["hột hạt", { unit: "hạt", kind: "count" }],
  ["bông hoa", { unit: "bông", kind: "count" }],
  ...counts(
    "con cái cây củ cành nhánh miếng gốc bụi nọc chậu giỏ bịch gói hộp chai can xô thau thúng rổ mẹt két khay lố cuộn khung viên",
  ),
  ...counts(
    "tấm cặp chiếc xe ghe xuồng bao thùng phuy buồng quầy nải chùm xâu thiên bầy đàn lứa lồng vèo hầm bể chuồng",
  ),
  ...counts(
    "nhà hộ khẩu chuyến đợt lần suất luống liếp vồng kiện cuốn mảnh thửa bọc lượt sợi dây căn gánh tuổi",
  ),
];

/** Without diacritics these are other everyday words (bò, tui, là, to, vì), so they are units only as written. */
const ACCENTED: Row[] = counts(
  "bó bộ túi lá tổ tờ vỉ ổ ao bì tải đôi mẻ mớ bè phôi thước phần đĩa chén bình lọ hũ hủ khạp sọt rọ chỉ",
);

/** Units by the ways in which they are written in the delta, the centre, and the north. */
export const UNITS = wordTable<Unit>([...MEASURES, ...AREAS, ...PERIODS, ...COUNTS], [], ACCENTED);

/** Words that stand for a stretch of time in `2 triệu một tháng`. */
export const PERIOD_WORDS = wordTable<Unit>(PERIODS);

/** Words that a number counts, so that a number before one of them is not the tail of the number before it. */
export const COUNTED = UNITS;
