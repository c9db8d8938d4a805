import { fitTemplate } from "../domain/message-template.ts";
import type { Sql } from "../turns/ports.ts";
import { templateInUse } from "../turns/template-in-use.ts";

/** A message to an account that may not be written to freely any more: the template, what fills it, and what it says in words. */
export type Templated = {
  contactId: string;
  /** Our name of it; the one who runs the program says by `sinh-ke zalo template` which of the vendor's it is. */
  name: "deadline" | "household";
  params: Readonly<Record<string, string>>;
  /** What stands on record, and what a channel without templates would show. */
  text: string;
  /** The input that it belongs to in the ledger; null where there is none. */
  inbox: string | null;
};

/**
 * Puts a message into the outbox that leaves as the vendor's approved template, in the caller's transaction. Returns its
 * price in đồng, or null where no such template is set up and approved, or where it asks for something else than we know.
 */
export async function sendByTemplate(
  sql: Sql,
  { contactId, name, params, text, inbox }: Templated,
  now: Date,
): Promise<number | null> {
  const template = await templateInUse(sql, name);
  if (template === null) return null;
  const fitted = fitTemplate(template, params);
  if (fitted.kind === "wrong") return null;
  const message = { text, options: [], turn: null, template: { name, params: fitted.values } };
  await sql.run(
    `INSERT INTO outbox (contact_id, inbox_id, channel, payload, purpose, status, next_at, created_at)
     SELECT id, $2, channel, $3::jsonb, 'push', 'pending', $4, $4 FROM contacts WHERE id = $1`,
    [contactId, inbox, JSON.stringify(message), now],
  );
  return template.price;
}
