import { z } from "zod";
import { localDateOf } from "../../calendar/local-date.ts";
import { rolesThatMay } from "../../domain/scope.ts";
import { submissionsOf } from "../../deadlines/submission.ts";
import { unitsWhere } from "../../registry/rights.ts";
import { command } from "../../turns/command.ts";
import { obligationOf, reportFor } from "../report-rows.ts";
import { reportPeriod } from "../span.ts";

const UnitRow = z.object({ unit_id: z.string() });

/** Asks for the report of the whole level above, or its annexes, made of the units below, for the newest period that has opened. */
export const askRollup = command({
  name: "reports.ask_rollup",
  takes: z.object({ annexes: z.boolean().nullish() }),
  codes: ["none"],
  async run(context, { annexes }) {
    const { sql, now, me } = context;
    const [own] = await sql.rows(
      UnitRow,
      `SELECT unit_id FROM roles WHERE person_id = $1 AND role = ANY ($2) AND valid_from <= $3
         AND (valid_to IS NULL OR valid_to > $3) ORDER BY valid_from, unit_id LIMIT 1`,
      [me.person, rolesThatMay("check"), localDateOf(now)],
    );
    const below = await submissionsOf(sql, await unitsWhere(context, "check"), now);
    const newest = below.findLast(({ obligation }) => obligation.startsWith("report_"));
    if (own === undefined || newest === undefined) return { code: "none" };
    const period = reportPeriod(newest.period);
    const report = await reportFor(
      sql,
      { unit: own.unit_id, obligation: obligationOf(period), period: period.id },
      me.person,
      now,
    );
    await context.errand(
      annexes === true
        ? { kind: "report_annexes", about: { report: report.id }, flow: "report_annexes_ready" }
        : { kind: "report_draft", about: { report: report.id }, flow: "report_ready" },
    );
    return { code: "ok" };
  },
});
