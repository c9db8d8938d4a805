import { readQuantity } from "../../language/quantity.ts";

/** "1 bê cái 8 tháng", but not "8 tháng nữa": what is counted is named right behind the number. */
const LEADING_COUNT = /^\s*(\d{1,3})\s+(?!th[aá]ng|n[aă]m|tu[aầ]n|ng[aà]y|tri[eệ]u)\p{L}/iu;

/** How many there are to give back, where the words say so plainly: "1 bê cái 8 tháng" is one. */
export function countIn(what: string): { quantity: number; unit: string | null } | null {
  const [, number] = LEADING_COUNT.exec(what) ?? [];
  if (number !== undefined && Number(number) > 0) return { quantity: Number(number), unit: unitIn(what) };
  const reading = readQuantity(what);
  if (reading.kind !== "understood" || reading.sure !== "certain" || reading.value.value <= 0) return null;
  return { quantity: reading.value.value, unit: reading.value.unit };
}

function unitIn(what: string): string | null {
  const reading = readQuantity(what);
  return reading.kind === "understood" ? reading.value.unit : null;
}
