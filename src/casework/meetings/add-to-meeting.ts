import { z } from "zod";
import { ChoiceId, OptionalText } from "../../turns/choice-id.ts";
import { command } from "../../turns/command.ts";
import { OptionalFile } from "../given.ts";
import { noteMeetingChange } from "./change-meeting.ts";
import { mark } from "./mark-roll.ts";
import { meetingInReach } from "./meeting-rows.ts";
import { rollOf } from "./roll.ts";
import { tellOutcome } from "./tell-outcome.ts";

/** Keeps a photo of a meeting: of the list on paper (`roll`), which is evidence, or of the meeting itself. */
export const keepMeetingFile = command({
  name: "casework.keep_meeting_file",
  takes: z.object({ meeting: ChoiceId, file: OptionalFile, what: z.enum(["roll", "photo"]) }),
  codes: ["not_allowed", "nothing"],
  async run(context, { meeting: id, file, what }) {
    const { sql, now, me } = context;
    const meeting = await meetingInReach(context, id);
    if (meeting === null) return { code: "not_allowed" };
    if (file === null) return { code: "nothing" };
    await sql.run(
      `INSERT INTO meeting_files (meeting_id, file_id, what, added_by, added_at) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT DO NOTHING`,
      [meeting.id, file, what, me.person, now],
    );
    return { code: "ok", value: {} };
  },
});

/**
 * Ends the log: how many people came, what was talked about, lessons. Who was on the roll and was not marked did not come,
 * where anybody was. The households that were there hear, once, what was decided for all.
 */
export const finishMeeting = command({
  name: "casework.finish_meeting",
  takes: z.object({
    meeting: ChoiceId,
    people: z.int().nonnegative().nullish(),
    topics: OptionalText,
    lessons: OptionalText,
  }),
  codes: ["not_allowed"],
  async run(context, { meeting: id, people, topics, lessons }) {
    const { sql } = context;
    const meeting = await meetingInReach(context, id);
    if (meeting === null) return { code: "not_allowed" };
    await sql.run(
      `UPDATE meetings SET people = coalesce($2, people), topics = coalesce($3, topics), lessons = coalesce($4, lessons)
       WHERE id = $1`,
      [meeting.id, people ?? null, topics, lessons],
    );
    const roll = await rollOf(context, meeting);
    const came = roll.filter((one) => one.came === true).length;
    const unmarked = came === 0 ? [] : roll.filter((one) => one.came === null).map((one) => one.id);
    await mark(context, meeting, unmarked, false, "roll");
    await noteMeetingChange(context, meeting.id, "finished");
    return { code: "ok", value: { came, total: roll.length, told: await tellOutcome(context, meeting) } };
  },
});
