import { z } from "zod";
import { localDateOf } from "../calendar/local-date.ts";
import { rolesThatMay } from "../domain/scope.ts";
import { IN_CHARGE, REACHED } from "../registry/rights.ts";
import { command } from "../turns/command.ts";

const Row = z.object({
  id: z.string(),
  kind: z.string(),
  household_name: z.string().nullable(),
  note: z.string().nullable(),
});
const MOST = 60;
const LABEL_LENGTH = 60;

/**
 * What waits for this person, oldest first: her own tasks, those of the units that she leads, those about households in
 * her charge that nobody else has, and at the province those that nobody could be found for. A household that is no longer hers takes its tasks along.
 */
export const myTasks = command({
  name: "desk.my_tasks",
  takes: z.object({}),
  async run({ sql, me, now }) {
    const tasks = await sql.rows(
      Row,
      `WITH RECURSIVE ${REACHED}, ${IN_CHARGE}
       SELECT t.id, t.kind, h.head_name AS household_name, t.note
       FROM tasks t LEFT JOIN households h ON h.id = t.household_id
       WHERE t.done_at IS NULL
         AND (t.household_id IS NULL OR t.household_id IN (SELECT household_id FROM in_charge)
           OR h.unit_id IN (SELECT unit_id FROM reached WHERE role = 'leader'))
         AND (t.person_id = $1 OR t.unit_id IN (SELECT unit_id FROM reached WHERE role = 'leader')
           OR (t.person_id IS NULL AND t.household_id IN (SELECT household_id FROM in_charge))
           OR (t.person_id IS NULL AND t.unit_id IS NULL AND t.household_id IS NULL
             AND EXISTS (SELECT FROM reached WHERE role = ANY ($4))))
       ORDER BY t.created_at, t.id LIMIT $3`,
      [me.person, localDateOf(now), MOST, rolesThatMay("claim")],
    );
    return {
      code: "ok",
      value: tasks.map(({ id, kind, household_name, note }) => ({
        id,
        kind,
        household_name,
        note,
        about: household_name ?? note,
        label: labelOf(household_name, note) ?? kind,
      })),
    };
  },
});

function labelOf(household: string | null, note: string | null): string | null {
  const label = [household, note].filter((part) => part !== null).join(" · ");
  if (label === "") return null;
  return label.length <= LABEL_LENGTH ? label : `${label.slice(0, LABEL_LENGTH - 1).trimEnd()}…`;
}
