import type { Sql } from "../turns/ports.ts";
import { codeHash } from "./invitation-code.ts";

/** Makes one invitation that was not used yet worthless, by its code. False where there is none such, whatever the reason. */
export async function revokeInvitation(sql: Sql, code: string, now: Date): Promise<boolean> {
  const revoked = await sql.run(
    "UPDATE invitations SET revoked_at = $2 WHERE code_hash = $1 AND used_at IS NULL AND revoked_at IS NULL",
    [codeHash(code), now],
  );
  return revoked > 0;
}

/** The same for every open invitation of a household; gives how many there were. */
export async function revokeInvitationsOf(sql: Sql, household: string, now: Date): Promise<number> {
  return sql.run(
    "UPDATE invitations SET revoked_at = $2 WHERE household_id = $1 AND used_at IS NULL AND revoked_at IS NULL AND expires_at > $2",
    [household, now],
  );
}
