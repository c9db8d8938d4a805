import { z } from "zod";
import type { LocalDate } from "../../calendar/local-date.ts";
import { AppError } from "../../domain/app-error.ts";
import type { Sql } from "../../turns/ports.ts";
import { homeSql, subtreeOn } from "./on-date.ts";
import { typeOfCode } from "./unit-types.ts";

/** What is chosen as a model for a year: xã điểm, ấp or khu phố điểm, tổ điểm, hộ điểm. */
export const DESIGNATIONS = ["commune", "hamlet", "group", "household"] as const;
export type DesignationKind = (typeof DESIGNATIONS)[number];

/** One choice: for this year, counted against the quota of `chooser`, a place or a household in it. */
export type Designation = { kind: DesignationKind; year: number; chooser: string; chosen: string };
type Entry = { on: LocalDate; document: string | null; person: string | null };

const WaitingRow = z.object({
  unit: z.string(),
  code: z.string().nullable(),
  name: z.string(),
  quota: z.int(),
  chosen: z.int(),
});
const StateRow = z.object({ quota: z.int().nullable(), chosen: z.int(), already: z.boolean() });

/**
 * Says how many of a kind a unit chooses in a year. Who chooses is data, because the rule of the seed document ("01 xã điểm
 * for each district's union") lost its districts on 1/7/2025.
 */
export async function setQuota(
  sql: Sql,
  { unit, kind, year, quota }: { unit: string; kind: DesignationKind; year: number; quota: number },
  { document, person, now }: { document: string | null; person: string | null; now: Date },
): Promise<void> {
  if (!Number.isInteger(quota) || quota < 0 || quota > 1000)
    throw new AppError("bad_quota", `${quota} is no quota: give a whole number from 0 to 1000.`, 1);
  await sql.run(
    `INSERT INTO designation_quotas (unit_id, kind, year, quota, document, entered_by, entered_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7)
     ON CONFLICT (unit_id, kind, year) DO UPDATE SET quota = excluded.quota, document = excluded.document,
       entered_by = excluded.entered_by, entered_at = excluded.entered_at`,
    [unit, kind, year, quota, document, person, now],
  );
}

/**
 * Enters a choice; the same one twice is one. Throws an AppError where the unit has no quota or has used it up, and where
 * what is chosen is not of the kind or does not lie in the unit that day.
 */
export async function designate(
  sql: Sql,
  designation: Designation,
  { on, document, person }: Entry,
): Promise<void> {
  const { kind, year, chooser, chosen } = designation;
  // Two at once must not both take the last place.
  await sql.run("SELECT FROM designation_quotas WHERE unit_id = $1 AND kind = $2 AND year = $3 FOR UPDATE", [
    chooser,
    kind,
    year,
  ]);
  const [state] = await sql.rows(
    StateRow,
    `SELECT (SELECT quota FROM designation_quotas WHERE unit_id = $1 AND kind = $2 AND year = $3) AS quota,
       count(*)::int AS chosen, coalesce(bool_or($4 IN (unit_id, household_id)), false) AS already
     FROM designations WHERE chosen_by = $1 AND kind = $2 AND year = $3 AND ended_on IS NULL`,
    [chooser, kind, year, chosen],
  );
  if (state?.already === true) return;
  if (state === undefined || state.quota === null)
    throw new AppError("no_quota", `There is no quota of that kind for ${year}: set it first.`, 1);
  if (state.chosen >= state.quota)
    throw new AppError("quota_full", `All ${state.quota} are chosen for ${year}: take one back first.`, 1);
  if (!(await liesIn(sql, designation, on)))
    throw new AppError(
      "not_there",
      "What was chosen is not of that kind, or does not lie in the unit that chooses.",
      1,
    );
  const isHousehold = kind === "household";
  await sql.run(
    `INSERT INTO designations (id, kind, year, chosen_by, unit_id, household_id, chosen_on, document, entered_by)
     VALUES (gen_random_uuid(), $1, $2, $3, $4, $5, $6, $7, $8)`,
    [kind, year, chooser, isHousehold ? null : chosen, isHousehold ? chosen : null, on, document, person],
  );
}

/** Ends a choice on the day; it stays on record. Gives false where there was none. */
export async function takeBack(
  sql: Sql,
  { kind, year, chooser, chosen }: Designation,
  on: LocalDate,
): Promise<boolean> {
  const ended = await sql.run(
    `UPDATE designations SET ended_on = $5
     WHERE kind = $1 AND year = $2 AND chosen_by = $3 AND $4 IN (unit_id, household_id) AND ended_on IS NULL`,
    [kind, year, chooser, chosen, on],
  );
  return ended > 0;
}

/** The units in `within` that have chosen fewer of the kind than their quota of the year, with how many are missing yet. */
export async function notChosenYet(
  sql: Sql,
  { kind, year, within, on }: { kind: DesignationKind; year: number; within: string; on: LocalDate },
): Promise<z.infer<typeof WaitingRow>[]> {
  const inside = await subtreeOn(sql, within, on);
  return sql.rows(
    WaitingRow,
    `SELECT q.unit_id AS unit, u.code, v.name, q.quota, count(d.id)::int AS chosen
     FROM designation_quotas q JOIN units u ON u.id = q.unit_id
     JOIN unit_versions v ON v.unit_id = u.id AND v.valid_from <= $4 AND (v.valid_to IS NULL OR v.valid_to > $4)
     LEFT JOIN designations d ON d.chosen_by = q.unit_id AND d.kind = q.kind AND d.year = q.year AND d.ended_on IS NULL
     WHERE q.kind = $1 AND q.year = $2 AND q.unit_id = ANY ($3)
     GROUP BY q.unit_id, u.code, v.name, q.quota HAVING count(d.id) < q.quota ORDER BY u.code, v.name`,
    [kind, year, inside.map(({ id }) => id), on],
  );
}

async function liesIn(sql: Sql, { kind, chooser, chosen }: Designation, on: LocalDate): Promise<boolean> {
  const inside = await subtreeOn(sql, chooser, on);
  if (kind !== "household")
    return inside.some(({ id, type }) => id === chosen && typeOfCode(type).level === kind);
  const lives = await sql.run(`SELECT FROM households h WHERE h.id = $2 AND ${homeSql("$1")} = ANY ($3)`, [
    on,
    chosen,
    inside.map(({ id }) => id),
  ]);
  return lives > 0;
}
