import { z } from "zod";
import { ChoiceId } from "../turns/choice-id.ts";
import { command } from "../turns/command.ts";
import { mayWith } from "./rights.ts";
import { theHousehold } from "./the-household.ts";

/** Takes back what was agreed to for one purpose, from now on. `none` where nothing stood. */
export const withdrawConsent = command({
  name: "registry.withdraw_consent",
  takes: z.object({ purpose: ChoiceId }),
  codes: ["none"],
  async run(context, { purpose }) {
    const household = theHousehold(context, null);
    const forHousehold = household !== null && (await mayWith(context, household, "consent"));
    const withdrawn = await context.sql.run(
      `UPDATE consents SET withdrawn_at = $3, withdrawn_by = $4 WHERE purpose = $2 AND given AND withdrawn_at IS NULL
         AND ${forHousehold ? "household_id" : "household_id IS NULL AND contact_id"} = $1`,
      [forHousehold ? household : context.contactId, purpose, context.now, context.me.person],
    );
    return withdrawn === 0 ? { code: "none" } : { code: "ok", value: {} };
  },
});
