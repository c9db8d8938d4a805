import { z } from "zod";
import type { LocalDate } from "../calendar/local-date.ts";
import type { OwingUnit } from "../deadlines/owing-units.ts";
import type { Part } from "../deadlines/rule.ts";
import { groupBy } from "../domain/group-by.ts";
import type { Sql } from "../turns/ports.ts";

const RoleRow = z.object({
  unit: z.string(),
  person: z.string(),
  role: z.enum(["leader", "province"]),
  deputy: z.boolean(),
});
type RoleRow = z.infer<typeof RoleRow>;

/** Somebody who hears of what a unit owes, and as what. */
export type Recipient = { person: string; part: Part };

/**
 * Who hears of the debts of each unit today. Who owes: its leaders, or their deputies where there is nobody else. Above:
 * whoever leads the nearest unit around it that anybody leads, or oversees it.
 */
export async function recipientsOf(
  sql: Sql,
  units: readonly OwingUnit[],
  today: LocalDate,
): Promise<Map<string, Recipient[]>> {
  const concerned = [...new Set(units.flatMap(({ unit, up }) => [unit, ...up]))];
  const roles = await sql.rows(
    RoleRow,
    `SELECT DISTINCT unit_id AS unit, person_id AS person, role, deputy FROM roles
     WHERE unit_id = ANY ($1::uuid[]) AND role IN ('leader', 'province')
       AND valid_from <= $2 AND (valid_to IS NULL OR valid_to > $2) ORDER BY person_id`,
    [concerned, today],
  );
  const at = groupBy(roles, ({ unit }) => unit);
  return new Map(units.map((unit) => [unit.unit, heard(unit, at)]));
}

function heard({ unit, up }: OwingUnit, at: ReadonlyMap<string, RoleRow[]>): Recipient[] {
  const leaders = (at.get(unit) ?? []).filter(({ role }) => role === "leader");
  const first = leaders.filter(({ deputy }) => !deputy);
  const owes = first.length > 0 ? first : leaders;
  const deputies = first.length > 0 ? leaders.filter(({ deputy }) => deputy) : [];
  const above = up.map((place) => at.get(place) ?? []).find((there) => there.length > 0) ?? [];
  const as = (part: Part, people: readonly RoleRow[]): Recipient[] =>
    [...new Set(people.map(({ person }) => person))].map((person) => ({ person, part }));
  const own = [...as("owes", owes), ...as("deputy", deputies)];
  // Whoever leads both the unit and the one around it hears as the one who owes.
  return [...own, ...as("above", above).filter((one) => !own.some(({ person }) => person === one.person))];
}
