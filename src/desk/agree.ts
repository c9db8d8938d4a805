import { z } from "zod";
import { localDateOf } from "../calendar/local-date.ts";
import { ChoiceId, OptionalChoiceId, OptionalText, RecordId } from "../turns/choice-id.ts";
import { command, type CommandContext } from "../turns/command.ts";
import { addTask } from "./add-task.ts";
import { agreedWhere, type Agreed } from "./agreed-where.ts";
import { dueDay } from "./postpone-task.ts";
import { remindOfPromise } from "./promise.ts";
import { takersOf } from "./task-takers.ts";

const takes = z.object({
  meeting: RecordId,
  visit: RecordId,
  inspection: RecordId,
  /** What a household said that this answers. */
  statement: RecordId,
  household: OptionalChoiceId,
  text: z.string(),
  /** Who sees to it; the writer himself where nobody is named. */
  owner: OptionalChoiceId,
  due: ChoiceId,
  /** household: it promised something itself, and the officer only asks about it. */
  promised_by: OptionalChoiceId,
  /** Whether the household is told at once; not where everything of a meeting is told in one message later. */
  tell: OptionalText,
});
const IdRow = z.object({ id: z.string() });

/**
 * Writes down what was agreed at a meeting, a visit or an inspection: it becomes a task of its owner, and the household
 * that it is about hears of it. `past` where the day is gone, `not_allowed` for whoever may not write there.
 */
export const agree = command({
  name: "desk.agree",
  takes,
  codes: ["not_allowed", "past"],
  async run(context, given) {
    const { sql, now, me } = context;
    const where = await agreedWhere(context, given);
    if (where === null || me.person === null) return { code: "not_allowed" };
    const due = dueDay(given.due, localDateOf(now));
    if (due === null) return { code: "past" };
    const owner = given.owner ?? me.person;
    const task = { household_id: where.household, unit_id: where.unit, person_id: null };
    if (owner !== me.person && !(await takersOf(context, task)).some(({ id }) => id === owner))
      return { code: "not_allowed" };
    const promisedBy =
      given.promised_by === "household" && where.household !== null ? "household" : "officer";
    const id = await writeTask(context, where, { text: given.text, due, owner, promisedBy });
    const [agreed] = await sql.rows(
      IdRow,
      `INSERT INTO agreed_actions (id, kind, unit_id, meeting_id, visit_id, inspection_id, statement_id, household_id, text,
         promised_by, owner_id, due_on, task_id, created_by, created_at)
       VALUES (gen_random_uuid(), $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) RETURNING id`,
      [
        where.kind,
        where.unit,
        given.meeting,
        given.visit,
        given.inspection,
        given.statement,
        where.household,
        given.text,
        promisedBy,
        owner,
        due,
        id,
        me.person,
        now,
      ],
    );
    if (promisedBy === "household" && agreed !== undefined) await remindOfPromise(context, agreed.id, due);
    if (owner !== me.person)
      await context.tell({ person: owner }, "task_new", {
        task: id,
        household: where.household,
        kind: where.kind,
        household_name: where.householdName,
        note: given.text,
      });
    const told =
      given.tell !== "later" &&
      (await tellHousehold(context, where, agreed?.id ?? "", given.text, due, promisedBy));
    return { code: "ok", value: { due, told, household_name: where.householdName } };
  },
});

async function writeTask(
  context: CommandContext,
  where: Agreed,
  { text, due, owner, promisedBy }: { text: string; due: string; owner: string; promisedBy: string },
): Promise<string> {
  return addTask(
    context,
    {
      kind: promisedBy === "household" ? "household_promise" : where.kind,
      household: where.household,
      note: text,
      due,
      source: where.source,
    },
    { person: owner, unit: where.unit },
  );
}

/** The household hears what was agreed with it; false where it has no phone, or it concerns everybody. */
async function tellHousehold(
  context: CommandContext,
  where: Agreed,
  agreed: string,
  text: string,
  due: string,
  promisedBy: string,
): Promise<boolean> {
  if (where.household === null) return false;
  const told = await context.tell({ household: where.household }, "agreed_told", {
    household: where.household,
    household_name: where.householdName,
    text,
    due,
    promised_by: promisedBy,
  });
  if (told)
    await context.sql.run("UPDATE agreed_actions SET told_at = $2 WHERE id = $1", [agreed, context.now]);
  return told;
}
