import { z } from "zod";
import { localDateOf } from "../calendar/local-date.ts";
import { supervised } from "../deadlines/supervise.ts";
import { submissionsOf, type Submission } from "../deadlines/submission.ts";
import { isIn } from "../domain/submission-state.ts";
import { unitsWhere } from "../registry/rights.ts";
import { RecordId } from "../turns/choice-id.ts";
import { command, type CommandContext } from "../turns/command.ts";

const PersonRow = z.object({ person_id: z.string() });

/** One tap of the level above: whoever owes this hears of it again, today, once a day at most. */
export const again = command({
  name: "reminders.again",
  takes: z.object({ submission: RecordId }),
  codes: ["gone", "nobody", "today_already"],
  async run(context, { submission }) {
    const found = await supervised(context, submission);
    if (found === null || isIn(found.state)) return { code: "gone" };
    const people = await leadersOf(context, found.unit);
    if (people.length === 0) return { code: "nobody" };
    let said = 0;
    for (const person of people) said += await remindNow(context, found, person);
    return { code: said === 0 ? "today_already" : "ok" };
  },
});

/** The same for everything that is late in the units below. */
export const againAll = command({
  name: "reminders.again_all",
  takes: z.object({}),
  codes: ["nobody"],
  async run(context) {
    const units = await unitsWhere(context, "supervise");
    const all = await submissionsOf(context.sql, units, context.now);
    let said = 0;
    for (const one of all.filter(({ shown }) => shown === "late"))
      for (const person of await leadersOf(context, one.unit)) said += await remindNow(context, one, person);
    return said === 0 ? { code: "nobody" } : { code: "ok", value: { said } };
  },
});

async function leadersOf({ sql, now }: CommandContext, unit: string): Promise<string[]> {
  const rows = await sql.rows(
    PersonRow,
    `SELECT DISTINCT r.person_id FROM roles r WHERE r.unit_id = $1 AND r.role = 'leader'
       AND r.valid_from <= $2 AND (r.valid_to IS NULL OR r.valid_to > $2) ORDER BY 1`,
    [unit, localDateOf(now)],
  );
  return rows.map(({ person_id }) => person_id);
}

/** A line of the ledger that is due now, and the timer that says it; 1, or 0 where there is one of today. */
async function remindNow(
  context: CommandContext,
  { id, last_day }: Submission,
  person: string,
): Promise<number> {
  const today = localDateOf(context.now);
  const written = await context.sql.run(
    `INSERT INTO reminders (key, submission_id, rung, person_id, part, planned_on, rule_version, created_at)
     SELECT $1, s.id, 'again ' || $4, $3, 'owes', $4::date, s.rule_version, $5 FROM submissions s WHERE s.id = $2
     ON CONFLICT (key) DO NOTHING`,
    [`${id}:${last_day}:again ${today}:${person}`, id, person, today, context.now],
  );
  if (written === 0) return 0;
  await context.remind({
    key: `deadline:${person}:${today}:again:${id}`,
    kind: "deadline",
    audience: { person },
    dueAt: context.now,
    flow: "deadline",
    vars: { day: `${today} again ${id}` },
  });
  return 1;
}
