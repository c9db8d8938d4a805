import { z } from "zod";
import { localDateOf } from "../../calendar/local-date.ts";
import { may } from "../../domain/scope.ts";
import { consentsOf } from "../../registry/consent.ts";
import { relationsTo } from "../../registry/rights.ts";
import { ChoiceId, OptionalText } from "../../turns/choice-id.ts";
import { command } from "../../turns/command.ts";
import { writeEntry } from "../book/book.ts";
import { OptionalFile } from "../given.ts";
import { planById } from "./plan-rows.ts";

/**
 * Keeps what shows that a step was done: a picture, which also goes into the book, a figure, or a word. The step counts as
 * done without. `gone` where it is not done, or none of one's business; a picture only where the household has agreed.
 */
export const stepShown = command({
  name: "casework.step_shown",
  takes: z.object({
    plan: ChoiceId,
    step: ChoiceId,
    photo: OptionalFile,
    /** What stood under the picture. */
    words: OptionalText,
    amount: z
      .number()
      .nullish()
      .transform((amount) => amount ?? null),
    said: OptionalText,
  }),
  codes: ["gone"],
  async run(context, { plan: planId, step: stepId, photo: sent, words, amount, said }) {
    const { sql, now, me } = context;
    const plan = await planById(sql, planId);
    if (plan === null) return { code: "gone" };
    const relations = await relationsTo(context, plan.household_id);
    const step = plan.steps.find(({ id }) => id === stepId);
    if (step === undefined || step.done === null) return { code: "gone" };
    const consents = await consentsOf(sql, plan.household_id);
    if (!may(relations, "act_for") || !consents.has("register")) return { code: "gone" };
    const photo = consents.has("photos") ? sent : null;
    await sql.run("UPDATE plan_steps SET done_file = $2, done_amount = $3, done_text = $4 WHERE id = $1", [
      step.id,
      photo,
      amount,
      said,
    ]);
    const today = localDateOf(now);
    if (photo !== null)
      await writeEntry(
        sql,
        {
          household: plan.household_id,
          plan: plan.id,
          kind: "photo",
          period: today.slice(0, 7),
          amount: null,
          text: words,
          file: photo,
          on: today,
          enteredBy: me.person,
          onBehalf: !relations.includes("own"),
          source: "step",
        },
        now,
      );
    return { code: "ok", value: {} };
  },
});
