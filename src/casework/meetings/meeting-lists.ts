import { z } from "zod";
import { addDays, localDateOf } from "../../calendar/local-date.ts";
import { periodOf } from "../../calendar/periods.ts";
import { unitsWhere } from "../../registry/rights.ts";
import { unitName } from "../../registry/unit-names.ts";
import { command } from "../../turns/command.ts";
import { MeetingRow, SELECT_MEETING, shownMeeting } from "./meeting-rows.ts";

const MOST = 30;
/** Meetings held within so many days can be looked at and added to from the menu. */
const LOOK_BACK_DAYS = 200;
const CountsRow = z.object({ planned: z.int(), held: z.int(), minutes: z.int(), not_logged: z.int() });
const HamletRow = z.object({ name: z.string(), met: z.boolean() });

/** Meetings that are planned, the next one first; a day that has passed without a log stands at the top. */
export const plannedMeetings = command({
  name: "casework.planned_meetings",
  takes: z.object({}),
  async run(context) {
    const meetings = await context.sql.rows(
      MeetingRow,
      `${SELECT_MEETING} WHERE m.unit_id = ANY ($1) AND m.status = 'planned'
       ORDER BY m.meets_on, m.meets_at, m.kind, unit, m.id LIMIT $2`,
      [await unitsWhere(context, "meet"), MOST],
    );
    return { code: "ok", value: meetings.map(shownMeeting) };
  },
});

/** Meetings that were held lately, the last one first. */
export const heldMeetings = command({
  name: "casework.held_meetings",
  takes: z.object({}),
  async run(context) {
    const meetings = await context.sql.rows(
      MeetingRow,
      `${SELECT_MEETING} WHERE m.unit_id = ANY ($1) AND m.status = 'held' AND m.meets_on >= $3
       ORDER BY m.meets_on DESC, m.created_at DESC, m.kind, unit, m.id LIMIT $2`,
      [await unitsWhere(context, "meet"), MOST, addDays(localDateOf(context.now), -LOOK_BACK_DAYS)],
    );
    return { code: "ok", value: meetings.map(shownMeeting) };
  },
});

/** How this quarter stands: meetings planned and held, and which hamlets with households have not met yet. */
export const meetingStatus = command({
  name: "casework.meeting_status",
  takes: z.object({}),
  codes: ["not_allowed"],
  async run(context) {
    const units = await unitsWhere(context, "meet");
    if (units.length === 0) return { code: "not_allowed" };
    const today = localDateOf(context.now);
    const quarter = periodOf("quarter", today);
    const [counts] = await context.sql.rows(
      CountsRow,
      `SELECT (count(*) FILTER (WHERE status = 'planned'))::int AS planned,
         (count(*) FILTER (WHERE status = 'planned' AND meets_on < $4))::int AS not_logged,
         (count(*) FILTER (WHERE status = 'held' AND kind = 'dialogue' AND meets_on BETWEEN $2 AND $3))::int AS held,
         (count(*) FILTER (WHERE status = 'held' AND meets_on >= $5))::int AS minutes
       FROM meetings WHERE unit_id = ANY ($1)`,
      [units, quarter.from, quarter.to, today, addDays(today, -LOOK_BACK_DAYS)],
    );
    const hamlets = await context.sql.rows(
      HamletRow,
      `SELECT ${unitName("h.unit_id", "$4")} AS name, EXISTS (
         SELECT FROM meetings m WHERE m.status = 'held' AND m.kind = 'dialogue' AND m.meets_on BETWEEN $2 AND $3
           AND (m.unit_id = h.unit_id OR EXISTS (SELECT FROM meeting_households mh JOIN households c ON c.id = mh.household_id
             WHERE mh.meeting_id = m.id AND mh.came AND c.unit_id = h.unit_id))) AS met
       FROM (SELECT DISTINCT unit_id FROM households WHERE unit_id = ANY ($1)) h
       ORDER BY length(${unitName("h.unit_id", "$4")}), 1`,
      [units, quarter.from, quarter.to, today],
    );
    const missing = hamlets.filter(({ met }) => !met).map(({ name }) => name);
    return {
      code: "ok",
      value: {
        quarter: quarter.index,
        year: quarter.year,
        planned: counts?.planned ?? 0,
        not_logged: counts?.not_logged ?? 0,
        held: counts?.held ?? 0,
        minutes: counts?.minutes ?? 0,
        hamlets: hamlets.length,
        hamlets_met: hamlets.length - missing.length,
        missing: missing.length === 0 ? null : missing.join(", "),
      },
    };
  },
});
