import { z } from "zod";
import { localDateOf, type LocalDate } from "../../calendar/local-date.ts";
import { periodOf } from "../../calendar/periods.ts";
import { mayBeFollowed } from "../../registry/consent.ts";
import { mayWith } from "../../registry/rights.ts";
import { ChoiceId, OptionalText } from "../../turns/choice-id.ts";
import { command, type CommandContext } from "../../turns/command.ts";
import { writeEntry } from "../book/book.ts";
import { dayDone, GivenDay } from "../meetings/given-time.ts";
import { writeVisit } from "./write-visit.ts";

const NameRow = z.object({ head_name: z.string() });

/**
 * A visit, as of today or of the day that was named: everything is fine, there is trouble, or nobody was at home. It counts at once; notes, photos and
 * promises are added to it. A second visit of the same person on the same day is the same visit, told better. Trouble also
 * goes into the household's book. A visit at which nobody was met is an attempt and answers nothing.
 */
export const logVisit = command({
  name: "casework.log_visit",
  takes: z.object({
    household: ChoiceId,
    how: ChoiceId.pipe(z.enum(["fine", "trouble", "not_home"])),
    trouble: OptionalText,
    /** The day that its line named; today where there is none. */
    on: GivenDay.nullish(),
  }),
  codes: ["not_allowed", "no_consent", "no_day"],
  async run(context, { household, how, trouble, on }) {
    const { sql, now, me } = context;
    if (me.person === null || !(await mayWith(context, household, "manage"))) return { code: "not_allowed" };
    if (!(await mayBeFollowed(sql, household))) return { code: "no_consent" };
    const today = localDateOf(now);
    // Of a day that has not come or is long past today is no better guess: it is asked.
    const day = dayDone(on ?? "today", today);
    if (day === null) return { code: "no_day" };
    const met = how === "not_home" ? "nobody" : "household";
    const visit = await writeVisit(context, household, me.person, day, { met, how, note: trouble });
    if (trouble !== null) await writeTrouble(context, household, day, trouble);
    // Whom the lot sends there says what he found (`revisits.log`); where it could send nobody, any visit will do.
    if (met === "household")
      await sql.run(
        `UPDATE revisits SET visited_at = $2, visited_by = $3 WHERE household_id = $1 AND visited_at IS NULL
           AND visitor_id IS NULL AND period = $4`,
        [household, now, me.person, periodOf("quarter", day).id],
      );
    const [home] = await sql.rows(NameRow, "SELECT head_name FROM households WHERE id = $1", [household]);
    const earlier = day === today ? null : day;
    return { code: "ok", value: { visit, household_name: home?.head_name ?? "", date: day, earlier, met } };
  },
});

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
