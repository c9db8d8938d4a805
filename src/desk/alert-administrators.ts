import { z } from "zod";
import { localDateOf } from "../calendar/local-date.ts";
import type { Values } from "../domain/value.ts";
import { putInInbox } from "../turns/command-context.ts";
import type { ChannelName, Sql } from "../turns/ports.ts";

const ContactRow = z.object({ id: z.string() });

/**
 * Tells everybody who administers the program of something that only a person can mend, on every channel but the one that
 * is broken; once a day for each code. `gap` is what a restore could not bring back. Returns whom to wake.
 */
export async function alertAdministrators(
  sql: Sql,
  {
    code,
    link,
    broken,
    gap = null,
  }: { code: string; link: string | null; broken: ChannelName | null; gap?: Values | null },
  now: Date,
): Promise<string[]> {
  const today = localDateOf(now);
  const contacts = await sql.rows(
    ContactRow,
    `SELECT DISTINCT c.id FROM contacts c JOIN roles r ON r.person_id = c.person_id
     WHERE r.role = 'administrator' AND r.valid_from <= $1 AND (r.valid_to IS NULL OR r.valid_to > $1)
       AND c.state = 'active' AND c.channel IS DISTINCT FROM $2`,
    [today, broken],
  );
  for (const { id: contactId } of contacts)
    await putInInbox(
      sql,
      {
        contactId,
        externalId: `alert:${code}:${today}`,
        flow: "operations_alert",
        vars: { what: code, link, gap },
      },
      now,
    );
  return contacts.map(({ id }) => id);
}
