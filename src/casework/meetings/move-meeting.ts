import { z } from "zod";
import { localDateOf } from "../../calendar/local-date.ts";
import { ChoiceId, OptionalText } from "../../turns/choice-id.ts";
import { cardLinks, meetingLink } from "../../registry/card-links.ts";
import { command } from "../../turns/command.ts";
import { noteMeetingChange } from "./change-meeting.ts";
import { dayAhead, GivenDay, GivenPlace, GivenTime } from "./given-time.ts";
import { inviteHouseholds } from "./invite-households.ts";
import { freshCode } from "./meeting-code.ts";
import { meetingById, meetingInReach } from "./meeting-rows.ts";

/** Moves a planned meeting; those invited are told and asked again, and where it stood before stays on record. */
export const moveMeeting = command({
  name: "casework.move_meeting",
  takes: z.object({
    meeting: ChoiceId,
    date: GivenDay,
    time: GivenTime,
    place: GivenPlace,
    reason: OptionalText,
  }),
  codes: ["not_allowed", "gone", "past"],
  async run(context, { meeting: id, date, time, place, reason }) {
    const { sql, now } = context;
    const meeting = await meetingInReach(context, id);
    if (meeting === null) return { code: "not_allowed" };
    if (meeting.status !== "planned") return { code: "gone" };
    const today = localDateOf(now);
    const day = dayAhead(date, today);
    if (day === null) return { code: "past" };
    const code = day === meeting.meets_on ? meeting.code : await freshCode(sql, day);
    await sql.run(
      "UPDATE meetings SET meets_on = $2, meets_at = coalesce($3, meets_at), place = coalesce($4, place), code = $5 WHERE id = $1",
      [meeting.id, day, time, place, code],
    );
    await noteMeetingChange(context, meeting.id, "moved", meeting, reason);
    const moved = await meetingById(sql, meeting.id);
    if (moved === null) throw new Error("a meeting was moved and is not there");
    const link = meetingLink(await cardLinks(sql), code);
    return { code: "ok", value: { code, link, ...(await inviteHouseholds(context, moved, "moved")) } };
  },
});

/** Calls a planned meeting off and tells those invited. */
export const cancelMeeting = command({
  name: "casework.cancel_meeting",
  takes: z.object({ meeting: ChoiceId, reason: OptionalText }),
  codes: ["not_allowed", "gone"],
  async run(context, { meeting: id, reason }) {
    const meeting = await meetingInReach(context, id);
    if (meeting === null) return { code: "not_allowed" };
    if (meeting.status !== "planned") return { code: "gone" };
    await context.sql.run("UPDATE meetings SET status = 'cancelled' WHERE id = $1", [meeting.id]);
    await noteMeetingChange(context, meeting.id, "cancelled", meeting, reason);
    return { code: "ok", value: { ...(await inviteHouseholds(context, meeting, "cancelled")) } };
  },
});
