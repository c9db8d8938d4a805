import { z } from "zod";
import type { CommandContext } from "../turns/command.ts";
import { takeDown } from "./make-request.ts";

const AskedRow = z.object({ household: z.string().nullable() });

/**
 * Somebody used the platform's own way to withdraw (Zalo's `user_withdraw`): every consent of the account and of the
 * households that it answers for ends now, and each household's erasure is asked for, as if it had been asked in the chat.
 */
export async function platformWithdrew(context: CommandContext): Promise<void> {
  const { sql, now, me, contactId } = context;
  const households = me.households.map(({ id }) => id);
  await sql.run(
    `UPDATE consents SET withdrawn_at = $3, withdrawn_by = $4
     WHERE given AND withdrawn_at IS NULL AND (contact_id = $1 OR household_id = ANY ($2))`,
    [contactId, households, now, me.person],
  );
  // The platform tells it more than once; one request waits for the officer.
  const asked = await sql.rows(
    AskedRow,
    `SELECT household_id AS household FROM privacy_requests WHERE kind = 'erase' AND status = 'open'
       AND (household_id = ANY ($2) OR (contact_id = $1 AND household_id IS NULL))`,
    [contactId, households],
  );
  for (const household of households.length === 0 ? [null] : households)
    if (!asked.some((one) => one.household === household))
      await takeDown(context, "erase", null, { household, witness: null });
}
