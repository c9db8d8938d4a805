import { z } from "zod";
import { localDateOf } from "../../calendar/local-date.ts";
import { meetQuarters } from "../../deadlines/meet-quarters.ts";
import { closeByItself } from "../../desk/close-by-itself.ts";
import { unitsWhere } from "../../registry/rights.ts";
import { ChoiceId, RecordId } from "../../turns/choice-id.ts";
import { command, type CommandContext } from "../../turns/command.ts";
import { noteMeetingChange } from "./change-meeting.ts";
import { dayDone, GivenDay, GivenPlace } from "./given-time.ts";
import { dutyKeysMetBy } from "./meeting-duty.ts";
import { meetingById, meetingInReach, MeetingKind, shownMeeting, type MeetingRow } from "./meeting-rows.ts";
import { rollOf } from "./roll.ts";

const takes = z.object({
  meeting: RecordId,
  kind: ChoiceId.pipe(MeetingKind).nullish(),
  unit: RecordId,
  day: GivenDay.nullish(),
  place: GivenPlace,
});
const IdRow = z.object({ id: z.string() });

/**
 * A meeting was held: a planned one, or one that is logged without having been planned. It counts from this moment on,
 * however much of the rest is told, and closes the duty of its quarter, so that nobody is reminded of it any more. The same meeting logged twice is the one that is
 * there already (`again`). `future` where its day has not come.
 */
export const beginLog = command({
  name: "casework.begin_log",
  takes,
  codes: ["not_allowed", "future"],
  async run(context, given) {
    const { sql, now } = context;
    const today = localDateOf(now);
    const planned = given.meeting === null ? null : await meetingInReach(context, given.meeting);
    if (planned === null && given.meeting !== null) return { code: "not_allowed" };
    const day = planned?.meets_on ?? dayDone(given.day ?? "", today);
    if (day === null || day > today) return { code: "future" };
    const same = planned ?? (await sameMeeting(context, given, day));
    const meeting = same ?? (await newMeeting(context, given, day));
    if (meeting === null) return { code: "not_allowed" };
    const again = same?.status === "held";
    if (!again) {
      await sql.run(
        `UPDATE meetings SET status = 'held', logged_by = $2, logged_at = $3, chair_id = coalesce(chair_id, $2),
           place = coalesce($4, place) WHERE id = $1`,
        [meeting.id, context.me.person, now, given.place],
      );
      await noteMeetingChange(context, meeting.id, "held");
      for (const key of await dutyKeysMetBy(context, meeting)) await closeByItself(context, key);
      if (meeting.kind === "dialogue") await meetQuarters(sql, now, meeting.id);
    }
    const roll = await rollOf(context, meeting);
    const held = await meetingById(sql, meeting.id);
    return {
      code: "ok",
      value: {
        ...shownMeeting(held ?? meeting),
        again,
        households: roll.length,
        came: roll.filter(({ came }) => came === true).length,
        review: meeting.kind === "interim_review" || meeting.kind === "final_review",
      },
    };
  },
});

/** The same kind of meeting of the same unit on the same day, planned or held. */
async function sameMeeting(
  context: CommandContext,
  { kind, unit }: z.output<typeof takes>,
  day: string,
): Promise<MeetingRow | null> {
  const [row] = await context.sql.rows(
    IdRow,
    `SELECT id FROM meetings WHERE unit_id = $1 AND kind = $2 AND meets_on = $3 AND status <> 'cancelled'
     ORDER BY status = 'held' DESC, created_at LIMIT 1`,
    [unit, kind, day],
  );
  return row === undefined ? null : meetingInReach(context, row.id);
}

async function newMeeting(
  context: CommandContext,
  { kind, unit, place }: z.output<typeof takes>,
  day: string,
): Promise<MeetingRow | null> {
  const { sql, now, me } = context;
  if (unit === null || kind === undefined || kind === null) return null;
  if (!(await unitsWhere(context, "meet")).includes(unit)) return null;
  const [row] = await sql.rows(
    IdRow,
    `INSERT INTO meetings (id, unit_id, kind, status, meets_on, place, chair_id, created_by, created_at)
     VALUES (gen_random_uuid(), $1, $2, 'planned', $3, $4, $5, $5, $6) RETURNING id`,
    [unit, kind, day, place, me.person, now],
  );
  return row === undefined ? null : meetingById(sql, row.id);
}
