import { z } from "zod";
import { localDateOf } from "../../calendar/local-date.ts";
import { may, rolesFor } from "../../domain/scope.ts";
import type { Value } from "../../domain/value.ts";
import { IN_CHARGE, inSight, REACHED, relationsTo, type Asking } from "../../registry/rights.ts";
import { ChoiceId, isRecordId } from "../../turns/choice-id.ts";
import { command, type CommandContext } from "../../turns/command.ts";
import { AmountColumn } from "../given.ts";
import { FIGURE_SIGNS } from "./signs.ts";

const Row = z.object({
  id: z.string(),
  household_id: z.string(),
  household_name: z.string(),
  entry_id: z.string(),
  kind: z.string(),
  sign: z.enum(FIGURE_SIGNS),
  period: z.string(),
  about: z.string().nullable(),
  amount: AmountColumn,
  answer: z.string().nullable(),
  entered_by: z.string().nullable(),
  by: z.string().nullable(),
  on_behalf: z.boolean(),
});
type Question = z.infer<typeof Row>;
const MOST = 60;
const LONGEST_NOTE = 300;
const COLUMNS = `q.id, q.household_id, h.head_name AS household_name, q.entry_id, d.kind, q.sign, q.period, q.about,
  d.amount::text, q.answer, d.entered_by, p.name AS by, d.on_behalf`;
const QUESTIONS = `figure_questions q JOIN households h ON h.id = q.household_id
  JOIN diary_entries d ON d.id = q.entry_id LEFT JOIN people p ON p.id = d.entered_by`;

/**
 * What waits for a look: of the households that the person decides for, which one's own is not, unless `ofOwnHomeToo`; nobody
 * is asked about what he wrote for others himself, but a leader is.
 */
async function openQuestions(
  { sql, me, now, contactId }: Asking,
  { ofOwnHomeToo } = { ofOwnHomeToo: false },
): Promise<Question[]> {
  return sql.rows(
    Row,
    `WITH RECURSIVE ${REACHED}, ${IN_CHARGE}, ${inSight("$3")}
     SELECT ${COLUMNS} FROM ${QUESTIONS}
     WHERE q.answer IS NULL AND h.erased_at IS NULL AND q.household_id IN (SELECT household_id FROM in_sight)
       AND ($6 OR NOT EXISTS (SELECT FROM household_contacts c WHERE c.household_id = q.household_id AND c.contact_id = $5
         AND c.valid_from <= $2 AND (c.valid_to IS NULL OR c.valid_to > $2)))
       AND (d.entered_by IS DISTINCT FROM $1 OR NOT d.on_behalf
         OR h.unit_id IN (SELECT unit_id FROM reached WHERE role = 'leader'))
     ORDER BY q.asked_again_at IS NOT NULL, q.asked_at, h.head_folded, q.sign, q.id LIMIT $4`,
    [me.person, localDateOf(now), rolesFor("decide"), MOST, contactId, ofOwnHomeToo],
  );
}

/** The figures and pictures that need a look, as questions. Others may have answered the last: then the tasks are done too. */
export const figuresToLookAt = command({
  name: "figures.open",
  takes: z.object({}),
  async run(context) {
    const open = await openQuestions(context);
    if (open.length === 0) await closeTasks(context);
    return { code: "ok", value: open.map(shown) };
  },
});

/** One of them. `gone` where it has been answered, is none of one's business, or is one's own writing. */
export const figureToLookAt = command({
  name: "figures.one",
  takes: z.object({ question: ChoiceId }),
  codes: ["gone"],
  async run(context, { question: id }) {
    const question = await answerable(context, id);
    return question === null ? { code: "gone" } : { code: "ok", value: shown(question) };
  },
});

/** Somebody who may decide says that it is right as it is, or that it was put right; the tasks go with the last question. */
export const answerFigure = command({
  name: "figures.answer",
  takes: z.object({
    question: ChoiceId,
    answer: ChoiceId.pipe(z.enum(["fine", "corrected"])),
  }),
  codes: ["gone"],
  async run(context, { question: id, answer }) {
    const question = await answerable(context, id);
    if (question === null) return { code: "gone" };
    await settle(context, id, answer);
    const left = (await openQuestions(context)).length;
    if (left === 0) await closeTasks(context);
    return { code: "ok", value: { left } };
  },
});

/** Asks the household once more; `told` is whether a phone could be reached. Its answer is the answer. */
export const askAgain = command({
  name: "figures.ask_again",
  takes: z.object({ question: ChoiceId }),
  codes: ["gone"],
  async run(context, { question: id }) {
    const question = await answerable(context, id);
    if (question === null) return { code: "gone" };
    const { household_id, household_name } = question;
    const told = await context.tell({ household: household_id }, "figure_ask", {
      question: id,
      household: { id: household_id, label: household_name, name: household_name },
    });
    if (told)
      await context.sql.run("UPDATE figure_questions SET asked_again_at = $2 WHERE id = $1", [
        id,
        context.now,
      ]);
    return { code: "ok", value: { told } };
  },
});

/** What the household is asked: its own figure, without why. */
export const ownFigure = command({
  name: "figures.own",
  takes: z.object({ question: ChoiceId }),
  codes: ["gone"],
  async run(context, { question: id }) {
    const question = await questionById(context, id);
    if (question === null || question.answer !== null || !(await isOwn(context, question)))
      return { code: "gone" };
    const { entry_id, kind, period, amount } = question;
    return { code: "ok", value: { entry: entry_id, kind, period, amount } };
  },
});

/** The household's own word about it. */
export const answerOwnFigure = command({
  name: "figures.answer_own",
  takes: z.object({ question: ChoiceId, answer: ChoiceId.pipe(z.enum(["fine", "corrected"])) }),
  codes: ["gone"],
  async run(context, { question: id, answer }) {
    const question = await questionById(context, id);
    if (question === null || question.answer !== null || !(await isOwn(context, question)))
      return { code: "gone" };
    await settle(context, id, answer);
    return { code: "ok", value: {} };
  },
});

async function questionById({ sql }: Pick<CommandContext, "sql">, id: string): Promise<Question | null> {
  if (!isRecordId(id)) return null;
  const [row] = await sql.rows(Row, `SELECT ${COLUMNS} FROM ${QUESTIONS} WHERE q.id = $1 FOR UPDATE OF q`, [
    id,
  ]);
  return row ?? null;
}

async function answerable(context: CommandContext, id: string): Promise<Question | null> {
  const question = await questionById(context, id);
  if (question === null || question.answer !== null) return null;
  const relations = await relationsTo(context, question.household_id);
  if (!may(relations, "decide") || relations.includes("own")) return null;
  const ownWriting = question.on_behalf && question.entered_by === context.me.person;
  return ownWriting && !relations.includes("leads") ? null : question;
}

async function isOwn(context: CommandContext, { household_id }: Question): Promise<boolean> {
  return (await relationsTo(context, household_id)).includes("own");
}

/** The answer is kept with the words that it was given in: "dạ đúng, bán con bò" says more than that it is right. */
async function settle(
  { sql, now, me, lastAnswer }: CommandContext,
  id: string,
  answer: string,
): Promise<void> {
  await sql.run(
    `UPDATE figure_questions SET answer = $2, answered_by = $3, answered_at = $4, answer_note = $5
     WHERE id = $1 AND answer IS NULL`,
    [id, answer, me.person, now, lastAnswer?.typed.slice(0, LONGEST_NOTE) ?? null],
  );
}

/**
 * Nothing is left to look at for the person: his tasks that called for it are done, and those of the units that he leads where
 * nothing is left for another leader either, as what is about his own home is.
 */
async function closeTasks(context: CommandContext): Promise<void> {
  const { sql, now, me } = context;
  const forOthers = (await openQuestions(context, { ofOwnHomeToo: true })).length > 0;
  await sql.run(
    `WITH RECURSIVE ${REACHED}
     UPDATE tasks SET done_at = $3, done_by = $1, outcome = 'by_itself'
     WHERE kind = 'figures_look' AND done_at IS NULL
       AND (person_id = $1
         OR NOT $4 AND person_id IS NULL AND unit_id IN (SELECT unit_id FROM reached WHERE role = 'leader'))`,
    [me.person, localDateOf(now), now, forOthers],
  );
}

function shown(question: Question): { [key: string]: Value } {
  const others = Number(question.about ?? 0);
  return {
    id: question.id,
    label: question.household_name,
    household: {
      id: question.household_id,
      label: question.household_name,
      name: question.household_name,
    },
    household_name: question.household_name,
    entry: question.entry_id,
    kind: question.kind,
    sign: question.sign,
    period: question.period,
    amount: question.amount,
    others: others > 0 ? others : null,
    by_name: question.on_behalf ? question.by : null,
  };
}
