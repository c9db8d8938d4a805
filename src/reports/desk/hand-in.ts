import { z } from "zod";
import { localDateOf } from "../../calendar/local-date.ts";
import { moveSubmission } from "../../deadlines/move-submission.ts";
import { openSubmission } from "../../deadlines/submission.ts";
import { ChoiceId } from "../../turns/choice-id.ts";
import { command } from "../../turns/command.ts";
import { gatherReport } from "../gather.ts";
import { moveReport, writtenParts } from "../report-rows.ts";
import { takeSnapshot } from "../snapshot.ts";
import { reportPeriod } from "../span.ts";
import { checkersOf } from "./people.ts";
import { reportWhere } from "./report-right.ts";

/**
 * Hands a report in: figures and words are frozen, the level above is told. `in` where it is there already, `locked` where
 * the period is over for the unit, `not_owed` where the unit owes none for it.
 */
export const handIn = command({
  name: "reports.hand_in",
  takes: z.object({ report: ChoiceId }),
  codes: ["not_allowed", "in", "locked", "not_owed"],
  async run(context, { report: id }) {
    const { sql, now, me } = context;
    const report = await reportWhere(context, id, "write", true);
    if (report === null) return { code: "not_allowed" };
    if (report.status === "submitted" || report.status === "accepted") return { code: "in" };
    const owed = await openSubmission(sql, report, now);
    if (owed === null) return { code: "not_owed" };
    const data = await gatherReport(
      sql,
      {
        report: report.id,
        unit: report.unit,
        period: report.period,
        number: report.number,
        written: await writtenParts(sql, report.id),
      },
      now,
    );
    if (data === null) return { code: "not_owed" };
    const moved = await moveSubmission(
      sql,
      { submission: owed.id, to: "submitted", by: me.person, metBy: report.id },
      now,
    );
    if (moved === "locked") return { code: "locked" };
    if (moved !== "ok") return { code: "in" };
    const sha256 = await takeSnapshot(sql, data, me.person, now);
    await moveReport(sql, report.id, "submitted", { by: me.person }, now);
    const checkers = await checkersOf(sql, report.unit, localDateOf(now));
    for (const person of checkers)
      await context.tell({ person: person.id }, "report_handed", {
        report: report.id,
        unit_name: data.unit.name,
        obligation: report.obligation,
        year: reportPeriod(report.period).year,
      });
    const [checker] = checkers;
    return {
      code: "ok",
      value: {
        checker: checker === undefined ? null : { name: checker.name, address: checker.address },
        mark: sha256.slice(0, 8),
        on_time: localDateOf(now) <= owed.last_day,
      },
    };
  },
});
