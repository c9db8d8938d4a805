import { z } from "zod";
import { addDays, addMonths, localDateOf } from "../../calendar/local-date.ts";
import { isRunning, statusesWhere } from "../../domain/plan-status.ts";
import type { Value } from "../../domain/value.ts";
import { IN_CHARGE, REACHED, type Asking } from "../../registry/rights.ts";
import { unitName } from "../../registry/unit-names.ts";
import { command } from "../../turns/command.ts";
import { isFollowed } from "../followed.ts";
import { DRAWN } from "../revisits/drawn.ts";
import { VISIT_REASONS, visitWindow } from "./visit-window.ts";

const Row = z.object({
  id: z.string(),
  name: z.string(),
  unit: z.string().nullable(),
  last_visit: z.string().nullable(),
  reason: z.enum(VISIT_REASONS).nullable(),
});
export type VisitDue = z.infer<typeof Row>;

/** No report for so many months, though a plan is running. */
const SILENT_MONTHS = 2;
/** A promise that falls due within so many days is a reason to go. */
const PROMISE_DAYS = 7;
/** What was agreed for a day is gone and seen to from this many days before it. */
const AGREED_DAYS = 3;
const MOST = 60;

/**
 * The households in the person's charge with the reason for which each should be visited now, null where there is none:
 * a shock that nobody has seen to, a difficulty since the last visit, a promise that falls due, the day agreed on for the
 * next visit, the sample of the period, no report for two months, or none visited yet this quarter. A visit at which
 * somebody was met answers every reason that is older than it.
 */
export async function visitsOf({ sql, me, now }: Asking): Promise<VisitDue[]> {
  const today = localDateOf(now);
  const { from } = visitWindow(today);
  return sql.rows(
    Row,
    `WITH RECURSIVE ${REACHED}, ${IN_CHARGE}, mine AS (
       SELECT h.id, h.head_name AS name, h.head_folded, ${unitName("h.unit_id", "$2")} AS unit,
         (SELECT max(v.visited_on) FROM visits v WHERE v.household_id = h.id AND v.met = 'household') AS last_visit,
         (SELECT max(v.created_at) FROM visits v WHERE v.household_id = h.id AND v.met = 'household') AS last_logged,
         (SELECT v.next_on FROM visits v WHERE v.household_id = h.id ORDER BY v.visited_on DESC, v.created_at DESC LIMIT 1) AS next_on
       FROM in_charge JOIN households h ON h.id = in_charge.household_id WHERE ${isFollowed("h.id", "$2")}
     ), reasoned AS (
       SELECT mine.*, CASE
         WHEN EXISTS (SELECT FROM shock_households s WHERE s.household_id = mine.id AND s.done_at IS NULL
           AND (last_logged IS NULL OR s.at > last_logged)) THEN 'shock'
         WHEN EXISTS (SELECT FROM diary_entries d WHERE d.household_id = mine.id AND d.kind = 'difficulty'
           AND (last_logged IS NULL OR d.created_at > last_logged) AND d.happened_on > $3::date - 90) THEN 'difficulty'
         WHEN EXISTS (SELECT FROM agreed_actions a JOIN tasks t ON t.id = a.task_id WHERE a.household_id = mine.id
           AND t.done_at IS NULL AND t.due_on <= $4) AND (last_visit IS NULL OR last_visit <= $2::date - 7) THEN 'promise'
         WHEN next_on <= $5 AND (last_visit IS NULL OR last_visit < next_on) THEN 'agreed'
         WHEN EXISTS (SELECT FROM revisits r WHERE r.household_id = mine.id AND r.visited_at IS NULL
           AND r.period = to_char($2::date, 'YYYY"-Q"Q') AND (r.visitor_id IS NULL OR r.visitor_id = $1)
           AND (last_logged IS NULL OR r.drawn_at > last_logged)) THEN 'sample'
         WHEN EXISTS (SELECT FROM plans p WHERE p.household_id = mine.id AND p.status = ANY ($7)
             AND p.created_at < $6::date)
           AND NOT EXISTS (SELECT FROM diary_entries d WHERE d.household_id = mine.id AND d.kind = 'progress'
             AND d.happened_on >= $6::date)
           AND (last_visit IS NULL OR last_visit < $6::date) THEN 'silent'
         WHEN last_visit IS NULL OR last_visit < $3 THEN 'quarter' END AS reason
       FROM mine
     )
     SELECT id, name, unit, last_visit, reason FROM reasoned
     ORDER BY array_position($8::text[], reason), length(unit), unit, last_visit NULLS FIRST, head_folded, id`,
    [
      me.person,
      today,
      from,
      addDays(today, PROMISE_DAYS),
      addDays(today, AGREED_DAYS),
      addMonths(today, -SILENT_MONTHS),
      statusesWhere(isRunning),
      VISIT_REASONS,
    ],
  );
}

/** The households to visit, the most urgent first and hamlet by hamlet within one urgency. */
export const visitsDue = command({
  name: "casework.visits_due",
  takes: z.object({}),
  async run(context) {
    const due = (await visitsOf(context)).filter(({ reason }) => reason !== null).slice(0, MOST);
    return { code: "ok", value: due.map(shown) };
  },
});

/** How the quarter stands: how many households there are, were visited, are due, and are urgent. */
export const visitSummary = command({
  name: "casework.visit_summary",
  takes: z.object({}),
  async run(context) {
    const today = localDateOf(context.now);
    const window = visitWindow(today);
    const all = await visitsOf(context);
    const visited = all.filter(({ last_visit: last }) => last !== null && last >= window.from).length;
    const due = all.filter(({ reason }) => reason !== null);
    const urgent = due.filter(({ reason }) => reason !== "quarter").length;
    return {
      code: "ok",
      value: {
        ...window,
        total: all.length,
        visited,
        left: all.length - visited,
        revisits: await revisitsWaiting(context),
        urgent,
        // The regular visit presses only from its due day on; before that there is time.
        due: today >= window.due ? due.length : urgent,
      },
    };
  },
});

/** How many households the lot of this quarter has drawn for the person and still wait. */
async function revisitsWaiting({ sql, me, now }: Asking): Promise<number> {
  const [count] = await sql.rows(
    z.object({ waiting: z.int() }),
    `WITH RECURSIVE ${REACHED} SELECT count(*)::int AS waiting FROM ${DRAWN}`,
    [me.person, localDateOf(now)],
  );
  return count?.waiting ?? 0;
}

/** The same households as a route: one line a hamlet, the hamlet with the most urgent first. */
export const visitRoute = command({
  name: "casework.visit_route",
  takes: z.object({}),
  codes: ["none"],
  async run(context) {
    const due = (await visitsOf(context)).filter(({ reason }) => reason !== null).slice(0, MOST);
    if (due.length === 0) return { code: "none" };
    const hamlets = new Map<string, string[]>();
    for (const { unit, name } of due) hamlets.set(unit ?? "", [...(hamlets.get(unit ?? "") ?? []), name]);
    return {
      code: "ok",
      value: { text: [...hamlets].map(([unit, names]) => `• ${unit}: ${names.join(", ")}`).join("\n") },
    };
  },
});

function shown({ id, name, unit, last_visit: last, reason }: VisitDue): { [key: string]: Value } {
  return { id, name, unit, last, reason, label: unit === null ? name : `${name} · ${unit}` };
}
