import { z } from "zod";
import { localDateOf } from "../calendar/local-date.ts";
import { ChoiceId, OptionalText, Yes } from "../turns/choice-id.ts";
import { command, type CommandContext } from "../turns/command.ts";
import { relationsTo } from "./rights.ts";
import { may } from "../domain/scope.ts";
import { theHousehold } from "./the-household.ts";

const HeadRow = z.object({ person_id: z.string() });
const Labelled = z.object({ label: z.string() });

/**
 * Keeps a yes or no to one purpose, together with the text as it was shown, how it was said, by whom and for whom. Who
 * is not of the household can only witness it. A no is kept as well, and blocks just what needs that purpose.
 */
export const recordConsent = command({
  name: "registry.record_consent",
  takes: z.object({
    purpose: ChoiceId,
    given: z.unknown(),
    witnessed: Yes,
    /** Whether the long text was opened: then that is what was asked. */
    read: Yes,
    /** Which long text was offered with the question: its step and the version of its wording. */
    details: OptionalText,
  }),
  async run(context, { purpose, given, witnessed, read, details }) {
    const { sql, now, me, lastAnswer } = context;
    if (lastAnswer === null)
      throw new Error("a consent needs the question that was asked: put the step right after it");
    const household = theHousehold(context, null);
    const relations = household === null ? [] : await relationsTo(context, household);
    const forHousehold = household !== null && may(relations, "consent") ? household : null;
    const inside = relations.includes("own");
    const official = relations.some((relation) => relation !== "own");
    const asWitness = forHousehold !== null && (!inside || (witnessed && official));
    const said = Yes.parse(given);
    await sql.run(
      `INSERT INTO consents (id, person_id, contact_id, household_id, purpose, given, text, locale, how,
         witness_id, decided_at, details_read, details)
       VALUES (gen_random_uuid(), $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
      [
        asWitness ? await headOf(context, forHousehold) : me.person,
        context.contactId,
        forHousehold,
        purpose,
        said,
        lastAnswer.asked,
        context.locale,
        asWitness ? "witnessed" : howSaid(given, lastAnswer.typed),
        asWitness ? me.person : null,
        now,
        read,
        details,
      ],
    );
    if (said && purpose === "register" && forHousehold !== null) await takePart(context, forHousehold);
    return { code: "ok", value: {} };
  },
});

/** A tapped option arrives as its own label; anything else was typed. */
function howSaid(given: unknown, typed: string): "tap" | "typed" {
  const choice = Labelled.safeParse(given);
  return choice.success && choice.data.label === typed ? "tap" : "typed";
}

async function headOf({ sql, now }: CommandContext, household: string): Promise<string | null> {
  const [head] = await sql.rows(
    HeadRow,
    `SELECT person_id FROM household_members WHERE household_id = $1 AND relation = 'head'
       AND valid_from <= $2 AND (valid_to IS NULL OR valid_to > $2) LIMIT 1`,
    [household, localDateOf(now)],
  );
  return head?.person_id ?? null;
}

/** A household that was proposed takes part from the day on which it agrees. */
async function takePart({ sql, now, me }: CommandContext, household: string): Promise<void> {
  const ended = await sql.run(
    `UPDATE enrolments SET valid_to = $2
     WHERE household_id = $1 AND status = 'proposed' AND valid_to IS NULL`,
    [household, localDateOf(now)],
  );
  if (ended === 0) return;
  await sql.run(
    `INSERT INTO enrolments (id, household_id, status, valid_from, entered_by)
     VALUES (gen_random_uuid(), $1, 'taking_part', $2, $3)`,
    [household, localDateOf(now), me.person],
  );
}
