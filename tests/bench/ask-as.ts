import type { Pool } from "pg";
import { COMMANDS } from "../../src/app/commands.ts";
import type { Values } from "../../src/domain/value.ts";
import { inTransaction } from "../../src/store/in-transaction.ts";
import { SecretBox } from "../../src/store/secret-box.ts";
import { turnTransaction } from "../../src/store/turn-transaction.ts";
import type { CallResult } from "../../src/engine/effects.ts";
import { commandContext } from "../../src/turns/command-context.ts";

/** Runs a command for whoever owns the account `contact` as a turn of hers would, at `now`, and commits. */
export async function askAs(
  pool: Pool,
  { contact, now }: { contact: string; now: Date },
  name: string,
  handed: Values,
): Promise<CallResult> {
  return inTransaction(pool, async (client) => {
    const tx = turnTransaction(client, 1);
    const context = commandContext({
      sql: tx.sql,
      now,
      me: await tx.loadMe(contact, now),
      acting: null,
      locale: "vi",
      contactId: contact,
      channel: "simulator",
      lastAnswer: null,
      vault: new SecretBox({ current: "0".repeat(64), previous: [] }),
      pace: () => 0,
      touch: () => undefined,
      inboxId: "0",
      woken: new Set(),
      politeTime: (instant) => instant,
    });
    const command = COMMANDS.get(name);
    if (command === undefined) throw new Error(`there is no command ${name}`);
    return command.run(context, handed);
  });
}
