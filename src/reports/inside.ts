import type { LocalDate } from "../calendar/local-date.ts";
import { subtreeOn, type UnitOnDate } from "../registry/units/on-date.ts";
import { typeOfCode } from "../registry/units/unit-types.ts";
import type { Sql } from "../turns/ports.ts";

/** A unit on a day with what lies directly in it, and for everything deeper in which of these it lies. */
export type Inside = {
  self: UnitOnDate;
  /** By name as people sort hamlets: Ấp 2 before Ấp 10. */
  parts: UnitOnDate[];
  /** The direct part that a unit inside belongs to; undefined for the unit itself. */
  partOf: ReadonlyMap<string, string>;
};

/** As people sort: Ấp 2 before Ấp 10, Đ after D. */
export const BY_NAME = new Intl.Collator("vi", { numeric: true });

/** Null where the unit did not exist on the day. */
export async function insideOn(sql: Sql, unit: string, on: LocalDate): Promise<Inside | null> {
  const units = await subtreeOn(sql, unit, on);
  const self = units.find(({ id }) => id === unit);
  if (self === undefined) return null;
  const byId = new Map(units.map((one) => [one.id, one]));
  const partOf = new Map<string, string>();
  for (const one of units) {
    let at: UnitOnDate | undefined = one;
    while (at !== undefined && at.parent !== null && at.parent !== unit) at = byId.get(at.parent);
    if (at !== undefined && at.id !== unit) partOf.set(one.id, at.id);
  }
  const parts = units.filter(({ parent, id }) => parent === unit && id !== unit);
  return { self, parts: parts.toSorted((a, b) => BY_NAME.compare(labelOf(a), labelOf(b))), partOf };
}

/** "Ấp 3", "xã Bình Phú Đông": the type stands before a name that does not carry it already. */
export function labelOf({ name, type }: Pick<UnitOnDate, "name" | "type">): string {
  const { label, level } = typeOfCode(type);
  const carries = name.toLocaleLowerCase("vi").startsWith(`${label} `);
  if (carries) return name;
  return level === "hamlet" || level === "group"
    ? `${label.charAt(0).toLocaleUpperCase("vi")}${label.slice(1)} ${name}`
    : `${label} ${name}`;
}
