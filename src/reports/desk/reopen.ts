import { z } from "zod";
import { addDays, localDateOf } from "../../calendar/local-date.ts";
import { reopenSubmission } from "../../deadlines/move-submission.ts";
import { openSubmission } from "../../deadlines/submission.ts";
import { unitsWhere } from "../../registry/rights.ts";
import { ChoiceId, OptionalText } from "../../turns/choice-id.ts";
import { command } from "../../turns/command.ts";
import { moveReport } from "../report-rows.ts";
import { reportPeriod } from "../span.ts";
import { leadersOf } from "./people.ts";
import { reportWhere } from "./report-right.ts";

const AcceptedRow = z.object({
  id: z.string(),
  name: z.string(),
  obligation: z.string(),
  period: z.string(),
});
const MOST = 200;
/** More time than this is a slip of the pen. */
const FARTHEST = 120;

/** Reports of the units below that were accepted, the last one first. */
export const accepted = command({
  name: "reports.accepted",
  takes: z.object({}),
  async run(context) {
    const rows = await context.sql.rows(
      AcceptedRow,
      `SELECT r.id, r.obligation, r.period,
         coalesce((SELECT name FROM unit_versions v WHERE v.unit_id = r.unit_id ORDER BY valid_from DESC LIMIT 1), '') AS name
       FROM reports r WHERE r.status = 'accepted' AND r.unit_id = ANY ($1::uuid[])
       ORDER BY (SELECT max(at) FROM report_events e WHERE e.report_id = r.id) DESC, r.id LIMIT $2`,
      [await unitsWhere(context, "check"), MOST],
    );
    return {
      code: "ok",
      value: rows.map(({ id, name, obligation, period }) => ({
        id,
        label: `${name} · ${context.text(`terms.obligations.${obligation}`)} ${reportPeriod(period).year}`,
        name,
      })),
    };
  },
});

/**
 * Opens a report again that was accepted, until a day and with the reason: its unit writes and hands it in once more. What
 * was handed in before stays as it is, with its hash, and stands beside the new one when that comes in. Whoever leads the
 * unit hears of it. `gone` where it is not accepted any more.
 */
export const reopen = command({
  name: "reports.reopen",
  takes: z.object({ report: ChoiceId, reason: OptionalText, until: z.string().nullish() }),
  codes: ["gone", "not_allowed", "too_early", "too_far"],
  async run(context, { report: id, reason, until }) {
    const { sql, now, me } = context;
    const report = await reportWhere(context, id, "check", true);
    if (report === null || me.person === null) return { code: "not_allowed" };
    if (report.status !== "accepted" || until === null || until === undefined) return { code: "gone" };
    const today = localDateOf(now);
    if (until > addDays(today, FARTHEST)) return { code: "too_far" };
    const owed = await openSubmission(sql, report, now);
    if (owed === null) return { code: "gone" };
    const given = { submission: owed.id, until, by: me.person, reason: reason ?? "" };
    const code = await reopenSubmission(sql, given, now);
    if (code !== "ok") return { code };
    await moveReport(sql, report.id, "returned", { by: me.person, remark: reason }, now);
    let told = false;
    for (const leader of await leadersOf(sql, report.unit, today))
      told =
        (await context.tell({ person: leader.id }, "report_decided", {
          submission: owed.id,
          accepted: false,
          reopened: true,
          until,
          remark: reason,
          obligation: report.obligation,
          year: reportPeriod(report.period).year,
          by: { name: me.name, address: me.address === "unknown" ? null : me.address },
        })) || told;
    return { code: "ok", value: { unit_name: owed.unit_name, told } };
  },
});
