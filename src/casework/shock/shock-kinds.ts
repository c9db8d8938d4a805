import type { LocalDate } from "../../calendar/local-date.ts";

export const SHOCK_KINDS = [
  "storm",
  "flood",
  "salt_water",
  "fire",
  "animal_disease",
  "illness",
  "death",
  "other",
] as const;
export type ShockKind = (typeof SHOCK_KINDS)[number];

/** What strikes a whole place: the second household that reports it joins the event of the first. */
export const COMMON_KINDS: readonly ShockKind[] = ["storm", "flood", "salt_water", "animal_disease"];

const BY_WISH: Readonly<Record<string, ShockKind>> = {
  storm: "storm",
  flood: "flood",
  salt_water: "salt_water",
  fire: "fire",
  disease: "animal_disease",
  illness: "illness",
  death: "death",
};

/** What a line outside any question reports; null where it has to be asked. */
export function kindOfWish(wish: string | null): ShockKind | null {
  return wish === null ? null : (BY_WISH[wish] ?? null);
}

/** Help in an emergency, as a decree or circular has it. */
type HelpRule = {
  kinds: readonly ShockKind[];
  from: LocalDate;
  to: LocalDate | null;
  /** Whole đồng at least, where the house is lost, has to be moved at once, is badly damaged. */
  house_lost: number | null;
  house_moved: number | null;
  house_damaged: number | null;
  /** Kilograms of rice a person and month. */
  rice: number | null;
  form_name: string | null;
  document_code: string;
};

const RULES: readonly HelpRule[] = [
  {
    kinds: ["storm", "flood", "fire"],
    from: "2021-07-01",
    to: null,
    house_lost: 40_000_000,
    house_moved: 30_000_000,
    house_damaged: 20_000_000,
    rice: 15,
    form_name: "Mẫu 06",
    document_code: "NĐ 20/2021/NĐ-CP",
  },
  {
    kinds: ["salt_water", "illness", "death", "other"],
    from: "2021-07-01",
    to: null,
    house_lost: null,
    house_moved: null,
    house_damaged: null,
    rice: null,
    form_name: "Mẫu 06",
    document_code: "NĐ 20/2021/NĐ-CP",
  },
];

/** What help a rule of this day knows for such an event; null where none does, and the officer has to ask. */
export function helpFor(kind: ShockKind, day: LocalDate): Omit<HelpRule, "kinds" | "from" | "to"> | null {
  const rule = RULES.find(
    ({ kinds, from, to }) => kinds.includes(kind) && from <= day && (to === null || day < to),
  );
  if (rule === undefined) return null;
  const { house_lost, house_moved, house_damaged, rice, form_name, document_code } = rule;
  return { house_lost, house_moved, house_damaged, rice, form_name, document_code };
}
