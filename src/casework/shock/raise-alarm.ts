import { addDays, instantAt, localDateOf } from "../../calendar/local-date.ts";
import { addTask } from "../../desk/add-task.ts";
import { leadersOfHousehold, officerOf, type Responsible } from "../../registry/responsible.ts";
import type { CommandContext } from "../../turns/command.ts";
import type { ShockKind } from "./shock-kinds.ts";
import { shockById, shownShock, struckHousehold } from "./shock-rows.ts";

/** While nobody has said what was done, whoever has it in hand is asked after so many days. */
const ASK_AGAIN_DAYS = [1, 3, 7] as const;

/**
 * Tells the officer in charge and the leaders of the household's unit at once, gives the task to the first of them, and plans
 * the questions of the days after. Gives who has it in hand; null where nobody answers for the household.
 */
export async function raiseAlarm(
  context: CommandContext,
  shock: string,
  household: string,
  kind: ShockKind,
  damage: string | null,
): Promise<Responsible | null> {
  const officer = await officerOf(context, household);
  const leaders = await leadersOfHousehold(context, household);
  const [first] = officer === null ? leaders : [officer];
  const unit = leaders[0]?.unit;
  const task = await addTask(
    context,
    { kind: `shock_${kind}`, household, note: damage, due: addDays(localDateOf(context.now), 1) },
    officer !== null ? { person: officer.id } : unit === undefined ? null : { unit },
  );
  await context.sql.run("UPDATE tasks SET source = 'shock', source_id = $2 WHERE id = $1", [
    task,
    `${shock}:${household}`,
  ]);
  await tellPeople(context, shock, household, [...(officer === null ? [] : [officer]), ...leaders]);
  if (first !== undefined)
    for (const days of ASK_AGAIN_DAYS)
      await context.remind({
        key: `shock:${shock}:${household}:${days}`,
        kind: "shock",
        audience: { person: first.id },
        dueAt: instantAt(addDays(localDateOf(context.now), days), 8, 0),
        flow: "shock_due",
        vars: { shock, household: { id: household } },
      });
  return first ?? null;
}

async function tellPeople(
  context: CommandContext,
  shock: string,
  household: string,
  people: readonly Responsible[],
): Promise<void> {
  const event = await shockById(context, shock);
  const struck = await struckHousehold(context, shock, household);
  if (event === null || struck === null) return;
  const vars = shownShock(event, struck, localDateOf(context.now));
  const others = new Set(people.map(({ id }) => id).filter((id) => id !== context.me.person));
  for (const person of others) await context.tell({ person }, "shock_told", vars);
}
