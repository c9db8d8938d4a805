import { z } from "zod";
import { localDateOf } from "../calendar/local-date.ts";
import { fold } from "../language/normalise.ts";
import { OptionalText } from "../turns/choice-id.ts";
import { command, type CallResult, type CommandContext } from "../turns/command.ts";
import { codeHash } from "./invitation-code.ts";
import { mayWith, NO_CONTACT } from "./rights.ts";
import { unitName } from "./unit-names.ts";
import { countWrongCode, forgetWrongCodes, mustWait } from "./wrong-codes.ts";

const InvitationRow = z.object({
  id: z.string(),
  household_id: z.string().nullable(),
  person_id: z.string().nullable(),
  created_by: z.string().nullable(),
  expires_at: z.date(),
  used_at: z.date().nullable(),
  revoked_at: z.date().nullable(),
});
type InvitationRow = z.infer<typeof InvitationRow>;
const HouseholdRow = z.object({ id: z.string(), name: z.string(), unit: z.string().nullable() });
const PersonRow = z.object({ name: z.string(), role: z.string().nullable(), unit: z.string().nullable() });

/**
 * Recognises whoever writes by a one-use code: the phone answers for a household from now on, or the account belongs to
 * an officer or leader. Every wrong code counts; while a contact has to wait, no code is looked at.
 */
export const join = command({
  name: "registry.join",
  takes: z.object({ code: OptionalText }),
  codes: ["wrong", "used", "expired", "paused"],
  async run(context, { code }) {
    if (await mustWait(context)) return { code: "paused" };
    const { sql, now } = context;
    const [invitation] = await sql.rows(
      InvitationRow,
      `SELECT id, household_id, person_id, created_by, expires_at, used_at, revoked_at FROM invitations
       WHERE code_hash = $1 FOR UPDATE`,
      [codeHash(code ?? "")],
    );
    if (invitation === undefined) return { code: (await countWrongCode(context)) ? "paused" : "wrong" };
    if (invitation.used_at !== null) return { code: "used" };
    if (invitation.revoked_at !== null || invitation.expires_at <= now) return { code: "expired" };
    if (!(await isMakersStill(context, invitation))) return { code: "expired" };
    await sql.run("UPDATE invitations SET used_at = $2, used_by = $3 WHERE id = $1", [
      invitation.id,
      now,
      context.contactId,
    ]);
    await forgetWrongCodes(context);
    return invitation.household_id === null
      ? asPerson(context, invitation)
      : asHousehold(context, invitation, invitation.household_id);
  },
});

/**
 * A code for a household opens it only as long as whoever made it may: else an officer who has gone could still let himself
 * in with one that he kept. At a handover the codes go along.
 */
async function isMakersStill(
  { sql, now, me }: CommandContext,
  { household_id: household, created_by: maker }: InvitationRow,
): Promise<boolean> {
  if (household === null || maker === null) return true;
  return mayWith({ sql, now, me: { ...me, person: maker }, contactId: NO_CONTACT }, household, "manage");
}

async function asHousehold(
  context: CommandContext,
  { person_id: head }: InvitationRow,
  householdId: string,
): Promise<CallResult> {
  const { sql, now, contactId } = context;
  const day = localDateOf(now);
  await sql.run(
    `INSERT INTO household_contacts (household_id, contact_id, valid_from)
     SELECT $1, $2, $3 WHERE NOT EXISTS (
       SELECT FROM household_contacts WHERE household_id = $1 AND contact_id = $2 AND valid_to IS NULL)
     ON CONFLICT (household_id, contact_id, valid_from) DO UPDATE SET valid_to = NULL`,
    [householdId, contactId, day],
  );
  if (context.me.person === null) await nameTheOwner(context, householdId, head);
  if (context.me.households.length === 0)
    await sql.run("UPDATE consents SET household_id = $2 WHERE contact_id = $1 AND household_id IS NULL", [
      contactId,
      householdId,
    ]);
  const [household] = await sql.rows(
    HouseholdRow,
    `SELECT h.id, h.head_name AS name, ${unitName("h.unit_id", "$2")} AS unit FROM households h WHERE h.id = $1`,
    [householdId, day],
  );
  if (household === undefined) throw new Error("an invitation points to a household that is not there");
  const { id, name, unit } = household;
  return { code: "ok", value: { kind: "household", name, unit }, acting: { id, name } };
}

/** The first phone is the head's own, or shared with her; a second one is somebody else's in the house. */
async function nameTheOwner(
  { sql, now, contactId, me, locale }: CommandContext,
  household: string,
  head: string | null,
): Promise<void> {
  const taken = await sql.run(
    `UPDATE contacts SET person_id = $2
     WHERE id = $1 AND $2::uuid IS NOT NULL AND NOT EXISTS (SELECT FROM contacts WHERE person_id = $2)`,
    [contactId, head],
  );
  if (taken === 1) return;
  await sql.run(
    `WITH made AS (
       INSERT INTO people (id, name, folded, locale, created_at) VALUES (gen_random_uuid(), $2, $3, $4, $5)
       RETURNING id
     ), owner AS (
       UPDATE contacts SET person_id = made.id FROM made WHERE contacts.id = $1
     )
     INSERT INTO household_members (household_id, person_id, relation, valid_from)
     SELECT $6, id, 'other', $7 FROM made`,
    [contactId, me.name, fold(me.name), locale, now, household, localDateOf(now)],
  );
}

async function asPerson(
  { sql, now, contactId }: CommandContext,
  { person_id: personId }: InvitationRow,
): Promise<CallResult> {
  await sql.run("UPDATE contacts SET person_id = $2 WHERE id = $1", [contactId, personId]);
  const [person] = await sql.rows(
    PersonRow,
    `SELECT p.name, r.role, ${unitName("r.unit_id", "$2")} AS unit
     FROM people p LEFT JOIN roles r ON r.person_id = p.id AND r.valid_from <= $2
       AND (r.valid_to IS NULL OR r.valid_to > $2)
     WHERE p.id = $1 ORDER BY r.role = 'leader' DESC NULLS LAST LIMIT 1`,
    [personId, localDateOf(now)],
  );
  if (person === undefined) throw new Error("an invitation points to a person who is not there");
  return {
    code: "ok",
    value: { kind: person.role === "officer" ? "officer" : "leader", name: person.name, unit: person.unit },
    acting: null,
  };
}
