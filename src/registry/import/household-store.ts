import { randomUUID } from "node:crypto";
import { z } from "zod";
import { localDateOf } from "../../calendar/local-date.ts";
import { insertMany } from "../../turns/insert-many.ts";
import type { Sql } from "../../turns/ports.ts";
import { randomHouseholdCode } from "../random-text.ts";
import type { Known } from "./match-household.ts";
import type { HouseholdRead } from "./read-household.ts";

const KnownRow = z.object({
  id: z.string(),
  code: z.string(),
  folded: z.string(),
  unit: z.string(),
  phone: z.string().nullable(),
  address: z.string().nullable(),
  birth: z.int().nullable(),
  head: z.string().nullable(),
});

/** The households of these units which a row of the batch may mean: the same name, code or phone. */
export async function knownHouseholds(
  sql: Sql,
  rows: readonly HouseholdRead[],
  within: readonly string[],
): Promise<Known[]> {
  return sql.rows(
    KnownRow,
    `SELECT h.id, h.code, h.head_folded AS folded, h.unit_id AS unit, h.phone, h.address, p.birth_year AS birth,
       p.id AS head
     FROM households h
     LEFT JOIN household_members m ON m.household_id = h.id AND m.relation = 'head' AND m.valid_to IS NULL
     LEFT JOIN people p ON p.id = m.person_id
     WHERE h.unit_id = ANY ($1) AND h.erased_at IS NULL AND h.id IN (
       SELECT id FROM households WHERE head_folded = ANY ($2)
       UNION SELECT id FROM households WHERE phone = ANY ($3)
       UNION SELECT id FROM households WHERE code = ANY ($4))`,
    [
      within,
      rows.map(({ folded }) => folded),
      rows.flatMap(({ phone }) => phone ?? []),
      rows.flatMap(({ code }) => code ?? []),
    ],
  );
}

export type NewHousehold = HouseholdRead & { unit: string; id: string; head: string };

/** A household that is to be added, with ids, as the following rows have to know it. */
export function newHousehold(row: HouseholdRead, unit: string): NewHousehold {
  return { ...row, unit, id: randomUUID(), head: randomUUID() };
}

/** Adds households with their heads, as proposed for the scheme. Nobody is in charge of them until they are assigned. */
export async function addHouseholds(
  sql: Sql,
  rows: readonly NewHousehold[],
  by: string | null,
  now: Date,
): Promise<void> {
  if (rows.length === 0) return;
  const shape =
    "id uuid, head uuid, code text, name text, folded text, unit uuid, address text, phone text, birth int";
  const params = [JSON.stringify(rows.map((row) => ({ ...row, code: randomHouseholdCode() }))), now];
  let left = params;
  for (;;) {
    const added = await sql.rows(
      z.object({ id: z.string() }),
      `INSERT INTO households (id, code, head_name, head_folded, unit_id, address, phone, created_at, created_by)
       SELECT id, code, name, folded, unit, address, phone, $2, $3::uuid FROM json_to_recordset($1::json) AS r (${shape})
       ON CONFLICT (code) DO NOTHING RETURNING id`,
      [...left, by],
    );
    const done = new Set(added.map(({ id }) => id));
    const again = z
      .array(z.looseObject({ id: z.string() }))
      .parse(JSON.parse(String(left[0])))
      .filter(({ id }) => !done.has(id));
    if (again.length === 0) break;
    // A code is a number drawn at random: where it is taken, another is drawn.
    left = [JSON.stringify(again.map((row) => ({ ...row, code: randomHouseholdCode() }))), now];
  }
  const at = now.toISOString();
  const from = localDateOf(now);
  await insertMany(
    sql,
    "people",
    { id: "uuid", name: "text", folded: "text", birth_year: "int", created_at: "timestamptz" },
    rows.map(({ head, name, folded, birth }) => ({
      id: head,
      name,
      folded,
      birth_year: birth,
      created_at: at,
    })),
  );
  await insertMany(
    sql,
    "household_members",
    { household_id: "uuid", person_id: "uuid", relation: "text", valid_from: "date" },
    rows.map(({ id, head }) => ({ household_id: id, person_id: head, relation: "head", valid_from: from })),
  );
  await insertMany(
    sql,
    "enrolments",
    { id: "uuid", household_id: "uuid", status: "text", valid_from: "date", entered_by: "uuid" },
    rows.map(({ id }) => ({
      id: randomUUID(),
      household_id: id,
      status: "proposed",
      valid_from: from,
      entered_by: by,
    })),
  );
}

/** Whether a row says more, or other, than is known of its household. An empty cell takes nothing away. */
export function says({ phone, address, birth }: HouseholdRead, known: Known): boolean {
  return (
    (phone !== null && phone !== known.phone) ||
    (address !== null && address !== known.address) ||
    (birth !== null && known.birth === null && known.head !== null)
  );
}

/** Writes what a row says about a household that is known. */
export async function updateHousehold(sql: Sql, row: HouseholdRead, known: Known): Promise<void> {
  await sql.run(
    "UPDATE households SET phone = coalesce($2, phone), address = coalesce($3, address) WHERE id = $1",
    [known.id, row.phone, row.address],
  );
  await sql.run(
    "UPDATE people SET birth_year = $2 WHERE id = $1 AND birth_year IS NULL AND $2::int IS NOT NULL",
    [known.head, row.birth],
  );
}
