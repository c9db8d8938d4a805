import { z } from "zod";
import { localDateOf, type LocalDate } from "../../calendar/local-date.ts";
import { mayBeFollowed } from "../../registry/consent.ts";
import { mayWith } from "../../registry/rights.ts";
import { ChoiceId, OptionalText } from "../../turns/choice-id.ts";
import { command, type CommandContext } from "../../turns/command.ts";
import { writeEntry } from "../book/book.ts";

const NameRow = z.object({ head_name: z.string() });
const IdRow = z.object({ id: z.string() });

/**
 * A visit, as of today: everything is fine, there is trouble, or nobody was at home. It counts at once; notes, photos and
 * promises are added to it. A second visit of the same person on the same day is the same visit, told better. Trouble also
 * goes into the household's book. A visit at which nobody was met is an attempt and answers nothing.
 */
export const logVisit = command({
  name: "casework.log_visit",
  takes: z.object({
    household: ChoiceId,
    how: ChoiceId.pipe(z.enum(["fine", "trouble", "not_home"])),
    trouble: OptionalText,
  }),
  codes: ["not_allowed", "no_consent"],
  async run(context, { household, how, trouble }) {
    const { sql, now, me } = context;
    if (me.person === null || !(await mayWith(context, household, "manage"))) return { code: "not_allowed" };
    if (!(await mayBeFollowed(sql, household))) return { code: "no_consent" };
    const today = localDateOf(now);
    const met = how === "not_home" ? "nobody" : "household";
    const visit = await writeVisit(context, household, me.person, today, { met, how, note: trouble });
    if (trouble !== null) await writeTrouble(context, household, today, trouble);
    if (met === "household")
      await sql.run(
        `UPDATE revisits SET visited_at = $2, visited_by = $3 WHERE household_id = $1 AND visited_at IS NULL
           AND (visitor_id IS NULL OR visitor_id = $3)`,
        [household, now, me.person],
      );
    const [home] = await sql.rows(NameRow, "SELECT head_name FROM households WHERE id = $1", [household]);
    return { code: "ok", value: { visit, household_name: home?.head_name ?? "", date: today, met } };
  },
});

async function writeVisit(
  { sql, now, me }: CommandContext,
  household: string,
  visitor: string,
  today: LocalDate,
  { met, how, note }: { met: string; how: string; note: string | null },
): Promise<string | null> {
  const [same] = await sql.rows(
    IdRow,
    `UPDATE visits SET met = CASE WHEN $4 = 'household' THEN $4 ELSE met END,
       how = CASE WHEN $4 = 'household' THEN $5 ELSE how END, note = coalesce(nullif(concat_ws(' · ', note, $6::text), ''), note), created_at = $7
     WHERE id = (SELECT id FROM visits WHERE household_id = $1 AND visitor_id = $2 AND visited_on = $3
       ORDER BY created_at DESC LIMIT 1) RETURNING id`,
    [household, visitor, today, met, how, note, now],
  );
  if (same !== undefined) return same.id;
  const [row] = await sql.rows(
    IdRow,
    `INSERT INTO visits (id, household_id, visitor_id, visited_on, met, how, note, entered_by, created_at)
     VALUES (gen_random_uuid(), $1, $2, $3, $4, $5, $6, $7, $8) RETURNING id`,
    [household, visitor, today, met, how, note, me.person, now],
  );
  return row?.id ?? null;
}

async function writeTrouble(
  { sql, now, me }: CommandContext,
  household: string,
  today: LocalDate,
  text: string,
): Promise<void> {
  await writeEntry(
    sql,
    {
      household,
      plan: null,
      kind: "difficulty",
      period: today.slice(0, 7),
      amount: null,
      text,
      file: null,
      on: today,
      enteredBy: me.person,
      onBehalf: true,
    },
    now,
  );
}
