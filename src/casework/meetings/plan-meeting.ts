import { z } from "zod";
import { localDateOf } from "../../calendar/local-date.ts";
import { cardLinks, meetingLink } from "../../registry/card-links.ts";
import { unitsWhere } from "../../registry/rights.ts";
import { ChoiceId, OptionalText } from "../../turns/choice-id.ts";
import { command, type CommandContext } from "../../turns/command.ts";
import { agendaFor } from "./agenda.ts";
import { noteMeetingChange } from "./change-meeting.ts";
import { dayAhead, GivenDay, GivenPlace, GivenTime } from "./given-time.ts";
import { inviteHouseholds } from "./invite-households.ts";
import { freshCode } from "./meeting-code.ts";
import { meetingById, MeetingKind } from "./meeting-rows.ts";

const takes = z.object({
  kind: ChoiceId.pipe(MeetingKind),
  unit: ChoiceId,
  date: GivenDay,
  time: GivenTime,
  place: GivenPlace,
  /** Whether the agenda that was proposed is taken over. */
  agenda: ChoiceId.nullish(),
  own_words: OptionalText,
});
const IdRow = z.object({ id: z.string() });

/**
 * Plans a meeting and invites every household of the unit that takes part. `already` where the unit has one planned on
 * that day, `past` where the day is gone. Gives the code for the roll-call and how many could be reached.
 */
export const planMeeting = command({
  name: "casework.plan_meeting",
  takes,
  codes: ["not_allowed", "past", "already"],
  async run(context, given) {
    const { sql, now, me } = context;
    const today = localDateOf(now);
    const date = dayAhead(given.date, today);
    if (!(await unitsWhere(context, "meet")).includes(given.unit)) return { code: "not_allowed" };
    if (date === null) return { code: "past" };
    const [same] = await sql.rows(
      IdRow,
      "SELECT id FROM meetings WHERE unit_id = $1 AND kind = $2 AND meets_on = $3 AND status <> 'cancelled' LIMIT 1",
      [given.unit, given.kind, date],
    );
    if (same !== undefined) return { code: "already" };
    const code = await freshCode(sql, date);
    const [row] = await sql.rows(
      IdRow,
      `INSERT INTO meetings (id, unit_id, kind, status, meets_on, meets_at, place, chair_id, code, created_by, created_at)
       VALUES (gen_random_uuid(), $1, $2, 'planned', $3, $4, $5, $6, $7, $6, $8) RETURNING id`,
      [given.unit, given.kind, date, given.time, given.place, me.person, code, now],
    );
    const meeting = row === undefined ? null : await meetingById(sql, row.id);
    if (meeting === null) throw new Error("a meeting was written and is not there");
    await noteMeetingChange(context, meeting.id, "planned");
    await writeAgenda(context, meeting.id, given);
    const invited = await inviteHouseholds(context, meeting, "invited");
    const link = meetingLink(await cardLinks(sql), code);
    return { code: "ok", value: { meeting: meeting.id, code, link, ...invited } };
  },
});

async function writeAgenda(
  context: CommandContext,
  meeting: string,
  given: z.output<typeof takes>,
): Promise<void> {
  const proposed = given.agenda === "use" ? await agendaFor(context, given.unit) : [];
  const own =
    given.own_words === null
      ? []
      : [{ source: "own", sourceId: null, household: null, text: given.own_words }];
  for (const [at, item] of [...proposed, ...own].entries())
    await context.sql.run(
      `INSERT INTO meeting_agenda (id, meeting_id, position, source, source_id, household_id, text)
       VALUES (gen_random_uuid(), $1, $2, $3, $4, $5, $6)`,
      [meeting, at + 1, item.source, item.sourceId, item.household, item.text],
    );
}
