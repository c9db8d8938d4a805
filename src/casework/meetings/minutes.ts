import { z } from "zod";
import { rolesFor } from "../../domain/scope.ts";
import { IN_CHARGE, inSight, REACHED } from "../../registry/rights.ts";
import { localDateOf } from "../../calendar/local-date.ts";
import { ChoiceId } from "../../turns/choice-id.ts";
import { command, type CommandContext } from "../../turns/command.ts";
import { sentWith } from "../../turns/sent-file.ts";
import { meetingInReach, shownMeeting, type MeetingRow } from "./meeting-rows.ts";

const StatementRow = z.object({ household: z.string().nullable(), text: z.string(), answered: z.boolean() });
const DecisionRow = z.object({
  household: z.string().nullable(),
  text: z.string(),
  owner: z.string().nullable(),
  due_on: z.string().nullable(),
  done: z.boolean(),
});
const AttendanceRow = z.object({ invited: z.int(), came: z.int(), by_code: z.int() });
const AgendaRow = z.object({ text: z.string() });
const ChangeRow = z.object({
  what: z.string(),
  was_on: z.string().nullable(),
  reason: z.string().nullable(),
});

/** Everything that minutes are made of. What concerns a household that the person does not look after is left out. */
export type Minutes = {
  meeting: MeetingRow;
  agenda: string[];
  attendance: z.infer<typeof AttendanceRow>;
  statements: z.infer<typeof StatementRow>[];
  decisions: z.infer<typeof DecisionRow>[];
  changes: z.infer<typeof ChangeRow>[];
  photos: number;
};

/** Reads the minutes of a meeting; null where the person does not work at its unit. */
export async function meetingMinutes(
  context: Pick<CommandContext, "sql" | "now" | "me" | "contactId">,
  id: string,
): Promise<Minutes | null> {
  const meeting = await meetingInReach(context, id);
  if (meeting === null) return null;
  const { sql, me, now } = context;
  const sight = `WITH RECURSIVE ${REACHED}, ${IN_CHARGE}, ${inSight("$4")}`;
  const params = [me.person, localDateOf(now), meeting.id, rolesFor("manage")];
  const agenda = await sql.rows(
    AgendaRow,
    `${sight} SELECT text FROM meeting_agenda WHERE meeting_id = $3 AND ${mine("household_id")} ORDER BY position`,
    params,
  );
  const [attendance] = await sql.rows(
    AttendanceRow,
    `SELECT (count(*) FILTER (WHERE invited_at IS NOT NULL))::int AS invited, (count(*) FILTER (WHERE came))::int AS came,
       (count(*) FILTER (WHERE came AND how = 'code'))::int AS by_code FROM meeting_households WHERE meeting_id = $1`,
    [meeting.id],
  );
  const statements = await sql.rows(
    StatementRow,
    `${sight} SELECT h.head_name AS household, s.text, s.answered FROM meeting_statements s
     LEFT JOIN households h ON h.id = s.household_id
     WHERE s.meeting_id = $3 AND ${mine("s.household_id")} ORDER BY s.created_at, h.head_folded, s.text, s.id`,
    params,
  );
  const decisions = await sql.rows(
    DecisionRow,
    `${sight} SELECT h.head_name AS household, a.text, p.name AS owner, a.due_on, t.done_at IS NOT NULL AS done
     FROM agreed_actions a LEFT JOIN households h ON h.id = a.household_id LEFT JOIN people p ON p.id = a.owner_id
     LEFT JOIN tasks t ON t.id = a.task_id
     WHERE a.meeting_id = $3 AND ${mine("a.household_id")} ORDER BY a.created_at, a.due_on, h.head_folded, a.text, a.id`,
    params,
  );
  const changes = await sql.rows(
    ChangeRow,
    "SELECT what, was_on, reason FROM meeting_changes WHERE meeting_id = $1 ORDER BY id",
    [meeting.id],
  );
  const [photos] = await sql.rows(
    z.object({ count: z.int() }),
    `SELECT count(DISTINCT f.id)::int AS count FROM meeting_files m JOIN files sent ON sent.id = m.file_id
     JOIN files f ON ${sentWith("f", "sent")} WHERE m.meeting_id = $1`,
    [meeting.id],
  );
  return {
    meeting,
    agenda: agenda.map(({ text }) => text),
    attendance: attendance ?? { invited: 0, came: 0, by_code: 0 },
    statements,
    decisions,
    changes,
    photos: photos?.count ?? 0,
  };
}

/** The minutes as the flow reads them out: lines that are names and what was written, without words of its own. */
export const minutes = command({
  name: "casework.minutes",
  takes: z.object({ meeting: ChoiceId }),
  codes: ["not_allowed"],
  async run(context, { meeting: id }) {
    const found = await meetingMinutes(context, id);
    if (found === null) return { code: "not_allowed" };
    const { meeting, attendance, statements, decisions, changes } = found;
    return {
      code: "ok",
      value: {
        ...shownMeeting(meeting),
        came: attendance.came,
        by_code: attendance.by_code === 0 ? null : attendance.by_code,
        invited: attendance.invited,
        agenda: lines(found.agenda),
        statements: lines(statements.map(({ household, text }) => named(household, text))),
        decisions: lines(
          decisions.map(({ household, text, owner, due_on }) =>
            [
              named(household, text),
              [owner, due_on === null ? null : shortDay(due_on)].filter(Boolean).join(", "),
            ]
              .filter((part) => part !== "")
              .join(" – "),
          ),
        ),
        moved_from: changes.findLast(({ what }) => what === "moved")?.was_on ?? null,
        photos: found.photos === 0 ? null : found.photos,
      },
    };
  },
});

/** SQL: of nobody, or of a household in sight. */
function mine(column: string): string {
  return `(${column} IS NULL OR ${column} IN (SELECT household_id FROM in_sight))`;
}

function lines(texts: readonly string[]): string | null {
  return texts.length === 0 ? null : texts.join("; ");
}

function named(household: string | null, text: string): string {
  return household === null ? text : `${household}: ${text}`;
}

function shortDay(date: string): string {
  return `${Number(date.slice(8, 10))}/${Number(date.slice(5, 7))}`;
}
