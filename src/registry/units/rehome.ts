import type { Sql } from "../../turns/ports.ts";
import type { ChangePlan } from "./change.ts";

/** Homes that change on a day: those of the households named, or of all that live in the unit. */
type Rehoming = ChangePlan["homes"][number] & Pick<ChangePlan, "on" | "document">;

/**
 * Gives households another home from a day on and keeps where they lived until then; returns how many live elsewhere now.
 * One that has moved away since is followed too: from the day until its move it lived in the new unit.
 */
export async function rehome(sql: Sql, { from, to, households, on, document }: Rehoming): Promise<number> {
  const which = households === "all" ? null : households;
  // Past homes that reach over the day are cut in two, unless the household only came after it.
  await sql.run(
    `INSERT INTO household_past_units (household_id, unit_id, lived_until, document)
     SELECT p.household_id, p.unit_id, $3, $4 FROM household_past_units p
     WHERE p.unit_id = $1 AND p.lived_until > $3 AND ($2::uuid[] IS NULL OR p.household_id = ANY ($2))
       AND NOT EXISTS (SELECT FROM household_past_units q
         WHERE q.household_id = p.household_id AND q.lived_until >= $3 AND q.lived_until < p.lived_until)`,
    [from, which, on, document],
  );
  await sql.run(
    `UPDATE household_past_units SET unit_id = $4
     WHERE unit_id = $1 AND lived_until > $3 AND ($2::uuid[] IS NULL OR household_id = ANY ($2))`,
    [from, which, on, to],
  );
  await sql.run(
    `INSERT INTO household_past_units (household_id, unit_id, lived_until, document)
     SELECT h.id, h.unit_id, $3, $4 FROM households h
     WHERE h.unit_id = $1 AND ($2::uuid[] IS NULL OR h.id = ANY ($2))
       AND NOT EXISTS (SELECT FROM household_past_units q WHERE q.household_id = h.id AND q.lived_until >= $3)`,
    [from, which, on, document],
  );
  return sql.run(
    "UPDATE households SET unit_id = $3 WHERE unit_id = $1 AND ($2::uuid[] IS NULL OR id = ANY ($2))",
    [from, which, to],
  );
}
