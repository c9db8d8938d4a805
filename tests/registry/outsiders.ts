import { z } from "zod";
import type { Sql } from "../../src/turns/ports.ts";

/** `unit`: still works in its commune, and sees what is everybody's there. */
export type Outsider = { who: string; contact: string; unit?: true };
const IdRow = z.object({ id: z.string() });

/** People of every kind who have, or have no more, nothing to do with a household, with an account each. */
export async function outsidersOf(
  sql: Sql,
  { household, unit }: { household: string; unit: string },
): Promise<Outsider[]> {
  const one = async (statement: string, params: readonly unknown[] = []): Promise<string> => {
    const [row] = await sql.rows(IdRow, statement, params);
    return row?.id ?? "";
  };
  const far = await one("INSERT INTO units (id) VALUES (gen_random_uuid()) RETURNING id");
  await sql.run(
    `INSERT INTO unit_versions (id, unit_id, parent_id, name, type, valid_from)
     VALUES (gen_random_uuid(), $1, NULL, 'Nơi Khác', 'xa', '2025-07-01')`,
    [far],
  );
  const someone = async (
    who: string,
    roles: [role: string, unit: string, from: string, to: string | null][],
  ): Promise<Outsider & { person: string }> => {
    const person = await one(
      "INSERT INTO people (id, name, folded, created_at) VALUES (gen_random_uuid(), $1, lower($1), now()) RETURNING id",
      [who],
    );
    const contact = await one(
      `INSERT INTO contacts (id, channel, external_id, person_id, created_at)
       VALUES (gen_random_uuid(), 'simulator', $1, $2, now()) RETURNING id`,
      [`zalo:${who}`, person],
    );
    for (const [role, at, from, to] of roles)
      await sql.run(
        `INSERT INTO roles (id, person_id, role, unit_id, valid_from, valid_to)
         VALUES (gen_random_uuid(), $1, $2, $3, $4, $5)`,
        [person, role, at, from, to],
      );
    return { who, contact, person };
  };
  const since = "2025-07-01";
  const left = await someone("officer and leader here until today", [
    ["officer", unit, since, "2026-11-22"],
    ["leader", unit, since, "2026-11-22"],
  ]);
  // Her assignment was forgotten when the role ended.
  await sql.run(
    `INSERT INTO assignments (id, household_id, person_id, valid_from, valid_to)
     VALUES (gen_random_uuid(), $1, $2, $3, '2027-01-01')`,
    [household, left.person, since],
  );
  const ended = await someone("officer here, no more in charge", [["officer", unit, since, null]]);
  await sql.run(
    `INSERT INTO assignments (id, household_id, person_id, valid_from, valid_to)
     VALUES (gen_random_uuid(), $1, $2, $3, '2026-11-22')`,
    [household, ended.person, since],
  );
  const member = await someone("officer elsewhere, party member here", [["officer", far, since, null]]);
  await sql.run(
    `INSERT INTO assignments (id, household_id, person_id, kind, valid_from)
     VALUES (gen_random_uuid(), $1, $2, 'party_member', $3)`,
    [household, member.person, since],
  );
  const neighbour = await one(
    `INSERT INTO households (id, code, head_name, head_folded, unit_id, created_at)
     VALUES (gen_random_uuid(), 'H9999999', 'Nhà Bên', 'nha ben', $1, now()) RETURNING id`,
    [far],
  );
  const own = await someone("another household", []);
  await sql.run("INSERT INTO household_contacts (household_id, contact_id, valid_from) VALUES ($1, $2, $3)", [
    neighbour,
    own.contact,
    since,
  ]);
  const former = await someone("a phone that answered for it before", []);
  await sql.run(
    "INSERT INTO household_contacts (household_id, contact_id, valid_from, valid_to) VALUES ($1, $2, $3, '2026-11-22')",
    [household, former.contact, since],
  );
  return [
    await someone("leader elsewhere", [["leader", far, since, null]]),
    await someone("leader here from tomorrow", [["leader", unit, "2026-11-23", null]]),
    member,
    left,
    { ...ended, unit: true },
    own,
    former,
  ];
}
