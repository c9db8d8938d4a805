import { z } from "zod";
import { mayWith } from "../registry/rights.ts";
import { RecordId } from "../turns/choice-id.ts";
import { command, type CommandContext } from "../turns/command.ts";
import { WITHIN_MS, writtenBy, type Written } from "./lately-written.ts";
import { setNeed } from "./needs/move-need.ts";
import { dropFoundWork } from "./offers/drop-found-work.ts";
import { unreport } from "./plans/unreport.ts";
import { dropVisit } from "./visits/drop-visit.ts";

/**
 * Takes back what one wrote within a day for the wrong household: a visit or lines of a book are gone, with the task that
 * they made and what they did to the plan; of a visit told twice what was told later; a need is withdrawn. Gives what it was, so that it can be written for another household. `gone` where it is not
 * one's own, older than a day, or somebody has built on it since.
 */
export const takeBack = command({
  name: "casework.take_back",
  takes: z.object({ record: RecordId }),
  codes: ["gone"],
  async run(context, { record }) {
    const { me } = context;
    const found =
      me.person === null ? undefined : (await writtenBy(context, me.person)).find(({ id }) => id === record);
    if (found === undefined || me.person === null || !(await mayWith(context, found.household, "act_for")))
      return { code: "gone" };
    if (found.kind === "need") await setNeed(context, found, "withdrawn", null);
    else if (found.kind === "job") await dropFoundWork(context, found);
    else {
      if (found.kind === "visit" || found.kind === "visit_again") await dropVisit(context, found);
      await dropLines(context, me.person, found);
      if (found.kind === "report") await unreport(context, { ...found, month: found.day.slice(0, 7) });
    }
    await closeTasks(context, found);
    const { kind, code: entry, amount, text: said, day: date } = found;
    return { code: "ok", value: { kind, entry, amount, said, date } };
  },
});

/**
 * One line; of a month's report all of its moment; with a visit the trouble that was told there. What one put right in them
 * within the day goes with it, so that the first value does not stand again.
 */
async function dropLines(
  { sql, now }: CommandContext,
  person: string,
  { id, kind, household, at }: Written,
): Promise<void> {
  await sql.run(
    `WITH RECURSIVE mine AS (
       SELECT id, corrects, source FROM diary_entries WHERE household_id = $1 AND entered_by = $2 AND created_at = $3
         AND CASE WHEN $5 = 'report' THEN source = 'report' WHEN $5 LIKE 'visit%' THEN kind = 'difficulty' AND source IS NULL ELSE id = $6 END
       UNION SELECT d.id, d.corrects, d.source FROM diary_entries d JOIN mine m
         ON (d.id = m.corrects AND m.source = 'questions') OR (d.corrects = m.id AND d.source = 'questions')
       WHERE d.household_id = $1 AND d.entered_by = $2 AND d.created_at > $4),
     dropped AS (DELETE FROM diary_entries WHERE id IN (SELECT id FROM mine) RETURNING id)
     DELETE FROM figure_questions WHERE entry_id IN (SELECT id FROM dropped)`,
    [household, person, at, new Date(now.getTime() - WITHIN_MS), kind, id],
  );
}

async function closeTasks({ sql, now, me }: CommandContext, { household, at }: Written): Promise<void> {
  await sql.run(
    `WITH closed AS (
       UPDATE tasks SET done_at = $3, done_by = $4, outcome = 'by_itself'
       WHERE household_id = $1 AND created_at = $2 AND done_at IS NULL AND kind IN ('difficulty', 'need') RETURNING id
     )
     INSERT INTO task_events (task_id, what, person_id, at) SELECT id, 'by_itself', $4, $3 FROM closed`,
    [household, at, now, me.person],
  );
}
