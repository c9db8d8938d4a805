import { z } from "zod";
import { addDays, instantAt, localDateOf } from "../../calendar/local-date.ts";
import { mayWith } from "../../registry/rights.ts";
import type { CommandContext } from "../../turns/command.ts";
import { below, isFollowed } from "../followed.ts";
import type { MeetingRow } from "./meeting-rows.ts";

const HouseholdRow = z.object({ id: z.string(), name: z.string() });
/** Households are reminded in the evening before. */
const REMIND_AT = { hours: 18, minutes: 30 };
/** Names of those without a phone that fit in one message. */
const NAMED = 20;

export type Invited = { invited: number; reached: number; unreached: number; names: string | null };

/**
 * Invites every household of the meeting's unit that takes part (`moved` and `cancelled`: tells those invited), and plans
 * its reminder. Gives back how many there are, how many have a phone, and the names of those without one that the person
 * looks after, to be told by mouth.
 */
export async function inviteHouseholds(
  context: CommandContext,
  meeting: MeetingRow,
  why: "invited" | "moved" | "cancelled",
): Promise<Invited> {
  const { sql, now } = context;
  const households = why === "invited" ? await partOf(context, meeting) : await invitedTo(context, meeting);
  const unreached: string[] = [];
  let reached = 0;
  for (const household of households) {
    const told = await context.tell({ household: household.id }, "meeting_invited", {
      meeting: meeting.id,
      household: household.id,
      why,
    });
    await sql.run(
      `INSERT INTO meeting_households (meeting_id, household_id, invited_at, reached) VALUES ($1, $2, $3, $4)
       ON CONFLICT (meeting_id, household_id) DO UPDATE SET invited_at = $3, reached = $4,
         answer = CASE WHEN $5 THEN NULL ELSE meeting_households.answer END`,
      [meeting.id, household.id, now, told, why === "moved"],
    );
    if (told) reached += 1;
    else if (await mayWith(context, household.id, "see")) unreached.push(household.name);
    if (told && why !== "cancelled") await remindOfMeeting(context, meeting, household.id);
  }
  return {
    invited: households.length,
    reached,
    unreached: households.length - reached,
    names: unreached.length === 0 ? null : unreached.slice(0, NAMED).join(", "),
  };
}

/** The evening before, unless that is over already. The day stands in it, so that a meeting that was moved stays silent. */
async function remindOfMeeting(
  context: CommandContext,
  meeting: MeetingRow,
  household: string,
): Promise<void> {
  const dueAt = instantAt(addDays(meeting.meets_on, -1), REMIND_AT.hours, REMIND_AT.minutes);
  if (dueAt <= context.now) return;
  await context.remind({
    key: `meeting:${meeting.id}:${meeting.meets_on}:${household}`,
    kind: "meeting",
    audience: { household },
    dueAt,
    flow: "meeting_invited",
    vars: { meeting: meeting.id, household, why: "reminder", date: meeting.meets_on },
  });
}

async function partOf(
  { sql, now }: CommandContext,
  meeting: MeetingRow,
): Promise<z.infer<typeof HouseholdRow>[]> {
  return sql.rows(
    HouseholdRow,
    `WITH RECURSIVE ${below("$1", "$2")}
     SELECT h.id, h.head_name AS name FROM households h
     WHERE h.unit_id IN (SELECT unit_id FROM below) AND ${isFollowed("h.id", "$2")} ORDER BY h.head_folded, h.id`,
    [meeting.unit_id, localDateOf(now)],
  );
}

async function invitedTo(
  { sql }: CommandContext,
  meeting: MeetingRow,
): Promise<z.infer<typeof HouseholdRow>[]> {
  return sql.rows(
    HouseholdRow,
    `SELECT h.id, h.head_name AS name FROM meeting_households mh JOIN households h ON h.id = mh.household_id
     WHERE mh.meeting_id = $1 AND mh.invited_at IS NOT NULL ORDER BY h.head_folded, h.id`,
    [meeting.id],
  );
}
