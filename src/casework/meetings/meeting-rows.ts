import { z } from "zod";
import type { Value } from "../../domain/value.ts";
import { unitsWhere, type Asking } from "../../registry/rights.ts";
import { unitName } from "../../registry/unit-names.ts";
import { isRecordId } from "../../turns/choice-id.ts";
import type { Sql } from "../../turns/ports.ts";

/** What kinds of meetings there are; `dialogue` (họp mặt, đối thoại) is the quarterly duty of order 1444, part 5. */
export const MEETING_KINDS = [
  "dialogue",
  "interim_review",
  "final_review",
  "training",
  "conference",
] as const;
export const MeetingKind = z.enum(MEETING_KINDS);
export type MeetingKind = z.infer<typeof MeetingKind>;

export const MeetingRow = z.object({
  id: z.string(),
  unit_id: z.string(),
  unit: z.string().nullable(),
  kind: MeetingKind,
  status: z.enum(["planned", "held", "cancelled"]),
  meets_on: z.string(),
  meets_at: z.string().nullable(),
  place: z.string().nullable(),
  code: z.string().nullable(),
  topics: z.string().nullable(),
  lessons: z.string().nullable(),
  people: z.int().nullable(),
  chair: z.string().nullable(),
});
export type MeetingRow = z.infer<typeof MeetingRow>;

/** SQL that reads `MeetingRow`s of meetings `m`, with the names as they were on the day of the meeting. */
export const SELECT_MEETING = `SELECT m.id, m.unit_id, ${unitName("m.unit_id", "m.meets_on")} AS unit, m.kind, m.status, m.meets_on,
  m.meets_at, m.place, m.code, m.topics, m.lessons, m.people, p.name AS chair
  FROM meetings m LEFT JOIN people p ON p.id = m.chair_id`;

export async function meetingById(sql: Sql, id: string): Promise<MeetingRow | null> {
  if (!isRecordId(id)) return null;
  const [meeting] = await sql.rows(MeetingRow, `${SELECT_MEETING} WHERE m.id = $1`, [id]);
  return meeting ?? null;
}

/** A meeting of a unit at which the person works; null for every other id, whether it exists or not. */
export async function meetingInReach(asking: Asking, id: string): Promise<MeetingRow | null> {
  const meeting = await meetingById(asking.sql, id);
  if (meeting === null) return null;
  return (await unitsWhere(asking, "meet")).includes(meeting.unit_id) ? meeting : null;
}

/** A meeting in the terms of the flows. */
export function shownMeeting(meeting: MeetingRow): { [key: string]: Value } {
  const { id, kind, status, code, topics, lessons, people } = meeting;
  return {
    id,
    label: meeting.unit ?? meeting.meets_on,
    kind,
    status,
    date: meeting.meets_on,
    time: meeting.meets_at,
    place_name: meeting.place,
    unit_name: meeting.unit,
    chair_name: meeting.chair,
    code,
    topics,
    lessons,
    people,
  };
}
