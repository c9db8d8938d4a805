import type { HouseholdRead } from "./read-household.ts";
import type { FindingCode } from "./finding.ts";

/** A household of the record, or one that this import is about to add. */
export type Known = {
  id: string;
  code: string;
  folded: string;
  unit: string;
  phone: string | null;
  address: string | null;
  birth: number | null;
  head: string | null;
};

export type Match =
  | { kind: "same"; known: Known }
  | { kind: "new"; warnings: FindingCode[] }
  | { kind: "refused"; code: FindingCode };

/**
 * Which known household a row means: by its code; else by the head's name in the same hamlet, unless years of birth or,
 * without them, phones say that they are two people. Never guesses between two.
 */
export function matchHousehold(row: HouseholdRead, unit: string, known: readonly Known[]): Match {
  if (row.code !== null) {
    const coded = known.find(({ code }) => code.toUpperCase() === row.code);
    if (coded === undefined) return { kind: "refused", code: "unknown_code" };
    if (coded.folded !== row.folded) return { kind: "refused", code: "code_of_another" };
    return coded.unit === unit
      ? { kind: "same", known: coded }
      : { kind: "refused", code: "lives_elsewhere" };
  }
  const named = known.filter(({ folded }) => folded === row.folded);
  const fitting = named.filter((one) => one.unit === unit && mayBeOne(row, one));
  const surest = fitting.filter(
    (one) => samePhone(row, one) || (row.birth !== null && row.birth === one.birth),
  );
  const [only] = surest.length > 0 ? surest : fitting;
  if (only !== undefined)
    return surest.length > 1 || (surest.length === 0 && fitting.length > 1)
      ? { kind: "refused", code: "several_fit" }
      : { kind: "same", known: only };
  if (named.some((one) => one.unit !== unit && samePhone(row, one)))
    return { kind: "refused", code: "lives_elsewhere" };
  const warnings: FindingCode[] = [];
  if (known.some((one) => samePhone(row, one))) warnings.push("phone_of_another");
  if (named.some((one) => one.unit === unit || (row.birth !== null && row.birth === one.birth)))
    warnings.push("same_name_near");
  return { kind: "new", warnings };
}

function mayBeOne(row: HouseholdRead, one: Known): boolean {
  if (row.birth !== null && one.birth !== null) return row.birth === one.birth;
  return row.phone === null || one.phone === null || row.phone === one.phone;
}

function samePhone(row: HouseholdRead, one: Known): boolean {
  return row.phone !== null && row.phone === one.phone;
}
