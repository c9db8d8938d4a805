import { z } from "zod";
import { localDateOf } from "../../calendar/local-date.ts";
import { handOver } from "../../desk/hand-over.ts";
import { may } from "../../domain/scope.ts";
import { consentsOf } from "../../registry/consent.ts";
import { relationsTo } from "../../registry/rights.ts";
import { theHousehold } from "../../registry/the-household.ts";
import { OptionalChoiceId, OptionalText } from "../../turns/choice-id.ts";
import { command } from "../../turns/command.ts";
import type { Sql } from "../../turns/ports.ts";
import { monthFigures, writeEntry, type NewEntry } from "./book.ts";
import { OptionalAmount, OptionalFile } from "../given.ts";
import { movePlan } from "../plans/plan-event.ts";
import { holdHousehold } from "../plans/plan-rows.ts";
import { remindOfProgress } from "../plans/plan-timers.ts";
import { readBackLater } from "./read-back.ts";
import { runningPlan } from "../plans/running-plan.ts";
import { templateOf } from "../templates/templates.ts";

/**
 * Writes a month into the household's book: how it goes, income, cost, a difficulty, a photo. A second report of the
 * month corrects the first; `meanwhile` where the first one came from another phone while this one was being told. A difficulty, and a plan that is stuck, becomes a task of whoever is in charge. A photo is
 * kept only where the household has agreed to photos.
 */
export const reportProgress = command({
  name: "casework.report_progress",
  takes: z.object({
    household: OptionalChoiceId,
    how: OptionalChoiceId,
    income: OptionalAmount,
    cost: OptionalAmount,
    output: z
      .number()
      .nonnegative()
      .nullish()
      .transform((output) => output ?? null),
    difficulty: OptionalText,
    photo: OptionalFile,
    /** What stood under the photo. */
    words: OptionalText,
    /** Whether it was known when the talk began that the month has a report already. */
    knew: z.boolean().nullish(),
  }),
  codes: ["not_allowed", "meanwhile"],
  async run(context, given) {
    const { sql, now, me } = context;
    const household = theHousehold(context, given.household);
    if (household === null) return { code: "not_allowed" };
    const relations = await relationsTo(context, household);
    if (!may(relations, "act_for")) return { code: "not_allowed" };
    const consents = await consentsOf(sql, household);
    if (!consents.has("register")) return { code: "not_allowed" };
    await holdHousehold(sql, household);
    const running = await runningPlan(context, household);
    if (running === null) return { code: "not_allowed" };
    const { plan, month, already } = running;
    if (already && given.knew !== true)
      return {
        code: "meanwhile",
        value: {
          month,
          ...(await monthFigures(sql, household, month)),
          by_name: await teller(sql, household, month),
        },
      };
    const common = {
      household,
      plan: plan.id,
      period: month,
      on: localDateOf(now),
      enteredBy: me.person,
      onBehalf: !relations.includes("own"),
      amount: null,
      text: null,
      file: null,
      source: "report",
    };
    const entries: NewEntry[] = [{ ...common, kind: "progress", text: given.how }];
    if (given.income !== null) entries.push({ ...common, kind: "income", amount: given.income });
    if (given.cost !== null) entries.push({ ...common, kind: "cost", amount: given.cost });
    const counted = templateOf(plan.livelihood)?.progress;
    if (given.output !== null && counted !== undefined)
      entries.push({
        ...common,
        kind: "output",
        quantity: given.output,
        unit: counted.unit,
        code: counted.what,
      });
    if (given.difficulty !== null) entries.push({ ...common, kind: "difficulty", text: given.difficulty });
    if (given.photo !== null && consents.has("photos"))
      entries.push({ ...common, kind: "photo", file: given.photo, text: given.words });
    for (const entry of entries) await writeEntry(sql, entry, now);
    if (common.onBehalf) {
      await readBackLater(context, household);
      // The one who asked gets the new card by itself; the family gets it from here.
      await context.tell({ household }, "plan_card", { household: { id: household } });
    }
    await movePlan(context, plan, "report", null);
    await remindOfProgress(context, plan);
    if (given.difficulty !== null || given.how === "stuck")
      await handOver(context, { kind: "difficulty", household, note: given.difficulty });
    return { code: "ok", value: { month, ...(await monthFigures(sql, household, month)) } };
  },
});

const TellerRow = z.object({ name: z.string() });

/** Who told of the month last; null where the record has no name for that phone. */
async function teller(sql: Sql, household: string, month: string): Promise<string | null> {
  const [row] = await sql.rows(
    TellerRow,
    `SELECT p.name FROM diary_entries d JOIN people p ON p.id = d.entered_by
     WHERE d.household_id = $1 AND d.period = $2 AND d.kind = 'progress' ORDER BY d.created_at DESC, d.id DESC LIMIT 1`,
    [household, month],
  );
  return row?.name ?? null;
}
