import { z } from "zod";
import { addDays, instantAt, localDateOf, type LocalDate } from "../calendar/local-date.ts";
import { mayWith } from "../registry/rights.ts";
import { ChoiceId, isRecordId, OptionalText } from "../turns/choice-id.ts";
import { command, type CommandContext } from "../turns/command.ts";
import { noteTaskEvent } from "./task-event.ts";
import { keeperOfTask } from "./task-takers.ts";

/** Households are asked in the evening, after the work in the fields. */
const EVENING = { hours: 18, minutes: 30 };
/** A promise that is not kept yet is asked about again after this many days. */
const AGAIN_AFTER_DAYS = 7;
const Row = z.object({
  id: z.string(),
  household_id: z.string(),
  household_name: z.string(),
  task_id: z.string(),
  owner_id: z.string().nullable(),
  text: z.string(),
});
type Promised = z.infer<typeof Row>;

/** Asks the household on the evening of the day on which its promise falls due. */
export async function remindOfPromise(
  context: Pick<CommandContext, "sql" | "remind">,
  agreed: string,
  due: LocalDate,
): Promise<void> {
  const [row] = await context.sql.rows(
    z.object({ household_id: z.string() }),
    "SELECT household_id FROM agreed_actions WHERE id = $1 AND household_id IS NOT NULL",
    [agreed],
  );
  if (row === undefined) return;
  await context.remind({
    key: `promise:${agreed}:${due}`,
    kind: "promise",
    audience: { household: row.household_id },
    dueAt: instantAt(due, EVENING.hours, EVENING.minutes),
    flow: "agreed_due",
    vars: { agreed },
  });
}

/** What a household promised and has not kept yet. `gone` where it is done, or none of one's business. */
export const promise = command({
  name: "desk.promise",
  takes: z.object({ agreed: z.string() }),
  codes: ["gone"],
  async run(context, { agreed }) {
    const found = await openPromise(context, agreed);
    if (found === null) return { code: "gone" };
    return { code: "ok", value: { text: found.text, household_name: found.household_name } };
  },
});

/** Kept: the officer's task is done by that. Not yet: asked again in a week. Cannot: the officer hears why. */
export const keepPromise = command({
  name: "desk.keep_promise",
  takes: z.object({
    agreed: z.string(),
    says: ChoiceId.pipe(z.enum(["kept", "not_yet", "cannot"])),
    note: OptionalText,
  }),
  codes: ["gone"],
  async run(context, { agreed, says, note }) {
    const found = await openPromise(context, agreed);
    if (found === null) return { code: "gone" };
    const { sql, now, me } = context;
    switch (says) {
      case "kept":
        await sql.run(
          "UPDATE tasks SET done_at = $2, done_by = $3, outcome = 'by_itself', note = concat_ws(' → ', note, $4::text) WHERE id = $1",
          [found.task_id, now, me.person, note],
        );
        await noteTaskEvent(context, found.task_id, { what: "by_itself", note });
        break;
      case "not_yet":
        await remindOfPromise(context, found.id, addDays(localDateOf(now), AGAIN_AFTER_DAYS));
        break;
      case "cannot": {
        const { household_id: household, owner_id: owner, task_id: task } = found;
        const keeper = await keeperOfTask(context, { task, household, owner });
        if (keeper !== null)
          await context.tell({ person: keeper }, "task_new", {
            task,
            household,
            kind: "household_promise",
            household_name: found.household_name,
            note: [found.text, note].filter((part) => part !== null).join(": "),
          });
        break;
      }
      default:
        return says satisfies never;
    }
    return { code: "ok", value: {} };
  },
});

async function openPromise(context: CommandContext, id: string): Promise<Promised | null> {
  if (!isRecordId(id)) return null;
  const [found] = await context.sql.rows(
    Row,
    `SELECT a.id, a.household_id, h.head_name AS household_name, a.task_id, a.owner_id, a.text
     FROM agreed_actions a JOIN households h ON h.id = a.household_id JOIN tasks t ON t.id = a.task_id
     WHERE a.id = $1 AND a.promised_by = 'household' AND t.done_at IS NULL`,
    [id],
  );
  if (found === undefined || !(await mayWith(context, found.household_id, "answer"))) return null;
  return found;
}
