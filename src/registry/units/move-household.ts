import { localDateOf, type LocalDate } from "../../calendar/local-date.ts";
import type { Sql } from "../../turns/ports.ts";
import { refused } from "./change-checks.ts";
import { aroundOn, homeOn } from "./on-date.ts";
import { rehome } from "./rehome.ts";

/**
 * Records that a household lives in another place from the day on; where it lived before stays readable. False where it
 * lives there already. Throws an AppError where there is no such place or household on the day, or the day is still to come.
 */
export async function moveHousehold(
  sql: Sql,
  { household, to }: { household: string; to: string },
  on: LocalDate,
  now: Date,
): Promise<boolean> {
  if (on > localDateOf(now))
    throw refused("too_early", `${on} is still to come: record the move on that day or later.`);
  const from = await homeOn(sql, household, on);
  if (from === null) throw refused("no_household", "There is no such household.");
  if (from === to) return false;
  if ((await aroundOn(sql, to, on)).length === 0)
    throw refused("no_unit", `The place does not exist on ${on}: choose one of that day.`);
  await rehome(sql, { from, to, households: [household], on, document: null });
  return true;
}
