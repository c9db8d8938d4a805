import { systemClock } from "../clock.ts";
import { loadLarge } from "../demo/large.ts";
import { loadStory } from "../demo/story.ts";
import { AppError } from "../domain/app-error.ts";
import { sqlOf } from "../store/sql.ts";
import { inTransaction } from "../store/in-transaction.ts";
import { readArguments } from "./arguments.ts";
import { withDatabase } from "./with-database.ts";

/** `sinh-ke demo load`: the demo commune, or with --households a large one made from a seed. */
export async function demo(args: string[]): Promise<void> {
  const { values, positionals } = readArguments(args, {
    households: { type: "string" },
    seed: { type: "string", default: "1" },
  });
  if (positionals[0] !== "load") throw new AppError("no_such_demo", "Say what to do: demo load", 1);
  const households = wholeNumber("--households", values.households ?? "0");
  const seed = wholeNumber("--seed", values.seed);
  await withDatabase(async (pool) => {
    const now = systemClock.now();
    await inTransaction(pool, async (client) => {
      const sql = sqlOf(client);
      await loadStory(sql, now);
      if (households > 0) await loadLarge(sql, { households, seed }, now);
    });
  });
  process.stdout.write(
    households > 0
      ? `The demo commune and ${households} households are loaded.\n`
      : "The demo commune is loaded.\n",
  );
}

function wholeNumber(name: string, text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 0 || number > 1_000_000)
    throw new AppError("bad_number", `${name} ${text} is no number: write it like ${name} 1000.`, 1);
  return number;
}
