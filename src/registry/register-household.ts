import { z } from "zod";
import { localDateOf } from "../calendar/local-date.ts";
import { ADDRESSES } from "../domain/roles.ts";
import { fold } from "../language/normalise.ts";
import { OptionalChoiceId, OptionalText, RecordId } from "../turns/choice-id.ts";
import { command, type CommandContext } from "../turns/command.ts";
import { makeInvitation } from "./make-invitation.ts";
import { randomHouseholdCode } from "./random-text.ts";
import { unitsWhere } from "./rights.ts";

const Address = OptionalChoiceId.transform((id) => ADDRESSES.find((address) => address === id) ?? null);
const takes = z.object({
  name: z.string().trim().min(1),
  unit: RecordId,
  address: OptionalText,
  phone: OptionalChoiceId,
  head_address: Address,
  birth_year: z.int().nullish(),
});
const CodeRow = z.object({ id: z.string(), code: z.string() });
const IdRow = z.object({ id: z.string() });

/**
 * Adds a household with its head, as proposed for the scheme; whoever adds it is in charge of it. Gives a one-use code
 * by which its first phone is recognised.
 */
export const registerHousehold = command({
  name: "registry.register_household",
  takes,
  codes: ["not_allowed"],
  async run(context, given) {
    const { sql, now, me } = context;
    const { unit, name } = given;
    if (unit === null || !(await unitsWhere(context, "register")).includes(unit))
      return { code: "not_allowed" };
    const day = localDateOf(now);
    const { id, code } = await addHousehold(context, { ...given, unit });
    const head = await addHead(context, id, given);
    await sql.run(
      `INSERT INTO assignments (id, household_id, person_id, kind, valid_from, entered_by)
       VALUES (gen_random_uuid(), $1, $2, 'officer', $3, $2)`,
      [id, me.person, day],
    );
    await sql.run(
      `INSERT INTO enrolments (id, household_id, status, valid_from, entered_by)
       VALUES (gen_random_uuid(), $1, 'proposed', $2, $3)`,
      [id, day, me.person],
    );
    const { invitation } = await makeInvitation(
      sql,
      { kind: "household", household: id, person: head },
      me.person,
      now,
    );
    return { code: "ok", value: { id, name, code, invitation }, acting: { id, name } };
  },
});

async function addHousehold(
  { sql, now, me, locale }: CommandContext,
  { name, unit, address, phone }: z.output<typeof takes> & { unit: string },
): Promise<z.infer<typeof CodeRow>> {
  for (;;) {
    const [made] = await sql.rows(
      CodeRow,
      `INSERT INTO households (id, code, head_name, head_folded, unit_id, address, phone, locale, created_at, created_by)
       VALUES (gen_random_uuid(), $1, $2, $3, $4, $5, $6, $7, $8, $9)
       ON CONFLICT (code) DO NOTHING RETURNING id, code`,
      [randomHouseholdCode(), name, fold(name), unit, address, phone, locale, now, me.person],
    );
    if (made !== undefined) return made;
  }
}

async function addHead(
  { sql, now, locale }: CommandContext,
  household: string,
  { name, head_address: address, birth_year: birthYear }: z.output<typeof takes>,
): Promise<string> {
  const [head] = await sql.rows(
    IdRow,
    `WITH head AS (
       INSERT INTO people (id, name, folded, address_as, birth_year, locale, created_at)
       VALUES (gen_random_uuid(), $1, $2, $3, $4, $5, $6) RETURNING id
     )
     INSERT INTO household_members (household_id, person_id, relation, valid_from)
     SELECT $7, id, 'head', $8 FROM head RETURNING person_id AS id`,
    [name, fold(name), address, birthYear ?? null, locale, now, household, localDateOf(now)],
  );
  if (head === undefined) throw new Error("a head was written and came back without an id");
  return head.id;
}
