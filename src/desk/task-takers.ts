import { z } from "zod";
import { localDateOf } from "../calendar/local-date.ts";
import { leadersOf, officerOf, type Responsible } from "../registry/responsible.ts";
import { ChoiceId } from "../turns/choice-id.ts";
import { command, type CommandContext } from "../turns/command.ts";
import { taskInReach, type TaskRow } from "./task-right.ts";

const PersonRow = z.object({ id: z.string(), name: z.string(), address: z.string().nullable() });
const HomeRow = z.object({ unit_id: z.string() });

/** Whom a task can be given to; nobody where it is not the person's to give. */
export const taskTakers = command({
  name: "desk.task_takers",
  takes: z.object({ task: ChoiceId }),
  async run(context, { task: id }) {
    const task = await taskInReach(context, id);
    const people = task === null ? [] : await takersOf(context, task);
    return { code: "ok", value: people.map((person) => ({ ...person, label: person.name })) };
  },
});

/**
 * Who may have a task: about a household only its officer in charge and its leaders, since nobody else may see it;
 * about a unit everybody who works there. Whoever has it now is left out.
 */
export async function takersOf(
  context: Pick<CommandContext, "sql" | "now" | "me">,
  task: Pick<TaskRow, "household_id" | "unit_id" | "person_id">,
): Promise<Responsible[]> {
  const people =
    task.household_id === null ? await staffOf(context, task) : await keepersOf(context, task.household_id);
  return people.filter(({ id }) => id !== task.person_id);
}

/**
 * Whoever a task about a household came to, as long as the household is in his hands; else who has it now, who gets the
 * task. Null where nobody has.
 */
export async function keeperOfTask(
  context: Pick<CommandContext, "sql" | "now">,
  { task, household, owner }: { task: string; household: string; owner: string | null },
): Promise<string | null> {
  const keepers = await keepersOf(context, household);
  const keeper = keepers.find(({ id }) => id === owner) ?? keepers[0];
  if (keeper === undefined) return null;
  if (keeper.id !== owner)
    await context.sql.run("UPDATE tasks SET person_id = $2 WHERE id = $1", [task, keeper.id]);
  return keeper.id;
}

/** Who may have a task about a household: its officer in charge, and its leaders. */
export async function keepersOf(
  context: Pick<CommandContext, "sql" | "now">,
  household: string,
): Promise<Responsible[]> {
  const [home] = await context.sql.rows(HomeRow, "SELECT unit_id FROM households WHERE id = $1", [household]);
  const officer = await officerOf(context, household);
  const leaders = home === undefined ? [] : await leadersOf(context, home.unit_id);
  return [...(officer === null ? [] : [officer]), ...leaders.filter(({ id }) => id !== officer?.id)];
}

/** The officers and leaders of the unit, of those above it and of those below it; of the person's own where none is given. */
export async function staffOf(
  { sql, now, me }: Pick<CommandContext, "sql" | "now" | "me">,
  { unit_id: unit }: Pick<TaskRow, "unit_id">,
): Promise<Responsible[]> {
  return sql.rows(
    PersonRow,
    `WITH RECURSIVE mine (unit_id) AS (
       SELECT unit_id FROM roles WHERE person_id = $1 AND role IN ('officer', 'leader')
         AND valid_from <= $2 AND (valid_to IS NULL OR valid_to > $2)
     ), base (unit_id) AS (
       SELECT unit_id FROM mine WHERE $3::uuid IS NULL UNION SELECT $3::uuid WHERE $3::uuid IS NOT NULL
     ), up (unit_id, depth) AS (
       SELECT unit_id, 0 FROM base
       UNION
       SELECT v.parent_id, up.depth + 1 FROM unit_versions v JOIN up ON v.unit_id = up.unit_id
       WHERE v.parent_id IS NOT NULL AND v.valid_from <= $2 AND (v.valid_to IS NULL OR v.valid_to > $2) AND up.depth < 20
     ), down (unit_id) AS (
       SELECT unit_id FROM base
       UNION
       SELECT v.unit_id FROM unit_versions v JOIN down ON v.parent_id = down.unit_id
       WHERE v.valid_from <= $2 AND (v.valid_to IS NULL OR v.valid_to > $2)
     )
     SELECT DISTINCT p.id, p.name, p.address_as AS address FROM roles r JOIN people p ON p.id = r.person_id
     WHERE r.role IN ('officer', 'leader') AND r.valid_from <= $2 AND (r.valid_to IS NULL OR r.valid_to > $2)
       AND (r.unit_id IN (SELECT unit_id FROM up) OR r.unit_id IN (SELECT unit_id FROM down))
     ORDER BY p.name, p.id`,
    [me.person, localDateOf(now), unit],
  );
}
