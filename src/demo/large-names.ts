import type { Address } from "../domain/roles.ts";
import type { Random } from "./random.ts";

const SURNAMES = [
  "Nguyễn",
  "Trần",
  "Lê",
  "Phạm",
  "Huỳnh",
  "Võ",
  "Phan",
  "Trương",
  "Bùi",
  "Đặng",
  "Đỗ",
  "Ngô",
  "Hồ",
  "Dương",
  "Lý",
] as const;
const KHMER_SURNAMES = ["Thạch", "Sơn", "Kim", "Lâm", "Danh", "Châu", "Kiên"] as const;
const MIDDLE = { woman: ["Thị", "Thị Mỹ", "Thị Ngọc", "Kim"], man: ["Văn", "Minh", "Hữu", "Thanh"] } as const;
const GIVEN = [
  "Sáu",
  "Bảy",
  "Tám",
  "Mười",
  "Út",
  "Hoa",
  "Lan",
  "Thảo",
  "Hạnh",
  "Phượng",
  "Tâm",
  "Lộc",
  "Phúc",
  "Nghĩa",
  "Dũng",
  "Thu",
  "Đẹp",
  "Bé",
  "Tư",
  "Năm",
] as const;
const KHMER_GIVEN = ["Sa Rươl", "Sô Thia", "Na Ri", "Sa Vươn", "Chanh Đa", "Sóc Khum", "Bô Pha"] as const;

const COMMUNE_PARTS = [
  ["An", "Bình", "Phú", "Tân", "Mỹ", "Hòa", "Long", "Thạnh", "Hưng", "Vĩnh"],
  ["Hiệp", "Lợi", "Thới", "Khánh", "Quới", "Nhơn", "Đức", "Hậu", "Thuận", "Trung"],
  ["Đông", "Tây", "Nam", "Bắc", "Thượng"],
] as const;

export type Named = { name: string; address: Address; born: number };

/** A grown-up with a common name of the delta, now and then a Khmer one, and how such a person is addressed. */
export function randomPerson(random: Random, thisYear: number): Named {
  const woman = random.chance(0.5);
  const khmer = random.chance(0.15);
  const name = khmer
    ? [random.pick(KHMER_SURNAMES), woman ? "Thị" : "", random.pick(KHMER_GIVEN)]
    : [random.pick(SURNAMES), random.pick(woman ? MIDDLE.woman : MIDDLE.man), random.pick(GIVEN)];
  const age = 20 + random.int(55);
  return {
    name: name.filter((part) => part !== "").join(" "),
    address: addressOf(age, woman),
    born: thisYear - age,
  };
}

/** The name of the `index`th commune; five hundred of them differ. */
export function communeName(index: number): string {
  const [first, second, third] = COMMUNE_PARTS;
  return [
    first[index % first.length],
    second[Math.floor(index / first.length) % second.length],
    third[Math.floor(index / (first.length * second.length)) % third.length],
  ].join(" ");
}

function addressOf(age: number, woman: boolean): Address {
  if (age >= 70) return woman ? "ba" : "ong";
  if (age >= 50) return woman ? "co" : "chu";
  return woman ? "chi" : "anh";
}
