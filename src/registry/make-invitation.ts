import { addDays, DAY_MS, localDateOf } from "../calendar/local-date.ts";
import type { Sql } from "../turns/ports.ts";
import { codeHash, VALID_DAYS } from "./invitation-code.ts";
import { randomCode } from "./random-text.ts";

/** Whom an invitation recognises: a household on one more phone, or a person by the role that she has. */
export type Invited =
  { kind: "household"; household: string; person: string | null } | { kind: "person"; person: string };

/**
 * Makes a one-use invitation. The code is told to nobody but the caller; only its hash is kept.
 * `expires` is the last local date on which it can be used.
 */
export async function makeInvitation(
  sql: Sql,
  invited: Invited,
  createdBy: string | null,
  now: Date,
): Promise<{ invitation: string; expires: string }> {
  for (;;) {
    const invitation = randomCode();
    const made = await sql.run(
      `INSERT INTO invitations (id, code_hash, kind, household_id, person_id, created_at, created_by, expires_at)
       VALUES (gen_random_uuid(), $1, $2, $3, $4, $5, $6, $7) ON CONFLICT (code_hash) DO NOTHING`,
      [
        codeHash(invitation),
        invited.kind,
        invited.kind === "household" ? invited.household : null,
        invited.person,
        now,
        createdBy,
        new Date(now.getTime() + VALID_DAYS * DAY_MS),
      ],
    );
    if (made === 1) return { invitation, expires: addDays(localDateOf(now), VALID_DAYS) };
  }
}
