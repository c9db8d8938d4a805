import { z } from "zod";
import { localDateOf } from "../calendar/local-date.ts";
import { appendAudit } from "../registry/audit/append.ts";
import { fold } from "../language/normalise.ts";
import { inviteOfficial, invitePerson } from "../registry/invite-official.ts";
import { unitsWhere } from "../registry/rights.ts";
import { OptionalChoiceId, RecordId } from "../turns/choice-id.ts";
import { command, type CommandContext } from "../turns/command.ts";
import { officersUnder, type Officer } from "./assign.ts";
import { ledBy } from "./quota.ts";

const SinceRow = z.object({ since: z.string(), is_officer: z.boolean(), joined: z.boolean() });
const OnlyRow = z.object({ only: z.boolean() });

/** One of the people who work in the leader's units: since when, how many households, whether the chat knows her yet. */
export const staffMember = command({
  name: "households.staff_member",
  takes: z.object({ member: RecordId }),
  codes: ["gone"],
  async run(context, { member }) {
    const found = await colleague(context, member);
    if (found === null) return { code: "gone" };
    const [role] = await context.sql.rows(
      SinceRow,
      `SELECT min(r.valid_from)::text AS since, bool_or(r.role = 'officer') AS is_officer,
         EXISTS (SELECT FROM contacts c WHERE c.person_id = $1) AS joined
       FROM roles r WHERE r.person_id = $1 AND r.role IN ('officer', 'leader') AND r.unit_id = ANY ($3)
         AND r.valid_from <= $2 AND (r.valid_to IS NULL OR r.valid_to > $2)`,
      [found.id, localDateOf(context.now), await unitsWhere(context, "lead")],
    );
    if (role === undefined) return { code: "gone" };
    const own = found.id === context.me.person;
    const onlyHere = await isOnlyOfficerHere(context, found.id);
    return {
      code: "ok",
      value: {
        name: found.name,
        households: found.load,
        since: role.since,
        phone: role.joined ? "known" : "none",
        may_have_code: own || onlyHere,
        may_end: !own && role.is_officer,
      },
    };
  },
});

/**
 * A one-use code for a new officer of the leader's unit, or for one who is there already, also by that name, and has
 * another phone. `which` where the leader has several units and has not said which; `elsewhere` where a code would open more
 * than the leader may. Leaders are made by whoever runs the program.
 */
export const inviteStaff = command({
  name: "households.invite_staff",
  takes: z.object({
    member: OptionalChoiceId,
    name: z.string().trim().min(2).max(80).nullish(),
    unit: OptionalChoiceId,
  }),
  codes: ["not_allowed", "which", "elsewhere"],
  async run(context, { member, name, unit }) {
    const { sql, now, me } = context;
    const staff = await officersUnder(context);
    const known = staff.find((one) =>
      member === null ? fold(one.name) === fold(name ?? "") : one.id === member,
    );
    if (known !== undefined) {
      if (known.id !== me.person && !(await isOnlyOfficerHere(context, known.id)))
        return { code: "elsewhere" };
      const made = await invitePerson(sql, known.id, me.person, now);
      await note(context, "staff_code", known.id);
      await hear(context, known.id, "code");
      return { code: "ok", value: { ...made, name: known.name, known: true } };
    }
    if (member !== null || name === null || name === undefined) return { code: "not_allowed" };
    const led = (await ledBy(context)).map(({ id }) => id);
    const chosen = unit ?? (led.length === 1 ? led[0] : null);
    if (chosen === null || chosen === undefined) return { code: led.length > 1 ? "which" : "not_allowed" };
    if (!led.includes(chosen)) return { code: "not_allowed" };
    const official = { name, role: "officer", unit: chosen, addressAs: null } as const;
    const { invitation, expires, person } = await inviteOfficial(sql, official, now, me.person);
    await note(context, "staff_invited", person);
    return { code: "ok", value: { invitation, expires, known: false, name } };
  },
});

/** Ends what an officer may do in the leader's units, from today on. Her households are handed over first. */
export const endStaff = command({
  name: "households.end_staff",
  takes: z.object({ member: RecordId }),
  codes: ["not_allowed", "has_households"],
  async run(context, { member }) {
    const found = await colleague(context, member);
    if (found === null || found.id === context.me.person) return { code: "not_allowed" };
    if (found.load > 0) return { code: "has_households" };
    const today = localDateOf(context.now);
    const ended = await context.sql.run(
      `UPDATE roles SET valid_to = greatest($2::date, valid_from) WHERE person_id = $1 AND role = 'officer'
         AND unit_id = ANY ($3) AND (valid_to IS NULL OR valid_to > $2)`,
      [found.id, today, await unitsWhere(context, "lead")],
    );
    if (ended === 0) return { code: "not_allowed" };
    // A code that was not used yet would let her in again.
    await context.sql.run(
      "UPDATE invitations SET revoked_at = $2 WHERE person_id = $1 AND kind = 'person' AND used_at IS NULL AND revoked_at IS NULL",
      [found.id, context.now],
    );
    await note(context, "staff_ended", found.id);
    await hear(context, found.id, "ended");
    return { code: "ok", value: { name: found.name } };
  },
});

/** Who lets whom into the record, and whom out, stands in the trail like every change of a role. */
async function note(
  { sql, me, channel, now }: CommandContext,
  action: string,
  person: string,
): Promise<void> {
  const object = { kind: "person", id: person };
  await appendAudit(sql, { person: me.person, action, object, road: channel, detail: {} }, now);
}

/** Whose account gets a second way in, or whose work ends, hears it from us on the account that she has. */
async function hear(context: CommandContext, person: string, news: "code" | "ended"): Promise<void> {
  const { name, address, person: self } = context.me;
  if (person !== self) await context.tell({ person }, "staff_news", { news, by: { name, address } });
}

async function colleague(context: CommandContext, member: string | null): Promise<Officer | null> {
  return (await officersUnder(context)).find(({ id }) => id === member) ?? null;
}

/**
 * Whether somebody is an officer in the leader's units and nothing else anywhere, today or later: her code lets whoever holds
 * it do all that she may.
 */
async function isOnlyOfficerHere(context: CommandContext, person: string): Promise<boolean> {
  const [row] = await context.sql.rows(
    OnlyRow,
    `SELECT NOT EXISTS (SELECT FROM roles WHERE person_id = $1 AND (valid_to IS NULL OR valid_to > $2)
       AND NOT (role = 'officer' AND unit_id = ANY ($3))) AS only`,
    [person, localDateOf(context.now), await unitsWhere(context, "lead")],
  );
  return row?.only ?? false;
}
