import { z } from "zod";
import { addDays, localDateOf } from "../../calendar/local-date.ts";
import { officerOf } from "../../registry/responsible.ts";
import type { CommandContext } from "../../turns/command.ts";
import { categoryOfIndicator, type NeedCategory } from "./need-categories.ts";

export type NewNeed = {
  household: string;
  category: NeedCategory;
  text: string | null;
  /** Whole đồng. */
  cost: number | null;
  source: string | null;
  plan: string | null;
  indicator: string | null;
  exit: string | null;
  onBehalf: boolean;
};

const IdRow = z.object({ id: z.string() });
const MissingRow = z.object({ missing: z.array(z.string()) });

/** The indicator that the last check found missing and that this need answers to. */
async function missingFor(
  { sql }: Pick<CommandContext, "sql">,
  { household, category }: NewNeed,
): Promise<string | null> {
  const [check] = await sql.rows(
    MissingRow,
    "SELECT missing FROM indicator_checks WHERE household_id = $1 ORDER BY checked_on DESC, created_at DESC LIMIT 1",
    [household],
  );
  return check?.missing.find((code) => categoryOfIndicator(code) === category) ?? null;
}

/** Within this many days somebody should have looked at a need. */
export const LOOK_WITHIN_DAYS = 7;

/**
 * Writes a need, to be looked at by the officer in charge within a week. A need of the same plan and category is written
 * once; null where it stands already.
 */
export async function writeNeed(
  context: Pick<CommandContext, "sql" | "now" | "me">,
  need: NewNeed,
): Promise<string | null> {
  const { sql, now, me } = context;
  const today = localDateOf(now);
  const officer = await officerOf(context, need.household);
  const [row] = await sql.rows(
    IdRow,
    `INSERT INTO needs (id, household_id, category, text, cost, source, status, person_id, due_on, plan_id, indicator,
       exit_id, noted_on, entered_by, on_behalf, created_at)
     VALUES (gen_random_uuid(), $1, $2, $3, $4, $5, 'noted', $6, $7, $8, $9, $10, $11, $12, $13, $14)
     ON CONFLICT (plan_id, category) DO NOTHING RETURNING id`,
    [
      need.household,
      need.category,
      need.text,
      need.cost,
      need.source,
      officer?.id ?? null,
      addDays(today, LOOK_WITHIN_DAYS),
      need.plan,
      need.indicator ?? (await missingFor(context, need)),
      need.exit,
      today,
      me.person,
      need.onBehalf,
      now,
    ],
  );
  if (row === undefined) return null;
  await sql.run(
    "INSERT INTO need_events (need_id, status, note, person_id, at) VALUES ($1, 'noted', NULL, $2, $3)",
    [row.id, me.person, now],
  );
  return row.id;
}
