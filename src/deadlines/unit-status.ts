import { z } from "zod";
import { localDateOf } from "../calendar/local-date.ts";
import { isRunning, statusesWhere } from "../domain/plan-status.ts";
import { unitsWhere } from "../registry/rights.ts";
import { command } from "../turns/command.ts";

const StatusRow = z.object({
  households: z.int(),
  with_plan: z.int(),
  approved: z.int(),
  waiting: z.int(),
  reported_this_month: z.int(),
  open_tasks: z.int(),
});

/** The numbers of the units that the person leads or oversees, without a name. */
export const unitStatus = command({
  name: "deadlines.unit_status",
  takes: z.object({}),
  codes: ["not_allowed"],
  async run(context) {
    const units = await unitsWhere(context, "count");
    if (units.length === 0) return { code: "not_allowed" };
    const running = statusesWhere((status) => isRunning(status) || status === "achieved");
    const [status] = await context.sql.rows(
      StatusRow,
      `WITH here AS (SELECT id FROM households WHERE unit_id = ANY ($1)),
         latest AS (SELECT DISTINCT ON (household_id) household_id, status FROM plans
           WHERE household_id IN (SELECT id FROM here) ORDER BY household_id, created_at DESC)
       SELECT (SELECT count(*)::int FROM here) AS households,
         (SELECT count(*)::int FROM latest WHERE status NOT IN ('draft', 'refused', 'ended_early')) AS with_plan,
         (SELECT count(*)::int FROM latest WHERE status = ANY ($2)) AS approved,
         (SELECT count(*)::int FROM latest WHERE status = 'submitted') AS waiting,
         (SELECT count(DISTINCT household_id)::int FROM diary_entries
           WHERE kind = 'progress' AND period = $3 AND household_id IN (SELECT id FROM here)) AS reported_this_month,
         (SELECT count(*)::int FROM tasks WHERE done_at IS NULL
           AND (unit_id = ANY ($1) OR household_id IN (SELECT id FROM here))) AS open_tasks`,
      [units, running, localDateOf(context.now).slice(0, 7)],
    );
    return { code: "ok", value: status ?? null };
  },
});
