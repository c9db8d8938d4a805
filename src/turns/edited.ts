import { z } from "zod";
import type { Input } from "../domain/input.ts";
import type { Sql } from "./ports.ts";

type Edited = Extract<Input, { kind: "edited" }>;

const Before = z.object({ text: z.string().nullable() });

/**
 * What the message said before, as far as it is on record: vendors tell of an edit also where only what we do not read has
 * changed. `gone` where it is not kept any more.
 */
export async function beforeEdit(
  sql: Sql,
  { contactId, inboxId }: { contactId: string; inboxId: string },
  edited: Edited,
): Promise<NonNullable<Edited["before"]>> {
  const [before] = await sql.rows(
    Before,
    `SELECT payload ->> 'text' AS text FROM inbox WHERE contact_id = $1 AND id < $2 AND payload ->> 'message' = $3
     ORDER BY id DESC LIMIT 1`,
    [contactId, inboxId, edited.message],
  );
  if (before === undefined) return "gone";
  return before.text === edited.text ? "same" : "other";
}
