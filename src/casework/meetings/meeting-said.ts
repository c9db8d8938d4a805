import { z } from "zod";
import { ChoiceId, RecordId } from "../../turns/choice-id.ts";
import { command } from "../../turns/command.ts";
import { meetingInReach } from "./meeting-rows.ts";
import { rollOf } from "./roll.ts";

const IdRow = z.object({ id: z.string() });

/** What a household, or nobody in particular, said at a meeting, and whether it was answered on the spot. */
export const meetingSaid = command({
  name: "casework.meeting_said",
  takes: z.object({
    meeting: ChoiceId,
    household: RecordId,
    text: z.string(),
    answered: ChoiceId.pipe(z.enum(["on_the_spot", "still_open"])),
  }),
  codes: ["not_allowed"],
  async run(context, { meeting: id, household, text, answered }) {
    const { sql, now, me } = context;
    const meeting = await meetingInReach(context, id);
    if (meeting === null) return { code: "not_allowed" };
    if (household !== null && !(await rollOf(context, meeting)).some((one) => one.id === household))
      return { code: "not_allowed" };
    const [row] = await sql.rows(
      IdRow,
      `INSERT INTO meeting_statements (id, meeting_id, household_id, text, answered, entered_by, created_at)
       VALUES (gen_random_uuid(), $1, $2, $3, $4, $5, $6) RETURNING id`,
      [meeting.id, household, text, answered === "on_the_spot", me.person, now],
    );
    return { code: "ok", value: { statement: row?.id ?? null } };
  },
});
