import { z } from "zod";
import { addDays, instantAt, localDateOf, type LocalDate } from "../calendar/local-date.ts";
import { countWorkingDays, workingDaysAfter } from "../calendar/working-days.ts";
import { handOver, handOverToUnit } from "../desk/hand-over.ts";
import { addTask } from "../desk/add-task.ts";
import { leadersOf, leadersOfHousehold, spokenOf, type Responsible } from "../registry/responsible.ts";
import { relationsTo } from "../registry/rights.ts";
import { theHousehold } from "../registry/the-household.ts";
import { unitOfPlace } from "../registry/unit-of-place.ts";
import { may } from "../domain/scope.ts";
import { ChoiceId, OptionalText } from "../turns/choice-id.ts";
import { command, type CommandContext } from "../turns/command.ts";

/** What somebody may ask about her own data. */
export const REQUEST_KINDS = ["correct", "erase"] as const;
export type RequestKind = (typeof REQUEST_KINDS)[number];

/** An answer is owed within two working days (NĐ 356/2025/NĐ-CP). */
const WORKING_DAYS = 2;
/** The officer hears of it again when this many working days are gone. */
const HALF = 1;
const MORNING = { hours: 8, minutes: 0 };

const MadeRow = z.object({ id: z.string(), number: z.int() });

/**
 * Takes down a request about one's own data: a numbered, dated receipt, a task for the officer in charge with the day by
 * which it must be answered, a reminder when half of the time is gone, and one to the leaders when all of it is.
 */
export const makeRequest = command({
  name: "privacy.request",
  takes: z.object({ kind: ChoiceId.pipe(z.enum(REQUEST_KINDS)), note: OptionalText }),
  async run(context, { kind, note }) {
    const receipt = await takeDown(context, kind, note, await concerned(context));
    return { code: "ok", value: receipt };
  },
});

/** The household that it is about, and whether somebody else wrote it down for it. */
export async function concerned(
  context: CommandContext,
): Promise<{ household: string | null; witness: string | null }> {
  const household = theHousehold(context, null);
  const relations = household === null ? [] : await relationsTo(context, household);
  if (household === null || !may(relations, "consent")) return { household: null, witness: null };
  return { household, witness: relations.includes("own") ? null : context.me.person };
}

/** Writes the request and everything that follows from it. */
export async function takeDown(
  context: CommandContext,
  kind: RequestKind,
  note: string | null,
  { household, witness }: { household: string | null; witness: string | null },
): Promise<{ number: string; date: LocalDate; due: LocalDate; officer: ReturnType<typeof spokenOf> | null }> {
  const { sql, now, me, contactId } = context;
  const today = localDateOf(now);
  const due = workingDaysAfter(today, WORKING_DAYS);
  const [made] = await sql.rows(
    MadeRow,
    `INSERT INTO privacy_requests (id, kind, contact_id, person_id, household_id, witness_id, note, received_at, due_on)
     VALUES (gen_random_uuid(), $1, $2, $3, $4, $5, $6, $7, $8) RETURNING id, number`,
    [kind, contactId, me.person, household, witness, note, now, due],
  );
  if (made === undefined) throw new Error("a request was written and came back without an id");
  const { task, told } = await handOn(context, { kind: `privacy_${kind}`, household, note, due });
  await sql.run("UPDATE privacy_requests SET task_id = $2 WHERE id = $1", [made.id, task]);
  await remindOf(context, { id: made.id, household, today, due }, told);
  return { number: receiptOf(made.number), date: today, due, officer: told === null ? null : spokenOf(told) };
}

/** The number on a receipt. */
export function receiptOf(number: number): string {
  return `DL-${String(number).padStart(4, "0")}`;
}

async function handOn(
  context: CommandContext,
  task: { kind: string; household: string | null; note: string | null; due: LocalDate },
): Promise<{ task: string; told: Responsible | null }> {
  const { household } = task;
  if (household !== null) return handOver(context, { ...task, household });
  const unit = await unitOfPlace(context, "");
  const named = {
    ...task,
    note: [context.me.name, task.note].filter((part) => part !== null && part !== "").join(" · "),
  };
  return unit !== null
    ? handOverToUnit(context, named, unit)
    : { task: await addTask(context, named, null), told: null };
}

async function remindOf(
  context: CommandContext,
  request: { id: string; household: string | null; today: LocalDate; due: LocalDate },
  told: Responsible | null,
): Promise<void> {
  const { id, household, today, due } = request;
  const vars = { request: id };
  if (told !== null)
    await context.remind({
      key: `privacy:${id}:half`,
      kind: "privacy",
      audience: { person: told.id },
      dueAt: morning(workingDaysAfter(today, HALF)),
      flow: "privacy_due",
      vars: { ...vars, late: false },
    });
  const unit = household === null ? await unitOfPlace(context, "") : null;
  const leaders =
    household !== null
      ? await leadersOfHousehold(context, household)
      : unit === null
        ? []
        : await leadersOf(context, unit);
  for (const leader of leaders)
    await context.remind({
      key: `privacy:${id}:over:${leader.id}`,
      kind: "privacy",
      audience: { person: leader.id },
      dueAt: morning(workingDaysAfter(due, 1)),
      flow: "privacy_due",
      vars: { ...vars, late: true },
    });
}

/** Working days that are left after today; 0 on the last day and afterwards. */
export function daysLeft(due: LocalDate, today: LocalDate): number {
  return countWorkingDays(addDays(today, 1), due);
}

function morning(date: LocalDate): Date {
  return instantAt(date, MORNING.hours, MORNING.minutes);
}
