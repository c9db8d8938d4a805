import { z } from "zod";
import { command } from "../turns/command.ts";
import { mayBeFollowed } from "./consent.ts";
import { mayWith } from "./rights.ts";
import { theHousehold } from "./the-household.ts";

const Row = z.object({ purpose: z.string() });

/**
 * The purpose to which the household acted for, or the account itself, said no last or which it took back last, and no yes
 * has come since: what "ừ đồng ý", said later, is about. `none` where there is no such purpose.
 */
export const consentRefused = command({
  name: "registry.consent_refused",
  takes: z.object({}),
  codes: ["none"],
  async run(context) {
    const household = theHousehold(context, null);
    const forHousehold = household !== null && (await mayWith(context, household, "consent"));
    if (household !== null && !forHousehold) return { code: "none" };
    const [row] = await context.sql.rows(
      Row,
      `SELECT purpose FROM (
         SELECT DISTINCT ON (purpose) purpose, given AND withdrawn_at IS NULL AS stands,
           greatest(decided_at, withdrawn_at) AS at
         FROM consents WHERE ${forHousehold ? "household_id" : "household_id IS NULL AND contact_id"} = $1
         ORDER BY purpose, decided_at DESC, given) last
       WHERE NOT stands ORDER BY at DESC, purpose LIMIT 1`,
      [forHousehold ? household : context.contactId],
    );
    if (row !== undefined) return { code: "ok", value: row };
    // Put off, "để lần sau", leaves nothing on record; what was asked is still open.
    return forHousehold && !(await mayBeFollowed(context.sql, household))
      ? { code: "ok", value: { purpose: "register" } }
      : { code: "none" };
  },
});
