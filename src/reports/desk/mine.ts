import { z } from "zod";
import { dayNumber, localDateOf, type LocalDate } from "../../calendar/local-date.ts";
import { isIn } from "../../domain/submission-state.ts";
import { submissionsOf, type Submission } from "../../deadlines/submission.ts";
import { reportNamed } from "../../language/report-named.ts";
import { unitsWhere } from "../../registry/rights.ts";
import { OptionalChoiceId } from "../../turns/choice-id.ts";
import { command } from "../../turns/command.ts";
import { lastRemark, obligationOf, reportFor, writtenParts } from "../report-rows.ts";
import { SECTIONS } from "../sections.ts";
import { reportPeriod } from "../span.ts";

/**
 * The report that the person's unit owes next: one that came back first, then by its last day; else the one handed in last.
 * `none` where nothing has opened yet. It is begun by being looked at. With `submission` that one, where it is hers; else of
 * the kind that her `line` names, where one has opened.
 */
export const mine = command({
  name: "reports.mine",
  takes: z.object({ submission: OptionalChoiceId, line: z.string().nullish() }),
  codes: ["none"],
  async run(context, { submission: wanted, line }) {
    const { sql, now, me } = context;
    const owed = await reportsOwed(context);
    const found = owed.find(({ id }) => id === wanted) ?? ofKind(owed, line ?? "") ?? mostUrgent(owed);
    if (found === undefined) return { code: "none" };
    const period = reportPeriod(found.period);
    const report = await reportFor(
      sql,
      { unit: found.unit, obligation: obligationOf(period), period: period.id },
      me.person,
      now,
    );
    const written = Object.keys(await writtenParts(sql, report.id)).length;
    return {
      code: "ok",
      value: {
        report: report.id,
        ...shown(found, localDateOf(now)),
        unit_name: found.unit_name,
        // Late as the record has it; she reads how far it is, beside the day that she was given.
        state: found.shown === "late" && isReopened(found, localDateOf(now)) ? found.state : found.shown,
        written,
        unwritten: SECTIONS.length - written,
        in: isIn(found.state),
        remark: report.status === "returned" ? await lastRemark(sql, report.id) : null,
      },
    };
  },
});

/** The reports of the units that the person leads, the next last day first. */
async function reportsOwed(context: Parameters<typeof unitsWhere>[0]): Promise<Submission[]> {
  const units = await unitsWhere(context, "lead");
  const all = await submissionsOf(context.sql, units, context.now);
  return all.filter(({ obligation }) => obligation === "report_half_year" || obligation === "report_year");
}

/** The last that has opened of the kind that a line names; one that is still owed before one that is in. */
function ofKind(owed: readonly Submission[], line: string): Submission | undefined {
  const named = reportNamed(line);
  if (named === null) return undefined;
  const those = owed.filter(({ obligation }) => obligation === `report_${named}`);
  return those.findLast(({ state }) => !isIn(state)) ?? those.at(-1);
}

function mostUrgent(owed: readonly Submission[]): Submission | undefined {
  return (
    owed.find(({ state }) => state === "returned") ??
    owed.find(({ state }) => !isIn(state)) ??
    owed.findLast(({ state }) => state !== "forgiven")
  );
}

function isReopened({ reopened_until }: Submission, today: LocalDate): boolean {
  return reopened_until !== null && reopened_until >= today;
}

/** A report in the terms of the flows. Where it was opened again for the unit, the last day is the one that it was given. */
export function shown(
  { id, obligation, period, due_on, last_day: lastDay, reopened_until }: Submission,
  today: LocalDate,
): {
  submission: string;
  obligation: string;
  period: string;
  year: number;
  due: LocalDate;
  last_day: LocalDate;
  days_left: number;
} {
  const last_day = reopened_until !== null && reopened_until > lastDay ? reopened_until : lastDay;
  return {
    submission: id,
    obligation,
    period,
    year: reportPeriod(period).year,
    due: due_on,
    last_day,
    days_left: dayNumber(last_day) - dayNumber(today),
  };
}
