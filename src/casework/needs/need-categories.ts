import { z } from "zod";
import { ChoiceId } from "../../turns/choice-id.ts";

/**
 * What a household can lack: the needs that the orders name (seed 002, L69–77 and L131–165; Luật TGPL 2017 for legal aid),
 * one word each, in the order in which people ask for them.
 */
export const NEED_CATEGORIES = [
  "capital",
  "production",
  "training",
  "job",
  "abroad",
  "market",
  "housing",
  "water",
  "toilet",
  "insurance",
  "schooling",
  "information",
  "legal",
  "other",
] as const;
export type NeedCategory = (typeof NEED_CATEGORIES)[number];

/** A category, as it was tapped or as a plain id. */
export const CategoryId = ChoiceId.pipe(z.enum(NEED_CATEGORIES));

/** Where help is hoped to come from, or came from (seed 002, L81–93). */
export const SOURCES = [
  "budget",
  "programme",
  "policy_bank",
  "fund",
  "sponsor",
  "union",
  "own",
  "other",
] as const;
export const OptionalSource = ChoiceId.pipe(z.enum(SOURCES))
  .nullish()
  .transform((source) => source ?? null);

const BY_WISH: Readonly<Record<string, NeedCategory>> = {
  loan: "capital",
  stock: "production",
  training: "training",
  job: "job",
  abroad: "abroad",
  housing: "housing",
  insurance: "insurance",
  selling: "market",
  water: "water",
  toilet: "toilet",
  schooling: "schooling",
  documents: "legal",
  legal: "legal",
};

/** The category that a line outside any question is about; null where it has to be asked. */
export function categoryOfWish(wish: string | null): NeedCategory | null {
  return wish === null ? null : (BY_WISH[wish] ?? null);
}

const BY_PLAN: Readonly<Record<string, NeedCategory>> = {
  loan: "capital",
  stock: "production",
  tools: "production",
  know_how: "training",
  buyer: "market",
  job: "job",
};

/** The category of what a plan says is lacking; null where the plan lacks nothing. */
export function categoryOfPlanNeed(code: string | null): NeedCategory | null {
  return code === null ? null : (BY_PLAN[code] ?? null);
}

/** The category that answers to a missing indicator of the standard (NĐ 07/2021/NĐ-CP, Article 3). */
const BY_INDICATOR: readonly (readonly [pattern: RegExp, category: NeedCategory])[] = [
  [/^(?:job|work|employment)/, "job"],
  [/insurance/, "insurance"],
  [/adult/, "training"],
  [/school|child/, "schooling"],
  [/hous|dwelling/, "housing"],
  [/toilet|latrine|sanitation/, "toilet"],
  [/water/, "water"],
  [/telecom|internet|information|media/, "information"],
];

/** The category of a missing indicator; null where no help of ours answers to it (dependants, nutrition). */
export function categoryOfIndicator(indicator: string): NeedCategory | null {
  return BY_INDICATOR.find(([pattern]) => pattern.test(indicator))?.[1] ?? null;
}
