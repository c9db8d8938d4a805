import { z } from "zod";
import { localDateOf } from "../calendar/local-date.ts";
import { INDICATOR_LIST, INDICATORS_2021 } from "../registry/poverty-standards.ts";
import { OptionalChoiceId } from "../turns/choice-id.ts";
import { command } from "../turns/command.ts";
import { allowed } from "./allowed.ts";

/** The six services with their two indicators each, in the order in which they are asked. */
const SERVICES = {
  work: ["work", "dependants"],
  health: ["nutrition", "health_insurance"],
  school: ["adult_schooling", "child_schooling"],
  housing: ["housing_quality", "housing_area"],
  water: ["water", "toilet"],
  information: ["telecom", "information"],
} as const;

const takes = z.object({
  household: OptionalChoiceId,
  work: OptionalChoiceId,
  health: OptionalChoiceId,
  school: OptionalChoiceId,
  housing: OptionalChoiceId,
  water: OptionalChoiceId,
  information: OptionalChoiceId,
});

/**
 * Keeps an officer's check of what a household lacks, service by service (`none`, `first`, `second`, `both`). It is for
 * planning; whether a household is poor is for the commune's review to say.
 */
export const checkIndicators = command({
  name: "households.check_indicators",
  takes,
  codes: ["not_allowed"],
  async run(context, { household: handed, ...answers }) {
    const found = await allowed(context, handed, "manage");
    if (found === null) return { code: "not_allowed" };
    const missing = missingOf(answers);
    const { sql, now, me } = context;
    const today = localDateOf(now);
    await sql.run(
      `INSERT INTO indicator_checks (id, household_id, standard, missing, checked_on, checked_by, created_at)
       VALUES (gen_random_uuid(), $1, $2, $3, $4, $5, $6)`,
      [found.id, INDICATOR_LIST, missing, today, me.person, now],
    );
    return { code: "ok", value: { count: missing.length, missing, on: today } };
  },
});

const LastRow = z.object({ missing: z.array(z.string()), on: z.string(), by: z.string().nullable() });

/** The last check of a household; `none` where there was none. */
export const lastCheck = command({
  name: "households.last_check",
  takes: z.object({ household: OptionalChoiceId }),
  codes: ["not_allowed", "none"],
  async run(context, { household: handed }) {
    const found = await allowed(context, handed, "manage");
    if (found === null) return { code: "not_allowed" };
    const [last] = await context.sql.rows(
      LastRow,
      `SELECT c.missing, c.checked_on AS on, p.name AS by FROM indicator_checks c LEFT JOIN people p ON p.id = c.checked_by
       WHERE c.household_id = $1 ORDER BY c.checked_on DESC, c.created_at DESC LIMIT 1`,
      [found.id],
    );
    if (last === undefined) return { code: "none" };
    const said = Object.fromEntries(
      INDICATORS_2021.map((one) => [one, last.missing.includes(one) ? { id: one } : null]),
    );
    return { code: "ok", value: { ...last, ...said, count: last.missing.length } };
  },
});

function missingOf(answers: Omit<z.output<typeof takes>, "household">): string[] {
  return Object.entries(SERVICES).flatMap(([service, [first, second]]) => {
    const said = Object.entries(answers).find(([name]) => name === service)?.[1] ?? null;
    if (said === "both") return [first, second];
    return said === "first" ? [first] : said === "second" ? [second] : [];
  });
}
