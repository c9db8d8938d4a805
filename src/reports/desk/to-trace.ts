import { z } from "zod";
import { unitsWhere } from "../../registry/rights.ts";
import { command } from "../../turns/command.ts";
import { reportPeriod } from "../span.ts";

const Row = z.object({ id: z.string(), name: z.string(), obligation: z.string(), period: z.string() });
const MOST = 60;

/** The reports whose figures the person may follow down to who said them: those she writes and those of the level below, the newest first. */
export const toTrace = command({
  name: "reports.to_trace",
  takes: z.object({}),
  async run(context) {
    const units = [...(await unitsWhere(context, "lead")), ...(await unitsWhere(context, "check"))];
    const reports = await context.sql.rows(
      Row,
      `SELECT r.id, r.obligation, r.period,
         coalesce((SELECT name FROM unit_versions v WHERE v.unit_id = r.unit_id ORDER BY valid_from DESC LIMIT 1), '') AS name
       FROM reports r WHERE r.unit_id = ANY ($1::uuid[]) ORDER BY r.period DESC, name, r.id LIMIT $2`,
      [units, MOST],
    );
    return {
      code: "ok",
      value: reports.map(({ id, name, obligation, period }) => ({
        id,
        label: `${name} · ${context.text(`terms.obligations.${obligation}`)} ${reportPeriod(period).year}`,
        name,
      })),
    };
  },
});
