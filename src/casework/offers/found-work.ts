import { z } from "zod";
import { addDays, instantAt, localDateOf } from "../../calendar/local-date.ts";
import { handOver } from "../../desk/hand-over.ts";
import { OPEN_NEEDS } from "../../domain/need-status.ts";
import { may } from "../../domain/scope.ts";
import { readJobTold } from "../../language/job-told.ts";
import { mayBeFollowed } from "../../registry/consent.ts";
import { mayWith, relationsTo } from "../../registry/rights.ts";
import { theHousehold } from "../../registry/the-household.ts";
import { ChoiceId, OptionalChoiceId, OptionalText } from "../../turns/choice-id.ts";
import { command, type CommandContext } from "../../turns/command.ts";
import type { Sql } from "../../turns/ports.ts";
import { OptionalAmount, OptionalDate } from "../given.ts";
import { setNeed } from "../needs/move-need.ts";

/** Told once more within this many days, it is the same work, told better. */
const SAME_DAYS = 90;
/** Work since longer than this is no news, and a day so far away was misread. */
const LONGEST_DAYS = 366;
/** When it is asked whether somebody still works there: when the trial is over, and after a season. */
const STILL_AFTER_DAYS = [30, 90];
/** As the other questions to households: after the work in the fields. */
const EVENING = { hours: 18, minutes: 30 };

const IdRow = z.object({ id: z.string() });
const NameRow = z.object({ head_name: z.string() });
const ToldRow = z.object({ id: z.string(), what: z.string() });
type Told = z.infer<typeof ToldRow>;
const WorkRow = z.object({ household_id: z.string(), who: z.string().nullable(), what: z.string() });

/** Whether work that somebody found may be written down for the household, and what the line that began the talk says of it. */
export const beginFoundWork = command({
  name: "work.begin",
  takes: z.object({ household: OptionalChoiceId, said: OptionalText }),
  codes: ["not_allowed", "no_consent"],
  async run(context, { household: handed, said }) {
    const household = theHousehold(context, handed);
    if (household === null || !(await mayWith(context, household, "act_for"))) return { code: "not_allowed" };
    if (!(await mayBeFollowed(context.sql, household))) return { code: "no_consent" };
    const told = readJobTold(said ?? "");
    return { code: "ok", value: { ...told, has_who: told.who !== null, has_where: told.where !== null } };
  },
});

/**
 * Somebody of a household works now, without any offer of ours: counted as a job found, and what the household waited for of
 * that kind is received. The same person told of again within three months is the same work. It is asked later whether he is
 * still there; what an officer writes is told to the household.
 */
export const foundWork = command({
  name: "work.found",
  takes: z.object({
    household: OptionalChoiceId,
    who: z.string(),
    where: z.string(),
    since: OptionalDate,
    wage: OptionalAmount,
    /** Where the household has told of somebody who is called so: whether it is he. */
    which: OptionalChoiceId,
  }),
  codes: ["not_allowed", "no_day"],
  async run(context, { household: handed, who, where, since, wage, which }) {
    const { sql, now, me } = context;
    const household = theHousehold(context, handed);
    if (household === null) return { code: "not_allowed" };
    const relations = await relationsTo(context, household);
    if (!may(relations, "act_for") || !(await mayBeFollowed(sql, household))) return { code: "not_allowed" };
    const today = localDateOf(now);
    const on = since ?? today;
    if (on < addDays(today, -LONGEST_DAYS) || on > addDays(today, LONGEST_DAYS)) return { code: "no_day" };
    const onBehalf = !relations.includes("own");
    const [home] = await sql.rows(NameRow, "SELECT head_name FROM households WHERE id = $1 FOR UPDATE", [
      household,
    ]);
    const told = which === "other" ? null : await workOf(sql, household, who, on);
    const [same] = await sql.rows(
      IdRow,
      `UPDATE work_results SET before = jsonb_build_object('what', what, 'wage', wage, 'happened_on', happened_on,
           'ended_on', ended_on, 'entered_by', entered_by, 'on_behalf', on_behalf, 'at', created_at, 'before', before),
         what = $2, wage = coalesce($3, wage), happened_on = $4, ended_on = NULL, entered_by = $5, on_behalf = $6, created_at = $7
       WHERE id::text = $1 RETURNING id`,
      [told?.id ?? null, where, wage, on, me.person, onBehalf, now],
    );
    const [written] = same
      ? [same]
      : await sql.rows(
          IdRow,
          `INSERT INTO work_results (id, household_id, kind, what, who, wage, happened_on, entered_by, on_behalf, created_at)
           VALUES (gen_random_uuid(), $1, 'job', $2, $3, $4, $5, $6, $7, $8) RETURNING id`,
          [household, where, who, wage, on, me.person, onBehalf, now],
        );
    const work = z.string().parse(written?.id);
    await receiveJob(context, household, who);
    const named = { id: household, label: home?.head_name ?? "", name: home?.head_name ?? "" };
    await askLater(context, work, named, { who, where, on });
    if (onBehalf)
      await context.tell({ household }, "job_told", { household: named, who, where, on, by: me.name });
    return { code: "ok", value: { again: same !== undefined } };
  },
});

/** The work that the household told of somebody who is called so, at about that time. */
async function workOf(sql: Sql, household: string, who: string, on: string): Promise<Told | null> {
  const [told] = await sql.rows(
    ToldRow,
    `SELECT id, what FROM work_results WHERE household_id = $1 AND kind = 'job' AND lower(who) = lower($2)
       AND happened_on BETWEEN $3::date - $4::int AND $3::date + $4::int ORDER BY created_at DESC, id LIMIT 1`,
    [household, who, on, SAME_DAYS],
  );
  return told ?? null;
}

/** `con tui`, once more: two children are called so, or one who is told of better. Only the writer knows. */
export const knownWork = command({
  name: "work.known",
  takes: z.object({ household: OptionalChoiceId, who: z.string(), since: OptionalDate }),
  codes: ["none"],
  async run(context, { household: handed, who, since }) {
    const household = theHousehold(context, handed);
    if (household === null || !(await mayWith(context, household, "act_for"))) return { code: "none" };
    const told = await workOf(context.sql, household, who, since ?? localDateOf(context.now));
    return told === null ? { code: "none" } : { code: "ok", value: { where: told.what } };
  },
});

async function receiveJob(context: CommandContext, household: string, who: string): Promise<void> {
  const needs = await context.sql.rows(
    IdRow,
    "SELECT id FROM needs WHERE household_id = $1 AND category = 'job' AND status = ANY ($2)",
    [household, OPEN_NEEDS],
  );
  for (const need of needs) await setNeed(context, need, "received", who, { own: true });
}

/** Plans the questions whether somebody is still there, in place of those that were planned before. */
export async function askLater(
  context: CommandContext,
  work: string,
  household: { id: string; label: string; name: string },
  { who, where, on }: { who: string; where: string; on: string },
): Promise<void> {
  const { sql, now } = context;
  await forgetQuestions(sql, work);
  for (const days of STILL_AFTER_DAYS) {
    const dueAt = instantAt(addDays(on, days), EVENING.hours, EVENING.minutes);
    if (dueAt <= now) continue;
    await context.remind({
      key: `job:${work}:${days}`,
      kind: "job",
      audience: { household: household.id },
      dueAt,
      flow: "job_still",
      vars: { work, household, who, where },
    });
  }
}

/** What was planned in the words of the first telling, or for work that is over, is not asked. */
export async function forgetQuestions(sql: Sql, work: string): Promise<void> {
  await sql.run("DELETE FROM timers WHERE kind = 'job' AND key LIKE $1 AND fired_at IS NULL", [
    `job:${work}:%`,
  ]);
}

/** Whether whoever found work is still there: a no is kept with its day, and is a task of whoever is in charge. */
export const stillWorks = command({
  name: "work.still",
  takes: z.object({ work: ChoiceId, still: ChoiceId.pipe(z.enum(["yes", "no"])), why: OptionalText }),
  codes: ["gone"],
  async run(context, { work, still, why }) {
    const { sql, now } = context;
    const [row] = await sql.rows(
      WorkRow,
      "SELECT household_id, who, what FROM work_results WHERE id::text = $1 AND ended_on IS NULL",
      [work],
    );
    if (row === undefined || !(await mayWith(context, row.household_id, "act_for"))) return { code: "gone" };
    if (still === "no") {
      await sql.run("UPDATE work_results SET ended_on = $2 WHERE id::text = $1", [work, localDateOf(now)]);
      await forgetQuestions(sql, work);
      const note = [row.who, row.what, why].filter((part) => part !== null).join(": ");
      await handOver(context, { kind: "need_job", household: row.household_id, note });
    }
    return { code: "ok", value: {} };
  },
});
