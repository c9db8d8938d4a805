import { z } from "zod";
import { DAY_MS, localDateOf } from "../calendar/local-date.ts";
import { REACHED } from "../registry/rights.ts";
import { command } from "../turns/command.ts";

const Row = z.object({
  id: z.string(),
  kind: z.string(),
  household_name: z.string().nullable(),
  note: z.string().nullable(),
  done_at: z.date(),
  outcome: z.string(),
  by_name: z.string().nullable(),
});
const DAYS = 14;
const MOST = 18;

/** What was closed in the last two weeks among the person's own tasks and those of the units that she leads, the newest first. */
export const lately = command({
  name: "desk.lately",
  takes: z.object({}),
  async run({ sql, me, now }) {
    const tasks = await sql.rows(
      Row,
      `WITH RECURSIVE ${REACHED}
       SELECT t.id, t.kind, h.head_name AS household_name, t.note, t.done_at, coalesce(t.outcome, 'done') AS outcome,
         p.name AS by_name
       FROM tasks t LEFT JOIN households h ON h.id = t.household_id LEFT JOIN people p ON p.id = t.done_by
       WHERE t.done_at > $3 AND (t.person_id = $1 OR t.done_by = $1
         OR t.unit_id IN (SELECT unit_id FROM reached WHERE role = 'leader')
         OR h.unit_id IN (SELECT unit_id FROM reached WHERE role = 'leader'))
         AND (t.household_id IS NULL OR h.unit_id IN (SELECT unit_id FROM reached))
       ORDER BY t.done_at DESC, t.kind, h.head_folded, t.note, t.id LIMIT $4`,
      [me.person, localDateOf(now), new Date(now.getTime() - DAYS * DAY_MS), MOST],
    );
    return {
      code: "ok",
      value: tasks.map(({ done_at, household_name, note, ...task }) => ({
        ...task,
        household_name,
        note,
        about: household_name ?? note,
        on: localDateOf(done_at),
        label: household_name ?? note ?? task.kind,
      })),
    };
  },
});
