import { z } from "zod";
import { localDateOf } from "../../calendar/local-date.ts";
import { mayWith } from "../../registry/rights.ts";
import { ChoiceId, OptionalText } from "../../turns/choice-id.ts";
import { command, type CommandContext } from "../../turns/command.ts";
import { meetingById, shownMeeting, type MeetingRow } from "./meeting-rows.ts";

const Row = z.object({ name: z.string(), answer: z.string().nullable(), reason: z.string().nullable() });
type Found = {
  meeting: MeetingRow;
  household: string;
  name: string;
  answer: string | null;
  reason: string | null;
};

/**
 * An invitation as the household is to read it. `gone` where it has nothing to say any more: the meeting is over, was
 * moved since (a reminder carries the day that it was planned for), or, for a reminder, the household cannot come.
 */
export const invitation = command({
  name: "casework.invitation",
  takes: z.object({ meeting: z.string(), household: z.string(), why: z.string(), date: OptionalText }),
  codes: ["gone"],
  async run(context, { meeting, household, why, date }) {
    const found = await invitationOf(context, meeting, household);
    if (found === null || found.meeting.meets_on < localDateOf(context.now)) return { code: "gone" };
    const { status } = found.meeting;
    if (why === "cancelled" ? status !== "cancelled" : status !== "planned") return { code: "gone" };
    if (why === "reminder" && (found.answer === "cannot" || date !== found.meeting.meets_on))
      return { code: "gone" };
    const { answer, reason, name } = found;
    return { code: "ok", value: { ...shownMeeting(found.meeting), household_name: name, answer, reason } };
  },
});

/** Coming, cannot, or perhaps. Said again it counts anew; when the meeting is over it is `gone`. */
export const answerInvitation = command({
  name: "casework.answer_invitation",
  takes: z.object({
    meeting: z.string(),
    household: z.string(),
    answer: ChoiceId.pipe(z.enum(["coming", "cannot", "perhaps"])),
  }),
  codes: ["gone"],
  async run(context, { meeting, household, answer }) {
    const { sql, now, me } = context;
    const found = await invitationOf(context, meeting, household);
    if (found === null || found.meeting.status !== "planned" || found.meeting.meets_on < localDateOf(now))
      return { code: "gone" };
    await sql.run(
      "UPDATE meeting_households SET answer = $3, answered_at = $4, answered_by = $5 WHERE meeting_id = $1 AND household_id = $2",
      [meeting, household, answer, now, me.person],
    );
    return { code: "ok", value: {} };
  },
});

async function invitationOf(context: CommandContext, id: string, household: string): Promise<Found | null> {
  if (!(await mayWith(context, household, "answer"))) return null;
  const meeting = await meetingById(context.sql, id);
  if (meeting === null) return null;
  const [row] = await context.sql.rows(
    Row,
    `SELECT h.head_name AS name, mh.answer,
       (SELECT reason FROM meeting_changes WHERE meeting_id = $1 AND what IN ('moved', 'cancelled') ORDER BY id DESC LIMIT 1) AS reason
     FROM meeting_households mh JOIN households h ON h.id = mh.household_id
     WHERE mh.meeting_id = $1 AND mh.household_id = $2`,
    [id, household],
  );
  return row === undefined ? null : { meeting, household, ...row };
}
