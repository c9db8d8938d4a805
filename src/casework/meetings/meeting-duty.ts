import { z } from "zod";
import { addDays, localDateOf, type LocalDate } from "../../calendar/local-date.ts";
import { periodOf, type Period } from "../../calendar/periods.ts";
import { COMMUNE_TYPES } from "../../domain/unit-types.ts";
import type { CommandContext } from "../../turns/command.ts";
import type { Sql } from "../../turns/ports.ts";
import { below } from "../followed.ts";
import type { MeetingRow } from "./meeting-rows.ts";

/**
 * "Họp mặt, đối thoại … ít nhất 01 lần/quý" (công văn 1444-CV/TĐTN-TNNT, 23/3/2020, part 5). Days of the quarter, counted
 * from its first as 0, on which a unit that has not met becomes a task of its leader, and on which he is reminded.
 */
export const MEETING_DUTY = {
  document: "Công văn 1444-CV/TĐTN-TNNT (23/3/2020)",
  remindOnDays: [60, 80],
} as const;

const UnitRow = z.object({ unit_id: z.string() });
const MetRow = z.object({ met: z.boolean() });

/** The key of the task and the duty of one unit in one quarter. */
export function meetingDutyKey(unit: string, quarter: Period): string {
  return `meeting_due:${unit}:${quarter.id}`;
}

/** The day on which the duty of a quarter becomes a task. */
export function dutyBegins(quarter: Period): LocalDate {
  return addDays(quarter.from, MEETING_DUTY.remindOnDays[0]);
}

/** Whether a unit, or a place under it, has held its dialogue in the quarter. */
export async function hasMet(sql: Sql, unit: string, quarter: Period): Promise<boolean> {
  const [row] = await sql.rows(
    MetRow,
    `WITH RECURSIVE ${below("$1", "$3")}
     SELECT EXISTS (SELECT FROM meetings WHERE unit_id IN (SELECT unit_id FROM below) AND kind = 'dialogue'
       AND status = 'held' AND meets_on BETWEEN $2 AND $3) AS met`,
    [unit, quarter.from, quarter.to],
  );
  return row?.met ?? false;
}

/** The keys of the duties that a meeting fulfils: of its unit and of those above it. Empty for what is no dialogue. */
export async function dutyKeysMetBy(
  { sql }: Pick<CommandContext, "sql">,
  meeting: Pick<MeetingRow, "kind" | "unit_id" | "meets_on">,
): Promise<string[]> {
  if (meeting.kind !== "dialogue") return [];
  const units = await sql.rows(
    UnitRow,
    `WITH RECURSIVE up (unit_id, depth) AS (
       SELECT $1::uuid, 0
       UNION
       SELECT v.parent_id, up.depth + 1 FROM unit_versions v JOIN up ON v.unit_id = up.unit_id
       WHERE v.parent_id IS NOT NULL AND v.valid_from <= $2 AND (v.valid_to IS NULL OR v.valid_to > $2) AND up.depth < 20
     ) SELECT unit_id FROM up ORDER BY depth`,
    [meeting.unit_id, meeting.meets_on],
  );
  const quarter = periodOf("quarter", meeting.meets_on);
  return units.map(({ unit_id }) => meetingDutyKey(unit_id, quarter));
}

/** The communes that owe a meeting each quarter: those that have somebody leading them. */
export async function communesWithLeaders(sql: Sql, now: Date): Promise<{ unit: string; leader: string }[]> {
  const today = localDateOf(now);
  return sql.rows(
    z.object({ unit: z.string(), leader: z.string() }),
    `SELECT DISTINCT r.unit_id AS unit, r.person_id AS leader FROM roles r JOIN unit_versions v ON v.unit_id = r.unit_id
     WHERE r.role = 'leader' AND r.valid_from <= $1 AND (r.valid_to IS NULL OR r.valid_to > $1)
       AND v.type = ANY ($2) AND v.valid_from <= $1 AND (v.valid_to IS NULL OR v.valid_to > $1)
     ORDER BY unit, leader`,
    [today, COMMUNE_TYPES],
  );
}
