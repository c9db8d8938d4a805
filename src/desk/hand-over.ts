import { z } from "zod";
import {
  leadersOf,
  leadersOfHousehold,
  officerOf,
  type Leading,
  type Responsible,
} from "../registry/responsible.ts";
import type { CommandContext } from "../turns/command.ts";
import { addTask, type NewTask } from "./add-task.ts";

type Handing = Pick<CommandContext, "sql" | "now" | "me" | "tell">;
const NameRow = z.object({ head_name: z.string() });

/** A task with somebody who answers for it. `told` is null where nobody does: the task is on the list all the same. */
export type HandedOver = { task: string; told: Responsible | null };

/**
 * Gives a task about a household to its officer in charge, else to the leaders of its unit, and begins the flow
 * `task_new` with them. Whoever writes does not hear of her own doing: then the task goes to the next one up.
 */
export async function handOver(handing: Handing, task: NewTask & { household: string }): Promise<HandedOver> {
  const officer = await officerOf(handing, task.household);
  if (officer !== null && officer.id !== handing.me.person) {
    const id = await addTask(handing, task, { person: officer.id });
    await tellOf(handing, id, task, [officer]);
    return { task: id, told: officer };
  }
  return toLeaders(
    handing,
    task,
    await leadersOfHousehold(handing, task.household, handing.me.person),
    officer,
  );
}

/** The same for what belongs to a unit rather than a household: a stranger who asks, an officer who needs help. */
export async function handOverToUnit(handing: Handing, task: NewTask, unit: string): Promise<HandedOver> {
  return toLeaders(handing, task, await leadersOf(handing, unit, handing.me.person), null);
}

async function toLeaders(
  handing: Handing,
  task: NewTask,
  leaders: readonly Leading[],
  otherwise: Responsible | null,
): Promise<HandedOver> {
  const [first] = leaders;
  const forWhom =
    first !== undefined ? { unit: first.unit } : otherwise !== null ? { person: otherwise.id } : null;
  const id = await addTask(handing, task, forWhom);
  await tellOf(handing, id, task, leaders);
  return { task: id, told: first ?? null };
}

async function tellOf(
  handing: Handing,
  id: string,
  task: NewTask,
  people: readonly Responsible[],
): Promise<void> {
  const name = task.household === null ? null : await headName(handing, task.household);
  for (const { id: person } of people)
    await handing.tell({ person }, "task_new", {
      task: id,
      household: task.household,
      kind: task.kind,
      household_name: name,
      note: task.note,
    });
}

async function headName({ sql }: Handing, household: string): Promise<string | null> {
  const [row] = await sql.rows(NameRow, "SELECT head_name FROM households WHERE id = $1", [household]);
  return row?.head_name ?? null;
}
