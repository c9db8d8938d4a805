import { z } from "zod";
import { DAY_MS } from "../calendar/local-date.ts";
import type { Words } from "../i18n/words.ts";
import type { Knock } from "../turns/boxes.ts";
import type { Sql } from "../turns/ports.ts";
import { sendByTemplate } from "./by-template.ts";
import { patienceOf } from "./patience.ts";

/** A template costs, and says little: a household is knocked for once in so many days. */
const ONCE_IN_DAYS = 7;

const HouseholdRow = z.object({ name: z.string(), locale: z.string(), knocked: z.boolean() });

/**
 * Lets a household whose account may not be written to freely know that something waits for it, by an approved template.
 * Called when the timer of that something is held for the next word: what it says in full comes with that. False where it
 * can wait, where the household was knocked for lately, or where there is no such template: then somebody goes there.
 */
export function knockBy(words: Words): Knock {
  return async (sql, { contactId, household, kind }, now) => {
    // The rest waits for its next word, free of charge.
    if (patienceOf(kind) !== "has_its_day") return false;
    const found = await householdOf(sql, { contactId, household }, now);
    if (found === null || found.knocked) return false;
    const what = words.text(found.locale, `terms.reminders.${kind}`);
    const price = await sendByTemplate(
      sql,
      {
        contactId,
        name: "household",
        params: { ten: found.name, viec: what },
        text: words.text(found.locale, "common.knock", { name: found.name, what }),
        inbox: null,
      },
      now,
    );
    return price !== null;
  };
}

async function householdOf(
  sql: Sql,
  { contactId, household }: { contactId: string; household: string },
  now: Date,
): Promise<z.infer<typeof HouseholdRow> | null> {
  const [row] = await sql.rows(
    HouseholdRow,
    `SELECT h.head_name AS name, c.locale, EXISTS (SELECT FROM outbox o WHERE o.contact_id = c.id
         AND o.payload ? 'template' AND o.payload -> 'template' ->> 'name' = 'household' AND o.created_at > $3) AS knocked
     FROM households h, contacts c WHERE h.id = $1 AND c.id = $2`,
    [household, contactId, new Date(now.getTime() - ONCE_IN_DAYS * DAY_MS)],
  );
  return row ?? null;
}
