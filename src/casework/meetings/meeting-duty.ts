import { z } from "zod";
import { addDays, localDateOf, type LocalDate } from "../../calendar/local-date.ts";
import { periodOf, type Period } from "../../calendar/periods.ts";
import { COMMUNE_TYPES } from "../../domain/unit-types.ts";
import type { CommandContext } from "../../turns/command.ts";
import type { Sql } from "../../turns/ports.ts";
import type { MeetingRow } from "./meeting-rows.ts";

/**
 * "Họp mặt, đối thoại … ít nhất 01 lần/quý" (công văn 1444-CV/TĐTN-TNNT, 23/3/2020, part 5). The day of the quarter, counted
 * from its first as 0, on which a unit that has not met becomes a task of its leader. He is reminded by the ladder.
 */
export const MEETING_DUTY = {
  document: "Công văn 1444-CV/TĐTN-TNNT (23/3/2020)",
  taskOnDay: 60,
} as const;

const UnitRow = z.object({ unit_id: z.string() });

/** The key of the task and the duty of one unit in one quarter. */
export function meetingDutyKey(unit: string, quarter: Period): string {
  return `meeting_due:${unit}:${quarter.id}`;
}

/** The day on which the duty of a quarter becomes a task. */
export function dutyBegins(quarter: Period): LocalDate {
  return addDays(quarter.from, MEETING_DUTY.taskOnDay);
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

/**
 * SQL of the recursive parts `commune (unit_id)`, the communes that somebody leads on day `day`, and `place (commune,
 * unit_id)`, each of them with everything under it. `types` is the parameter that holds the types of communes. Put it after
 * WITH RECURSIVE.
 */
export function communesLed(day: string, types: string): string {
  return `commune (unit_id) AS (
    SELECT DISTINCT r.unit_id FROM roles r JOIN unit_versions v ON v.unit_id = r.unit_id
    WHERE r.role = 'leader' AND r.valid_from <= ${day} AND (r.valid_to IS NULL OR r.valid_to > ${day})
      AND v.type = ANY (${types}) AND v.valid_from <= ${day} AND (v.valid_to IS NULL OR v.valid_to > ${day})
  ), place (commune, unit_id) AS (
    SELECT unit_id, unit_id FROM commune
    UNION
    SELECT p.commune, v.unit_id FROM unit_versions v JOIN place p ON v.parent_id = p.unit_id
    WHERE v.valid_from <= ${day} AND (v.valid_to IS NULL OR v.valid_to > ${day})
  )`;
}

/** The communes that have held no dialogue in the quarter, neither there nor anywhere under them, and have no task for it yet. */
export async function communesWithoutMeeting(sql: Sql, quarter: Period, now: Date): Promise<string[]> {
  const units = await sql.rows(
    UnitRow,
    `WITH RECURSIVE ${communesLed("$1", "$2")}
     SELECT unit_id FROM commune c WHERE NOT EXISTS (
         SELECT FROM place p JOIN meetings m ON m.unit_id = p.unit_id WHERE p.commune = c.unit_id
           AND m.kind = 'dialogue' AND m.status = 'held' AND m.meets_on BETWEEN $3 AND $4)
       AND NOT EXISTS (SELECT FROM tasks WHERE unit_id = c.unit_id AND kind = 'meeting_due' AND source_id = $5)
     ORDER BY unit_id`,
    [localDateOf(now), COMMUNE_TYPES, quarter.from, quarter.to, quarter.id],
  );
  return units.map(({ unit_id }) => unit_id);
}
