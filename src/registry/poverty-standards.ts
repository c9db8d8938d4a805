import type { LocalDate } from "../calendar/local-date.ts";
import type { Area } from "./units/area-of.ts";

/** One national standard: the income a person and month below which a household may be classified, and its document. */
export type Standard = {
  code: string;
  document: string;
  from: LocalDate;
  to: LocalDate | null;
  /** Đồng a person and month. */
  line: Readonly<Record<Area, number>>;
};

/** The standards with the days for which each is valid; the line of 2022 goes on through 2026 (Nghị định 351/2025/NĐ-CP). */
export const STANDARDS: readonly Standard[] = [
  {
    code: "qd59_2015",
    document: "59/2015/QĐ-TTg",
    from: "2016-01-01",
    to: "2022-01-01",
    line: { rural: 700_000, urban: 900_000 },
  },
  {
    code: "nd07_2021",
    document: "07/2021/NĐ-CP",
    from: "2022-01-01",
    to: "2027-01-01",
    line: { rural: 1_500_000, urban: 2_000_000 },
  },
  {
    code: "nd351_2025",
    document: "351/2025/NĐ-CP",
    from: "2027-01-01",
    to: null,
    line: { rural: 2_200_000, urban: 2_800_000 },
  },
];

/** The standard that is in force on a day; the first one for days before it. */
export function standardOn(day: LocalDate): Standard {
  const found = STANDARDS.findLast(({ from }) => from <= day) ?? STANDARDS[0];
  if (found === undefined) throw new Error("there is no poverty standard in the record");
  return found;
}

/** The standard that follows on the one of that day, where it is known. */
export function nextStandard(day: LocalDate): Standard | null {
  const { code } = standardOn(day);
  return STANDARDS[STANDARDS.findIndex((one) => one.code === code) + 1] ?? null;
}

/**
 * The twelve indicators of missing basic services, two for each of six services (Nghị định 07/2021/NĐ-CP, Art. 3). The list
 * for 2027 (Nghị định 351/2025/NĐ-CP) is not published in full yet; a check keeps which list it was made by.
 */
export const INDICATORS_2021 = [
  "work",
  "dependants",
  "nutrition",
  "health_insurance",
  "adult_schooling",
  "child_schooling",
  "housing_quality",
  "housing_area",
  "water",
  "toilet",
  "telecom",
  "information",
] as const;
export const INDICATOR_LIST = "nd07_2021";
