import { z } from "zod";
import type { LocalDate } from "../../calendar/local-date.ts";
import { rolesThatMay } from "../../domain/scope.ts";
import type { Sql } from "../../turns/ports.ts";

const PersonRow = z.object({ id: z.string(), name: z.string(), address: z.string().nullable() });
type Person = z.infer<typeof PersonRow>;

/** Whoever may accept or return the reports of a unit on the day: those of the level above, the nearest first. */
export async function checkersOf(sql: Sql, unit: string, on: LocalDate): Promise<Person[]> {
  return sql.rows(
    PersonRow,
    `WITH RECURSIVE up (unit_id, depth) AS (
       SELECT $1::uuid, 0
       UNION ALL SELECT v.parent_id, depth + 1 FROM unit_versions v JOIN up USING (unit_id)
       WHERE v.parent_id IS NOT NULL AND depth < 20 AND v.valid_from <= $2 AND (v.valid_to IS NULL OR v.valid_to > $2)
     )
     SELECT p.id, p.name, p.address_as AS address FROM up JOIN roles r USING (unit_id) JOIN people p ON p.id = r.person_id
     WHERE r.role = ANY ($3) AND r.valid_from <= $2 AND (r.valid_to IS NULL OR r.valid_to > $2)
     ORDER BY up.depth, p.name, p.id`,
    [unit, on, rolesThatMay("check")],
  );
}

/** Whoever leads a unit itself on the day. */
export async function leadersOf(sql: Sql, unit: string, on: LocalDate): Promise<Person[]> {
  return sql.rows(
    PersonRow,
    `SELECT p.id, p.name, p.address_as AS address FROM roles r JOIN people p ON p.id = r.person_id
     WHERE r.unit_id = $1 AND r.role = 'leader' AND r.valid_from <= $2 AND (r.valid_to IS NULL OR r.valid_to > $2)
     ORDER BY p.name, p.id`,
    [unit, on],
  );
}
