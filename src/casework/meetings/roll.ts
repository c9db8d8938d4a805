import { z } from "zod";
import { localDateOf } from "../../calendar/local-date.ts";
import { rolesFor } from "../../domain/scope.ts";
import { IN_CHARGE, inSight, REACHED, type Asking } from "../../registry/rights.ts";
import { unitName } from "../../registry/unit-names.ts";
import { below, isFollowed } from "../followed.ts";
import type { MeetingRow } from "./meeting-rows.ts";

const Row = z.object({
  id: z.string(),
  name: z.string(),
  unit: z.string().nullable(),
  answer: z.string().nullable(),
  came: z.boolean().nullable(),
  how: z.string().nullable(),
});
/** A household as it stands on the roll of a meeting. */
export type OnRoll = z.infer<typeof Row>;

/**
 * The households that a roll-call is about, hamlet by hamlet: those of the meeting's unit that take part and that the
 * person looks after, and whoever of those was marked already. An officer calls his own; a leader calls all.
 */
export async function rollOf({ sql, me, now }: Asking, meeting: MeetingRow): Promise<OnRoll[]> {
  return sql.rows(
    Row,
    `WITH RECURSIVE ${REACHED}, ${IN_CHARGE}, ${inSight("$4")}, ${below("$3", "$2")}
     SELECT h.id, h.head_name AS name, ${unitName("h.unit_id", "$2")} AS unit, mh.answer, mh.came, mh.how
     FROM in_sight JOIN households h ON h.id = in_sight.household_id
     LEFT JOIN meeting_households mh ON mh.meeting_id = $5 AND mh.household_id = h.id
     WHERE h.unit_id IN (SELECT unit_id FROM below) AND (mh.came OR ${isFollowed("h.id", "$2")})
     ORDER BY length(${unitName("h.unit_id", "$2")}), 3, h.head_folded, h.id`,
    [me.person, localDateOf(now), meeting.unit_id, rolesFor("manage"), meeting.id],
  );
}
