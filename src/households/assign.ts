import { z } from "zod";
import { localDateOf } from "../calendar/local-date.ts";
import { fold } from "../language/normalise.ts";
import { REACHED, type Asking } from "../registry/rights.ts";
import { OptionalChoiceId, RecordId } from "../turns/choice-id.ts";
import { command, type CommandContext } from "../turns/command.ts";
import { allowed } from "./allowed.ts";

/** Who may look after a household beside its officer: a member of the party, a household that is better off, an organisation. */
export const HELPERS = ["party_member", "helper", "organisation"] as const;

const OfficerRow = z.object({
  id: z.string(),
  name: z.string(),
  address: z.string().nullable(),
  load: z.int(),
});
export type Officer = z.infer<typeof OfficerRow>;

/** The officers and leaders who work in the units that the person leads, with how many households each looks after. */
export async function officersUnder({ sql, me, now }: Asking): Promise<Officer[]> {
  return sql.rows(
    OfficerRow,
    `WITH RECURSIVE ${REACHED}
     SELECT p.id, p.name, p.address_as AS address, (SELECT count(*)::int FROM assignments a WHERE a.person_id = p.id
       AND a.kind = 'officer' AND a.valid_from <= $2 AND (a.valid_to IS NULL OR a.valid_to > $2)) AS load
     FROM people p WHERE p.id IN (
       SELECT r.person_id FROM roles r WHERE r.role IN ('officer', 'leader') AND r.valid_from <= $2
         AND (r.valid_to IS NULL OR r.valid_to > $2)
         AND r.unit_id IN (SELECT unit_id FROM reached WHERE role = 'leader'))
     ORDER BY p.folded, p.id`,
    [me.person, localDateOf(now)],
  );
}

/** The officers to choose from, `except` left out: each with her load, the lightest first. */
export const officers = command({
  name: "households.officers",
  takes: z.object({ except: OptionalChoiceId }),
  async run(context, { except }) {
    const found = (await officersUnder(context)).filter(({ id }) => id !== except);
    return {
      code: "ok",
      value: found
        .toSorted((a, b) => a.load - b.load)
        .map(({ id, name, load, address }) => ({ id, label: name, name, load, address })),
    };
  },
});

/** Notes who helps a household beside its officer. A person of that name in the record is taken, else written down. */
export const addHelper = command({
  name: "households.add_helper",
  takes: z.object({ household: OptionalChoiceId, kind: OptionalChoiceId, name: z.string().trim().min(2) }),
  codes: ["not_allowed", "same"],
  async run(context, { household: handed, kind: wanted, name }) {
    const found = await allowed(context, handed, "manage");
    const kind = HELPERS.find((one) => one === wanted);
    if (found === null || kind === undefined) return { code: "not_allowed" };
    const { sql, now } = context;
    const today = localDateOf(now);
    const known = await sql.rows(
      z.object({ id: z.string() }),
      `SELECT p.id FROM assignments a JOIN people p ON p.id = a.person_id
       WHERE a.household_id = $1 AND a.kind = $2 AND p.folded = $3 AND (a.valid_to IS NULL OR a.valid_to > $4)`,
      [found.id, kind, fold(name), today],
    );
    if (known.length > 0) return { code: "same" };
    await sql.run(
      `WITH made AS (
         INSERT INTO people (id, name, folded, created_at) VALUES (gen_random_uuid(), $1, $2, $3) RETURNING id
       )
       INSERT INTO assignments (id, household_id, person_id, kind, valid_from, entered_by)
       SELECT gen_random_uuid(), $4, id, $5, $6, $7 FROM made`,
      [name, fold(name), now, found.id, kind, today, context.me.person],
    );
    return { code: "ok", value: {} };
  },
});

const HelperRow = z.object({ id: z.string(), name: z.string(), kind: z.string() });

/** Who helps a household beside its officer. */
export const helpers = command({
  name: "households.helpers",
  takes: z.object({ household: OptionalChoiceId }),
  async run(context, { household: handed }) {
    const found = await allowed(context, handed, "see");
    if (found === null) return { code: "ok", value: [] };
    const rows = await context.sql.rows(
      HelperRow,
      `SELECT a.id, p.name, a.kind FROM assignments a JOIN people p ON p.id = a.person_id
       WHERE a.household_id = $1 AND a.kind <> 'officer' AND (a.valid_to IS NULL OR a.valid_to > $2) ORDER BY a.kind, p.name`,
      [found.id, localDateOf(context.now)],
    );
    return { code: "ok", value: rows.map((row) => ({ ...row, label: row.name })) };
  },
});

/** Somebody does not help a household any more. */
export const endHelper = command({
  name: "households.end_helper",
  takes: z.object({ household: OptionalChoiceId, helper: RecordId }),
  codes: ["not_allowed", "gone"],
  async run(context, { household: handed, helper }) {
    const found = await allowed(context, handed, "manage");
    if (found === null || helper === null) return { code: "not_allowed" };
    const ended = await context.sql.run(
      `UPDATE assignments SET valid_to = $3 WHERE id = $2 AND household_id = $1 AND kind <> 'officer' AND valid_to IS NULL`,
      [found.id, helper, localDateOf(context.now)],
    );
    return { code: ended === 0 ? "gone" : "ok", value: {} };
  },
});

/** Puts a household into an officer's charge from today; who had it before has it no more. Says nothing about rights. */
export async function putInCharge(
  { sql, now, me }: Pick<CommandContext, "sql" | "now" | "me">,
  household: string,
  officer: string,
): Promise<void> {
  const today = localDateOf(now);
  await sql.run(
    `UPDATE assignments SET valid_to = greatest(valid_from, $2) WHERE household_id = $1 AND kind = 'officer'
       AND (valid_to IS NULL OR valid_to > $2)`,
    [household, today],
  );
  await sql.run(
    `INSERT INTO assignments (id, household_id, person_id, kind, valid_from, entered_by)
     VALUES (gen_random_uuid(), $1, $2, 'officer', $3, $4)`,
    [household, officer, today, me.person],
  );
}
