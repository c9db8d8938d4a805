import { z } from "zod";
import { localDateOf } from "../calendar/local-date.ts";
import { fold } from "../language/normalise.ts";
import type { Sql } from "../turns/ports.ts";
import { makeInvitation } from "./make-invitation.ts";

/** The roles that whoever runs the program hands out; households are invited by their officers. */
export const OFFICIAL_ROLES = ["officer", "leader", "province", "viewer", "administrator"] as const;
export type OfficialRole = (typeof OFFICIAL_ROLES)[number];

const IdRow = z.object({ id: z.string() });

/**
 * Writes an official down with a role at a unit from today, and makes the one-use code by which the chat knows her.
 * Somebody of that name who has that role there already only gets a new code. `by`: who invites, where it is not whoever
 * runs the program.
 */
export async function inviteOfficial(
  sql: Sql,
  official: { name: string; role: OfficialRole; unit: string; addressAs: string | null },
  now: Date,
  by: string | null = null,
): Promise<{ invitation: string; expires: string; known: boolean; person: string }> {
  const { name, role, unit, addressAs } = official;
  const today = localDateOf(now);
  const [known] = await sql.rows(
    IdRow,
    `SELECT p.id FROM people p JOIN roles r ON r.person_id = p.id
     WHERE p.folded = $1 AND r.role = $2 AND r.unit_id = $3 AND (r.valid_to IS NULL OR r.valid_to > $4) LIMIT 1`,
    [fold(name), role, unit, today],
  );
  const person = known?.id ?? crypto.randomUUID();
  if (known === undefined) {
    await sql.run(
      "INSERT INTO people (id, name, folded, address_as, created_at) VALUES ($1, $2, $3, $4, $5)",
      [person, name, fold(name), addressAs, now],
    );
    await sql.run(
      "INSERT INTO roles (id, person_id, role, unit_id, valid_from) VALUES (gen_random_uuid(), $1, $2, $3, $4)",
      [person, role, unit, today],
    );
  }
  return { ...(await invitePerson(sql, person, by, now)), known: known !== undefined, person };
}

/** A one-use code by which the chat knows an official on one more phone. */
export async function invitePerson(
  sql: Sql,
  person: string,
  by: string | null,
  now: Date,
): Promise<{ invitation: string; expires: string }> {
  return makeInvitation(sql, { kind: "person", person }, by, now);
}
