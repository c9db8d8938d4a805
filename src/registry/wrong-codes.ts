import { z } from "zod";
import { isPaused, recentTries } from "../domain/try-limit.ts";
import type { CommandContext } from "../turns/command.ts";

type Trying = Pick<CommandContext, "sql" | "now" | "contactId">;
const Row = z.object({ value: z.array(z.coerce.date()) });

/** Whether this contact has typed so many wrong codes that it has to wait. */
export async function mustWait(trying: Trying): Promise<boolean> {
  return isPaused(await triesOf(trying), trying.now);
}

/** Counts one more wrong code; true where the contact has to wait from now on. */
export async function countWrongCode(trying: Trying): Promise<boolean> {
  const tries = [...recentTries(await triesOf(trying), trying.now), trying.now];
  await trying.sql.run(
    `INSERT INTO settings (key, value, updated_at) VALUES ($1, $2::jsonb, $3)
     ON CONFLICT (key) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at`,
    [keyOf(trying), JSON.stringify(tries), trying.now],
  );
  return isPaused(tries, trying.now);
}

/** Forgets the wrong codes after a right one. */
export async function forgetWrongCodes(trying: Trying): Promise<void> {
  await trying.sql.run("DELETE FROM settings WHERE key = $1", [keyOf(trying)]);
}

async function triesOf(trying: Trying): Promise<Date[]> {
  const [row] = await trying.sql.rows(Row, "SELECT value FROM settings WHERE key = $1", [keyOf(trying)]);
  return row?.value ?? [];
}

function keyOf({ contactId }: Trying): string {
  return `wrong_codes:${contactId}`;
}
