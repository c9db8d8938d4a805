import { z } from "zod";
import { localDateOf } from "../../calendar/local-date.ts";
import { meetingAnswer } from "../../language/meeting-answer.ts";
import { unitName } from "../../registry/unit-names.ts";
import { OptionalText } from "../../turns/choice-id.ts";
import { command } from "../../turns/command.ts";

const Row = z.object({
  meeting: z.string(),
  household: z.string(),
  date: z.string(),
  time: z.string().nullable(),
  place: z.string().nullable(),
  kind: z.string(),
  unit: z.string().nullable(),
  answer: z.string().nullable(),
});

/**
 * "Khi nào họp?": the next meeting that a household of this phone is invited to, and what the line says to that invitation
 * (`said`), where it says anything. `none` where none is planned.
 */
export const nextMeeting = command({
  name: "casework.next_meeting",
  takes: z.object({ line: OptionalText }),
  codes: ["none"],
  async run({ sql, now, contactId }, { line }) {
    const [next] = await sql.rows(
      Row,
      `SELECT m.id AS meeting, mh.household_id AS household, m.meets_on AS date, m.meets_at AS time, m.place, m.kind,
         ${unitName("m.unit_id", "$2")} AS unit, mh.answer
       FROM meeting_households mh JOIN meetings m ON m.id = mh.meeting_id
       JOIN household_contacts hc ON hc.household_id = mh.household_id AND hc.contact_id = $1
         AND hc.valid_from <= $2 AND (hc.valid_to IS NULL OR hc.valid_to > $2)
       WHERE m.status = 'planned' AND m.meets_on >= $2 ORDER BY m.meets_on, m.meets_at, m.kind, m.id LIMIT 1`,
      [contactId, localDateOf(now)],
    );
    const said = meetingAnswer(line ?? "");
    return next === undefined ? { code: "none" } : { code: "ok", value: { ...next, said } };
  },
});
