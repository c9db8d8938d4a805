import { z } from "zod";
import { localDateOf } from "../calendar/local-date.ts";
import { namedAnywhere } from "../language/order-told.ts";
import { ChoiceId, OptionalText } from "../turns/choice-id.ts";
import { REACHED } from "../registry/rights.ts";
import { command } from "../turns/command.ts";
import { taskOption, taskOptionColumns, TaskOptionRow, taskOrder } from "./task-options.ts";

const MemberRow = z.object({ id: z.string(), name: z.string(), open: z.int(), late: z.int() });
const NamedRow = z.object({ id: z.string(), name: z.string() });
const MOST = 60;

/** SQL of a part `team (person_id)`: the officers and leaders at the units that the person leads. After REACHED. */
const TEAM = `team (person_id) AS (
  SELECT DISTINCT r.person_id FROM roles r
  WHERE r.role IN ('officer', 'leader') AND r.valid_from <= $2 AND (r.valid_to IS NULL OR r.valid_to > $2)
    AND r.person_id IS DISTINCT FROM $1 AND r.unit_id IN (SELECT unit_id FROM reached WHERE role = 'leader')
)`;
/** SQL of the open tasks `t` of a person of the team that concern the units led. Households `h` are joined to the left. */
const TEAMWORK = `t.done_at IS NULL AND (t.from_on IS NULL OR t.from_on <= $2)
  AND (h.id IS NULL OR h.unit_id IN (SELECT unit_id FROM reached WHERE role = 'leader'))`;

/** The officers of the units that the person leads, with what each has to do and how much of it is late. */
export const team = command({
  name: "desk.team",
  takes: z.object({}),
  async run({ sql, me, now }) {
    const members = await sql.rows(
      MemberRow,
      `WITH RECURSIVE ${REACHED}, ${TEAM}
       SELECT p.id, p.name, count(w.id)::int AS open,
         (count(w.id) FILTER (WHERE w.due_on < $2))::int AS late
       FROM team JOIN people p ON p.id = team.person_id
       LEFT JOIN LATERAL (SELECT t.id, t.due_on FROM tasks t LEFT JOIN households h ON h.id = t.household_id
         WHERE t.person_id = p.id AND ${TEAMWORK}) w ON true
       GROUP BY p.id, p.name ORDER BY late DESC, open DESC, p.name, p.id LIMIT $3`,
      [me.person, localDateOf(now), MOST],
    );
    return { code: "ok", value: members.map((member) => ({ ...member, label: member.name })) };
  },
});

/** The one of the team whose work a line asks about, `việc của Minh tới đâu rồi`; `none` where it names nobody, or several. */
export const teamNamed = command({
  name: "desk.team_named",
  takes: z.object({ line: OptionalText }),
  codes: ["none"],
  async run({ sql, me, now }, { line }) {
    const members = await sql.rows(
      NamedRow,
      `WITH RECURSIVE ${REACHED}, ${TEAM} SELECT p.id, p.name FROM team JOIN people p ON p.id = team.person_id`,
      [me.person, localDateOf(now)],
    );
    const [only, ...others] = namedAnywhere(members, line ?? "");
    if (only === undefined || others.length > 0) return { code: "none" };
    return { code: "ok", value: { ...only, label: only.name } };
  },
});

/** What one officer of the team has to do, for who leads. */
export const teamTasks = command({
  name: "desk.team_tasks",
  takes: z.object({ person: ChoiceId }),
  async run({ sql, me, now }, { person }) {
    const today = localDateOf(now);
    const tasks = await sql.rows(
      TaskOptionRow,
      `WITH RECURSIVE ${REACHED}, ${TEAM}
       SELECT ${taskOptionColumns("$2")} FROM tasks t LEFT JOIN households h ON h.id = t.household_id
       WHERE t.person_id IN (SELECT person_id FROM team) AND t.person_id::text = $4 AND ${TEAMWORK}
         AND (h.id IS NOT NULL OR t.unit_id IN (SELECT unit_id FROM reached WHERE role = 'leader'))
       ORDER BY ${taskOrder("$2")} LIMIT $3`,
      [me.person, today, MOST, person],
    );
    return { code: "ok", value: tasks.map((task) => taskOption(task, today)) };
  },
});
