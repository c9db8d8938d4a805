import { z } from "zod";
import { may } from "../../domain/scope.ts";
import { addDays, localDateOf } from "../../calendar/local-date.ts";
import { mayBeFollowed } from "../../registry/consent.ts";
import { spokenOf } from "../../registry/responsible.ts";
import { relationsTo } from "../../registry/rights.ts";
import { theHousehold } from "../../registry/the-household.ts";
import { OptionalChoiceId, OptionalText, RecordId } from "../../turns/choice-id.ts";
import { command } from "../../turns/command.ts";
import { followUp } from "../follow-up.ts";
import { OptionalAmount } from "../given.ts";
import { CategoryId, OptionalSource } from "./need-categories.ts";
import { LOOK_WITHIN_DAYS, writeNeed } from "./write-need.ts";

/**
 * Writes down what a household needs, and gives it to whoever looks after the household, who hears of it at once. `officer`
 * is who that is; null where nobody could be told. For a registered exit the need hangs on it.
 */
export const noteNeed = command({
  name: "needs.note",
  takes: z.object({
    household: OptionalChoiceId,
    category: CategoryId,
    text: OptionalText,
    cost: OptionalAmount,
    source: OptionalSource,
    exit: RecordId,
    indicator: OptionalChoiceId,
  }),
  codes: ["not_allowed"],
  async run(context, { household: handed, category, text, cost, source, exit, indicator }) {
    const household = theHousehold(context, handed);
    if (household === null) return { code: "not_allowed" };
    const relations = await relationsTo(context, household);
    if (!may(relations, "act_for") || !(await mayBeFollowed(context.sql, household)))
      return { code: "not_allowed" };
    const onBehalf = !relations.includes("own");
    const id = await writeNeed(context, {
      household,
      category,
      text,
      cost,
      source,
      plan: null,
      indicator,
      exit,
      onBehalf,
    });
    if (id === null) throw new Error("a need without a plan was written and came back without an id");
    // Whoever wrote it down for the household knows of it.
    const told = onBehalf
      ? null
      : await followUp(context, {
          kind: `need_${category}`,
          household,
          note: text,
          due: addDays(localDateOf(context.now), LOOK_WITHIN_DAYS),
          source: "need",
          id,
        });
    return { code: "ok", value: { need: id, officer: told === null ? null : spokenOf(told) } };
  },
});
