import { z } from "zod";
import { localDateOf } from "../../calendar/local-date.ts";
import { goesAway, readAbsenceTold } from "../../language/absence-told.ts";
import { mayWith } from "../../registry/rights.ts";
import { theHousehold } from "../../registry/the-household.ts";
import { ChoiceId, OptionalChoiceId, OptionalText } from "../../turns/choice-id.ts";
import { command, type CommandContext } from "../../turns/command.ts";
import { OptionalDate } from "../given.ts";

const Row = z.object({
  id: z.string(),
  who: z.string().nullable(),
  until: z.string().nullable(),
  contact_id: z.string().nullable(),
});
const NameRow = z.object({ name: z.string().nullable() });
const CountRow = z.object({ others: z.int() });

/** Who of a household is away now; null where nobody is. Says nothing about rights. */
export async function absenceOf(
  { sql, now }: Pick<CommandContext, "sql" | "now">,
  household: string,
): Promise<z.infer<typeof Row> | null> {
  const [away] = await sql.rows(
    Row,
    `SELECT id, who, until_on AS until, contact_id FROM absences
     WHERE household_id = $1 AND ended_on IS NULL AND from_on <= $2 AND (until_on IS NULL OR until_on >= $2)
     ORDER BY created_at DESC LIMIT 1`,
    [household, localDateOf(now)],
  );
  return away ?? null;
}

/** What the words that began the talk say of who goes away and until when, or that somebody is back; whether anybody goes `away` at all. */
export const absenceTold = command({
  name: "casework.absence_told",
  takes: z.object({ said: OptionalText }),
  async run({ sql, now, me }, { said }) {
    const { self, ...read } = readAbsenceTold(said ?? "", { now });
    const told = { ...read, away: goesAway(said ?? "") };
    // Who writes for several homes says "em" of somebody else as well.
    if (!self || me.households.length !== 1) return { code: "ok", value: told };
    const [named] = await sql.rows(NameRow, "SELECT name FROM people WHERE id = $1", [me.person]);
    return { code: "ok", value: { ...told, who: named?.name ?? null } };
  },
});

/** Whether somebody of the household went away and is not back as far as we were told; who, and until when. */
export const absence = command({
  name: "casework.absence",
  takes: z.object({ household: OptionalChoiceId }),
  codes: ["none", "not_allowed"],
  async run(context, { household: handed }) {
    const household = theHousehold(context, handed);
    if (household === null || !(await mayWith(context, household, "act_for"))) return { code: "not_allowed" };
    // The day that was named for the return may be over, and nobody said that it came true.
    const [away] = await context.sql.rows(
      Row,
      `SELECT id, who, until_on AS until, contact_id FROM absences
       WHERE household_id = $1 AND ended_on IS NULL ORDER BY created_at DESC LIMIT 1`,
      [household],
    );
    return away === undefined
      ? { code: "none" }
      : { code: "ok", value: { who: away.who, until: away.until } };
  },
});

/**
 * Somebody of the household goes away for a season. Where this phone goes along, reminders go to the household's other
 * phones; `others` says how many there are. Where it is the only one, reminders rest until the day of return.
 */
export const beginAbsence = command({
  name: "casework.begin_absence",
  takes: z.object({ household: OptionalChoiceId, who: OptionalText, until: OptionalDate, phone: ChoiceId }),
  codes: ["not_allowed"],
  async run(context, { household: handed, who, until, phone }) {
    const { sql, now, me, contactId } = context;
    const household = theHousehold(context, handed);
    if (household === null || !(await mayWith(context, household, "act_for"))) return { code: "not_allowed" };
    const today = localDateOf(now);
    await sql.run("UPDATE absences SET ended_on = $2 WHERE household_id = $1 AND ended_on IS NULL", [
      household,
      today,
    ]);
    const own = me.households.some(({ id }) => id === household);
    await sql.run(
      `INSERT INTO absences (id, household_id, contact_id, who, from_on, until_on, entered_by, created_at)
       VALUES (gen_random_uuid(), $1, $2, $3, $4, $5, $6, $7)`,
      [household, phone === "goes_along" && own ? contactId : null, who, today, until, me.person, now],
    );
    const [count] = await sql.rows(
      CountRow,
      `SELECT count(*)::int AS others FROM household_contacts hc JOIN contacts c ON c.id = hc.contact_id
       WHERE hc.household_id = $1 AND hc.valid_to IS NULL AND c.state = 'active' AND c.id <> $2`,
      [household, contactId],
    );
    return { code: "ok", value: { others: count?.others ?? 0 } };
  },
});

/** Whoever was away is back. */
export const endAbsence = command({
  name: "casework.end_absence",
  takes: z.object({ household: OptionalChoiceId }),
  async run(context, { household: handed }) {
    const household = theHousehold(context, handed);
    if (household !== null && (await mayWith(context, household, "act_for")))
      await context.sql.run(
        "UPDATE absences SET ended_on = $2 WHERE household_id = $1 AND ended_on IS NULL",
        [household, localDateOf(context.now)],
      );
    return { code: "ok", value: {} };
  },
});
