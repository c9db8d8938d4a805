import { z } from "zod";
import { readMoney } from "../../language/money.ts";
import { mayBeFollowed } from "../../registry/consent.ts";
import { mayWith } from "../../registry/rights.ts";
import { theHousehold } from "../../registry/the-household.ts";
import { OptionalChoiceId, OptionalText } from "../../turns/choice-id.ts";
import { command } from "../../turns/command.ts";
import { categoryOfWish } from "./need-categories.ts";
import { needsOf } from "./need-rows.ts";

/**
 * Whether something that a household needs may be written down now, what the line that began the talk was about and what it would cost, and
 * whether the household has asked for anything before, beside what its plan lacks.
 */
export const beginNeed = command({
  name: "needs.begin",
  takes: z.object({ household: OptionalChoiceId, wish: OptionalChoiceId, said: OptionalText }),
  codes: ["not_allowed", "no_consent"],
  async run(context, { household: handed, wish, said }) {
    const household = theHousehold(context, handed);
    if (household === null || !(await mayWith(context, household, "act_for"))) return { code: "not_allowed" };
    if (!(await mayBeFollowed(context.sql, household))) return { code: "no_consent" };
    const before = await needsOf(context.sql, household);
    return {
      code: "ok",
      value: {
        category: categoryOfWish(wish),
        has: before.some(({ plan_id }) => plan_id === null),
        cost: said === null ? null : sumIn(said),
      },
    };
  },
});

/** `cần sửa nhà, xin 20tr`: the one sum that the line names in words of money; null where there is none or several. */
function sumIn(said: string): number | null {
  if (!/\d\s*(?:tr|triệu|trieu|củ|chai)(?!\p{L})/iu.test(said.normalize("NFC"))) return null;
  const reading = readMoney(said);
  if (reading.kind === "understood") return reading.value;
  const [only, ...others] = reading.kind === "ambiguous" ? reading.alternatives : [];
  return others.length === 0 ? (only?.value ?? null) : null;
}
