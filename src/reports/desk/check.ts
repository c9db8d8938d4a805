import { z } from "zod";
import { localDateOf } from "../../calendar/local-date.ts";
import { moveSubmission } from "../../deadlines/move-submission.ts";
import { openSubmission } from "../../deadlines/submission.ts";
import { unitsWhere } from "../../registry/rights.ts";
import { ChoiceId, OptionalText } from "../../turns/choice-id.ts";
import { command } from "../../turns/command.ts";
import { sayBy } from "../paper/say.ts";
import { moveReport } from "../report-rows.ts";
import { SECTIONS } from "../sections.ts";
import { newestSnapshot } from "../snapshot.ts";
import { reportPeriod } from "../span.ts";
import { whatChanged } from "../what-changed.ts";
import { leadersOf } from "./people.ts";
import { reportWhere } from "./report-right.ts";

const WaitingRow = z.object({ id: z.string(), name: z.string(), obligation: z.string(), period: z.string() });
const MOST = 200;
/** Changed figures that fit beside the rest. */
const CHANGES = 8;

/** Reports that were handed in to the person's level and wait for an answer, the longest waiting first. */
export const toCheck = command({
  name: "reports.to_check",
  takes: z.object({}),
  async run(context) {
    const waiting = await context.sql.rows(
      WaitingRow,
      `SELECT r.id, r.obligation, r.period,
         coalesce((SELECT name FROM unit_versions v WHERE v.unit_id = r.unit_id ORDER BY valid_from DESC LIMIT 1), '') AS name
       FROM reports r WHERE r.status = 'submitted' AND r.unit_id = ANY ($1::uuid[])
       ORDER BY (SELECT max(at) FROM report_events e WHERE e.report_id = r.id), r.id LIMIT $2`,
      [await unitsWhere(context, "check"), MOST],
    );
    return {
      code: "ok",
      value: waiting.map(({ id, name, obligation, period }) => ({
        id,
        label: `${name} · ${context.text(`terms.obligations.${obligation}`)} ${reportPeriod(period).year}`,
        name,
      })),
    };
  },
});

/** A report that was handed in, in a few figures. `gone` where somebody has answered it meanwhile. */
export const check = command({
  name: "reports.check",
  takes: z.object({ report: ChoiceId }),
  codes: ["gone", "not_allowed"],
  async run(context, { report: id }) {
    const report = await reportWhere(context, id, "check");
    if (report === null) return { code: "not_allowed" };
    const snapshot = report.status === "submitted" ? await newestSnapshot(context.sql, report.id) : null;
    if (snapshot === null) return { code: "gone" };
    const { data } = snapshot;
    const quarter = data.quarters.at(-1);
    const say = sayBy(context.text, context.locale);
    const before = await newestSnapshot(context.sql, report.id, 1);
    const changed = before === null ? null : whatChanged(before.data, data);
    return {
      code: "ok",
      value: {
        report: report.id,
        unit_name: data.unit.name,
        obligation: report.obligation,
        year: data.period.year,
        households: data.figures["taking_part"] ?? 0,
        with_plan: data.figures["with_plan"] ?? 0,
        left: data.figures["left_poverty"] ?? 0,
        meetings: data.figures["meetings"] ?? 0,
        met: quarter?.met.length ?? 0,
        units: (quarter?.met.length ?? 0) + (quarter?.not_met.length ?? 0),
        written: Object.keys(data.written).length,
        parts: SECTIONS.length,
        mark: snapshot.sha256.slice(0, 8),
        changed:
          changed === null
            ? []
            : changed.figures.slice(0, CHANGES).map(({ figure, was, now }) => ({
                name: say.term("figures", figure),
                was: say.number(was),
                now: say.number(now),
              })),
        more_changed: changed === null ? null : Math.max(0, changed.figures.length - CHANGES) || null,
        rewritten: changed === null ? [] : changed.parts.map((part) => ({ part })),
        same: changed !== null && changed.figures.length + changed.parts.length === 0 ? "same" : null,
      },
    };
  },
});

/** Accepts a report, or sends it back with what has to be changed. Whoever leads the unit hears of it at once. */
export const decide = command({
  name: "reports.decide",
  takes: z.object({ report: ChoiceId, accept: z.boolean(), remark: OptionalText }),
  codes: ["gone", "not_allowed"],
  async run(context, { report: id, accept, remark }) {
    const { sql, now, me } = context;
    const report = await reportWhere(context, id, "check", true);
    if (report === null) return { code: "not_allowed" };
    if (report.status !== "submitted") return { code: "gone" };
    const to = accept ? "accepted" : "returned";
    await moveReport(sql, report.id, to, { by: me.person, remark }, now);
    const owed = await openSubmission(sql, report, now);
    if (owed !== null)
      await moveSubmission(
        sql,
        { submission: owed.id, to, by: me.person, reason: remark, metBy: report.id },
        now,
      );
    let told = false;
    for (const leader of await leadersOf(sql, report.unit, localDateOf(now)))
      told =
        (await context.tell({ person: leader.id }, "report_decided", {
          submission: owed?.id ?? null,
          accepted: accept,
          remark,
          obligation: report.obligation,
          year: reportPeriod(report.period).year,
          by: { name: me.name, address: me.address === "unknown" ? null : me.address },
        })) || told;
    return { code: "ok", value: { told } };
  },
});
