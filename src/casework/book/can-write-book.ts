import { z } from "zod";
import { mayBeFollowed } from "../../registry/consent.ts";
import { mayWith } from "../../registry/rights.ts";
import { theHousehold } from "../../registry/the-household.ts";
import { OptionalChoiceId } from "../../turns/choice-id.ts";
import { command } from "../../turns/command.ts";

/** Whether the person may write in this household's book, with or without a plan. */
export const canWriteBook = command({
  name: "casework.can_write_book",
  takes: z.object({ household: OptionalChoiceId }),
  codes: ["not_allowed", "no_consent"],
  async run(context, { household: handed }) {
    const household = theHousehold(context, handed);
    if (household === null || !(await mayWith(context, household, "act_for"))) return { code: "not_allowed" };
    return { code: (await mayBeFollowed(context.sql, household)) ? "ok" : "no_consent" };
  },
});
