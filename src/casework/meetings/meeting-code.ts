import { z } from "zod";
import { dayNumber, type LocalDate } from "../../calendar/local-date.ts";
import type { Sql } from "../../turns/ports.ts";

const TakenRow = z.object({ code: z.string() });
const FIRST = 1000;
const COUNT = 9000;
/** Steps without a factor in common with the count, so that every code comes up and neighbours differ. */
const DAY_STEP = 4099;
const NEXT_STEP = 1009;
/** Years are what people type in four digits for other reasons. */
const NOT_THESE = { from: 1900, to: 2099 } as const;

/**
 * Four digits that no other meeting of that day has. No secret: they say which meeting is meant, count only on its day and
 * only for households that belong to it.
 */
export async function freshCode(sql: Sql, day: LocalDate): Promise<string> {
  const taken = await sql.rows(
    TakenRow,
    "SELECT code FROM meetings WHERE meets_on = $1 AND code IS NOT NULL",
    [day],
  );
  const known = new Set(taken.map(({ code }) => code));
  for (let tries = 0, at = dayNumber(day) * DAY_STEP; tries < COUNT; tries++, at += NEXT_STEP) {
    const number = FIRST + (at % COUNT);
    const code = String(number);
    if (!known.has(code) && (number < NOT_THESE.from || number > NOT_THESE.to)) return code;
  }
  throw new Error(`every code of ${day} is taken`);
}
