import { z } from "zod";
import { addMonths, localDateOf } from "../../calendar/local-date.ts";
import { OptionalChoiceId, OptionalText, Yes } from "../../turns/choice-id.ts";
import type { CommandContext } from "../../turns/command.ts";
import { OptionalAmount, OptionalDate } from "../given.ts";
import { RESULT_STEP } from "./plan-rows.ts";
import { GivenSteps } from "./plan-steps.ts";
import { nextRisk, type PlannedStep } from "../templates/season.ts";
import type { Template } from "../templates/template.ts";
import { templateOf } from "../templates/templates.ts";

const IdRow = z.object({ id: z.string() });

/** A plan as the talk hands it in. */
export const GivenPlan = z.object({
  household: OptionalChoiceId,
  livelihood: OptionalChoiceId,
  own_words: OptionalText,
  own_contribution: OptionalText,
  detail: OptionalText,
  goal: OptionalChoiceId,
  goal_words: OptionalText,
  income_now: OptionalAmount,
  people: z
    .int()
    .positive()
    .nullish()
    .transform((people) => people ?? null),
  needs: OptionalChoiceId,
  need_amount: OptionalAmount,
  steps: GivenSteps,
  /** In place of steps: the first thing to do, in the household's words. */
  first_step: OptionalText,
  starts_on: OptionalDate,
  expected_income: OptionalAmount,
  result_on: OptionalDate,
  committed: Yes,
});
export type GivenPlan = z.output<typeof GivenPlan>;

/** Writes one version of a plan with its steps. The promise is kept with the text as it was read, and how it was given. */
export async function writeVersion(
  { sql, now, me, lastAnswer }: Pick<CommandContext, "sql" | "now" | "me" | "lastAnswer">,
  plan: { id: string; version: number },
  given: GivenPlan,
  onBehalf: boolean,
): Promise<void> {
  const livelihood = given.livelihood ?? "other";
  const template = templateOf(livelihood);
  const startsOn = given.starts_on ?? localDateOf(now);
  const [version] = await sql.rows(
    IdRow,
    `INSERT INTO plan_versions (id, plan_id, version, livelihood, own_words, own_contribution, details, goal, goal_words,
       baseline_income, baseline_people, risks, needs, need_amount, starts_on, expected_income,
       committed, commit_text, commit_how, commit_by, commit_at, entered_by, on_behalf, created_at)
     VALUES (gen_random_uuid(), $1, $2, $3, $4, $5, $6::jsonb, $7, $8, $9, $10, $11, $12, $13, $14, $15,
       $16, $17, $18, $19, $20, $21, $22, $23) RETURNING id`,
    [
      plan.id,
      plan.version,
      livelihood,
      given.own_words,
      given.own_contribution,
      JSON.stringify(given.detail === null ? {} : { three: given.detail }),
      given.goal,
      given.goal_words,
      given.income_now,
      given.people,
      template === null ? null : (nextRisk(template, startsOn)?.code ?? null),
      given.needs,
      given.need_amount,
      given.starts_on,
      given.expected_income,
      given.committed,
      given.committed ? (lastAnswer?.asked ?? null) : null,
      given.committed ? (onBehalf ? "witnessed" : "tap") : null,
      given.committed ? me.person : null,
      given.committed ? now : null,
      me.person,
      onBehalf,
      now,
    ],
  );
  if (version === undefined) throw new Error("a plan's version was written and came back without an id");
  const resultOn =
    given.result_on ?? (template === null ? null : addMonths(startsOn, template.first_income_month));
  await writeSteps(sql, version.id, template, stepsOf(given, startsOn), resultOn);
}

function stepsOf(given: GivenPlan, startsOn: string): PlannedStep[] {
  if (given.steps.length > 0 || given.first_step === null) return given.steps;
  return [{ what: given.first_step, on: startsOn, proof: null }];
}

async function writeSteps(
  sql: CommandContext["sql"],
  version: string,
  template: Template | null,
  steps: readonly PlannedStep[],
  resultOn: string | null,
): Promise<void> {
  const known = new Set(template?.steps.map(({ code }) => code));
  const rows = steps.map(({ what, on, proof }) =>
    known.has(what) ? { code: what, text: null, on, proof } : { code: "own", text: what, on, proof },
  );
  if (resultOn !== null) rows.push({ code: RESULT_STEP, text: null, on: resultOn, proof: null });
  await sql.run(
    `INSERT INTO plan_steps (id, plan_version_id, position, code, text, due_on, proof)
     SELECT gen_random_uuid(), $1, s.position, s.code, s.text, s."on"::date, s.proof
     FROM ROWS FROM (json_to_recordset($2::json) AS (code text, text text, "on" text, proof text)) WITH ORDINALITY
       AS s (code, text, "on", proof, position)`,
    [version, JSON.stringify(rows)],
  );
}
