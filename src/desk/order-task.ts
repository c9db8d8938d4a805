import { z } from "zod";
import { localDateOf, type LocalDate } from "../calendar/local-date.ts";
import { namedByEnd, readOrder, saysOneself } from "../language/order-told.ts";
import { spokenOf, type Responsible } from "../registry/responsible.ts";
import { mayWith } from "../registry/rights.ts";
import { ChoiceId, OptionalChoiceId, OptionalText, RecordId } from "../turns/choice-id.ts";
import { command, type CommandContext } from "../turns/command.ts";
import { addTask } from "./add-task.ts";
import { dueDay } from "./postpone-task.ts";
import { keepersOf, staffOf } from "./task-takers.ts";

/** The choice of whoever gives something to do to himself. */
const MYSELF = "me";
const UnitRow = z.object({ unit_id: z.string() });
const NameRow = z.object({ head_name: z.string() });

/** Whom the person works with: whoever may be given something to do that is about no household. */
export const colleagues = command({
  name: "desk.colleagues",
  takes: z.object({}),
  async run(context) {
    const people = await staffOf(context, { unit_id: null });
    const others = people.filter(({ id }) => id !== context.me.person);
    return { code: "ok", value: others.map((person) => ({ ...person, label: person.name })) };
  },
});

/**
 * The one of these whom a line names, by her whole name or the end of it: `chị Na Ri`. `none` where it names nobody, or
 * several are called so. `tôi` is the person herself.
 */
export const colleagueNamed = command({
  name: "desk.colleague_named",
  takes: z.object({ line: OptionalText }),
  codes: ["none"],
  async run(context, { line }) {
    const order = readOrder(line ?? "");
    if (order === null) return { code: "none" };
    const people = await staffOf(context, { unit_id: null });
    const self = people.find(({ id }) => id === context.me.person);
    const [only, ...others] = namedByEnd(people, order.who);
    const one = only ?? (saysOneself(order.who) ? self : undefined);
    if (one === undefined || others.length > 0) return { code: "none" };
    return { code: "ok", value: { ...one, label: one.name } };
  },
});

/** Whom a task about this household may be given to; nobody where the person may not manage it. */
export const keepers = command({
  name: "desk.keepers",
  takes: z.object({ household: RecordId }),
  async run(context, { household }) {
    const may = household !== null && (await mayWith(context, household, "manage"));
    const people = may ? await keepersOf(context, household) : [];
    return { code: "ok", value: people.map((person) => ({ ...person, label: person.name })) };
  },
});

/**
 * Gives somebody something to do, and tells him. About a household only whoever answers for it may have a task
 * (`not_in_charge`), since nobody else may see it. `past` where the day is gone.
 */
export const orderTask = command({
  name: "desk.order_task",
  takes: z.object({ to: ChoiceId, what: z.string(), household: RecordId, by: OptionalChoiceId }),
  codes: ["not_allowed", "not_in_charge", "past"],
  async run(context, { to, what, household, by }) {
    const { me, now } = context;
    const staff = await staffOf(context, { unit_id: null });
    const taker = staff.find(({ id }) => id === (to === MYSELF ? me.person : to));
    if (taker === undefined) return { code: "not_allowed" };
    if (household !== null) {
      if (!(await mayWith(context, household, "manage"))) return { code: "not_allowed" };
      if (!(await mayHave(context, household, taker))) return { code: "not_in_charge" };
    }
    const due = by === null ? null : dueDay(by, localDateOf(now));
    if (by !== null && due === null) return { code: "past" };
    await write(context, taker, { what, household, due });
    return { code: "ok", value: { to: spokenOf(taker), self: taker.id === me.person } };
  },
});

async function mayHave(context: CommandContext, household: string, taker: Responsible): Promise<boolean> {
  // Whoever gives it may manage the household.
  if (taker.id === context.me.person) return true;
  return (await keepersOf(context, household)).some(({ id }) => id === taker.id);
}

async function write(
  context: CommandContext,
  taker: Responsible,
  { what, household, due }: { what: string; household: string | null; due: LocalDate | null },
): Promise<void> {
  const unit = household === null ? await unitOf(context, taker) : null;
  const forWhom = unit === null ? { person: taker.id } : { person: taker.id, unit };
  const task = await addTask(context, { kind: "ordered", household, note: what, due }, forWhom);
  if (taker.id === context.me.person) return;
  await context.tell({ person: taker.id }, "task_new", {
    task,
    household,
    kind: "ordered",
    household_name: household === null ? null : await nameOf(context, household),
    note: what,
    due,
    by_name: context.me.name,
  });
}

/** The unit that he works for, so that its leaders see the task among those of the team. */
async function unitOf({ sql, now }: CommandContext, taker: Responsible): Promise<string | null> {
  const [role] = await sql.rows(
    UnitRow,
    `SELECT unit_id FROM roles WHERE person_id = $1 AND role IN ('officer', 'leader')
       AND valid_from <= $2 AND (valid_to IS NULL OR valid_to > $2) ORDER BY role DESC, unit_id LIMIT 1`,
    [taker.id, localDateOf(now)],
  );
  return role?.unit_id ?? null;
}

async function nameOf({ sql }: CommandContext, household: string): Promise<string | null> {
  const [home] = await sql.rows(NameRow, "SELECT head_name FROM households WHERE id = $1", [household]);
  return home?.head_name ?? null;
}
