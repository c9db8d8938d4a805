import { z } from "zod";
import { OPEN_NEEDS } from "../../domain/need-status.ts";
import { unitsWhere } from "../../registry/rights.ts";
import { command } from "../../turns/command.ts";
import { AmountColumn } from "../given.ts";
import { NEED_CATEGORIES } from "./need-categories.ts";

const Row = z.object({
  category: z.enum(NEED_CATEGORIES),
  households: z.int(),
  open: z.int(),
  received: z.int(),
  not_possible: z.int(),
});
const SumRow = z.object({ needs: z.int(), households: z.int(), open: z.int(), amount: AmountColumn });

/**
 * What the households of the units that the person leads or oversees need, by category, without a name: `by` holds for each
 * category how many wait and how many received, or nothing where nobody asked.
 */
export const needsCount = command({
  name: "needs.count",
  takes: z.object({}),
  codes: ["none", "not_allowed"],
  async run(context) {
    const units = await unitsWhere(context, "count");
    if (units.length === 0) return { code: "not_allowed" };
    const rows = await context.sql.rows(
      Row,
      `SELECT category, count(DISTINCT household_id)::int AS households,
         count(*) FILTER (WHERE status = ANY ($2))::int AS open,
         count(*) FILTER (WHERE status = 'received')::int AS received,
         count(*) FILTER (WHERE status = 'not_possible')::int AS not_possible
       FROM needs WHERE status <> 'withdrawn'
         AND household_id IN (SELECT id FROM households WHERE unit_id = ANY ($1)) GROUP BY category`,
      [units, OPEN_NEEDS],
    );
    if (rows.length === 0) return { code: "none" };
    const [sum] = await context.sql.rows(
      SumRow,
      `SELECT count(*)::int AS needs, count(DISTINCT household_id)::int AS households,
         count(*) FILTER (WHERE status = ANY ($2))::int AS open,
         coalesce(sum(cost) FILTER (WHERE status = ANY ($2)), 0)::text AS amount
       FROM needs WHERE status <> 'withdrawn'
         AND household_id IN (SELECT id FROM households WHERE unit_id = ANY ($1))`,
      [units, OPEN_NEEDS],
    );
    const by = Object.fromEntries(
      rows.map(({ category, open, received, households }) => [category, { open, received, households }]),
    );
    return { code: "ok", value: { ...sum, by } };
  },
});
