import { z } from "zod";

/** The id of what was chosen, whether the flow hands in the choice `{ id, label, … }` or the plain id. */
export const ChoiceId = z.union([z.string(), z.object({ id: z.string() }).transform(({ id }) => id)]);

/** The same where the flow may have nothing to hand in. */
export const OptionalChoiceId = ChoiceId.nullish().transform((id) => id ?? null);

/**
 * The id of a record that was chosen; null where there is none, and where it is no id that a record could have, so that
 * a guessed id is simply not found and never reaches a statement.
 */
export const RecordId = OptionalChoiceId.transform((id) => (id !== null && isRecordId(id) ? id : null));

/** Text that may be missing; empty text counts as missing. */
export const OptionalText = z
  .string()
  .nullish()
  .transform((text) => text?.trim() || null);

/** A yes or no, however the flow has it: true, "yes", or a choice such as agree, committed or on. */
export const Yes = z
  .union([z.boolean(), ChoiceId])
  .nullish()
  .transform((said) => said === true || (typeof said === "string" && YES.has(said)));

const YES = new Set(["yes", "agree", "agreed", "commit", "committed", "on", "true"]);

/** Whether text can be the id of a record (a UUID as PostgreSQL writes it). */
export function isRecordId(text: string): boolean {
  return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);
}
