import { z } from "zod";
import type { Value } from "../../domain/value.ts";
import { isRunning, PLAN_STATUSES, REPORT_TAKEN_BACK } from "../../domain/plan-status.ts";
import { OptionalChoiceId } from "../../turns/choice-id.ts";
import { command, type CommandContext } from "../../turns/command.ts";
import { writeMoney } from "../../language/write-money.ts";
import { writtenLanguage } from "../../language/write-number.ts";
import { planInVersion, type PlanRow } from "./plan-rows.ts";
import { theirPlan } from "./their-plan.ts";
import { waitsFor } from "./waits-for.ts";

const Row = z.object({
  at: z.string(),
  what: z.enum([...PLAN_STATUSES, "first_yes", "unapproved"]),
  version: z.int(),
  reason: z.string().nullable(),
  name: z.string().nullable(),
  on_behalf: z.boolean(),
});
type Row = z.infer<typeof Row>;
/** More than a plan goes through; a screen takes no more. */
const MOST = 14;
const MOST_VERSIONS = 4;

/** What happened to a household's latest plan, oldest first: who, when, why, and how one version differs from the one before. */
export const planHistory = command({
  name: "casework.plan_history",
  takes: z.object({ household: OptionalChoiceId }),
  codes: ["none", "not_allowed"],
  async run(context, { household: handed }) {
    const plan = await theirPlan(context, handed, "see");
    if (typeof plan === "string") return { code: plan };
    const events = await eventsOf(context, plan.id);
    const waits = plan.status === "submitted" ? await waitsFor(context, plan) : null;
    return {
      code: "ok",
      value: {
        livelihood: plan.livelihood,
        household_name: plan.household_name,
        status: plan.status,
        events: events.map(shown),
        changes: await changesOf(context, plan),
        since: isRunning(plan.status) ? null : plan.since,
        waits_for: waits,
      },
    };
  },
});

/** A yes that did not yet decide stands between the changes of state. */
async function eventsOf({ sql }: CommandContext, plan: string): Promise<Row[]> {
  const rows = await sql.rows(
    Row,
    `SELECT to_char(x.at AT TIME ZONE 'Asia/Ho_Chi_Minh', 'FMHH24:MI FMDD/FMMM/YYYY') AS at,
       x.what, x.version, x.reason, w.name,
       coalesce(x.what = 'submitted' AND v.on_behalf, false) AS on_behalf
     FROM (
       SELECT e.at, e.version, e.reason, e.person_id, e.id AS place,
         CASE WHEN e.status = 'submitted' AND lag(e.status) OVER (ORDER BY e.id) = 'approved' THEN 'unapproved'
           ELSE e.status END AS what
       FROM plan_events e WHERE e.plan_id = $1 AND e.reason IS DISTINCT FROM '${REPORT_TAKEN_BACK}'
       UNION ALL
       SELECT a.at, a.version, NULL, a.person_id, 0, 'first_yes' FROM plan_approvals a
       WHERE a.plan_id = $1 AND NOT EXISTS (SELECT FROM plan_events e
         WHERE e.plan_id = $1 AND e.status = 'approved' AND e.at = a.at)
     ) x LEFT JOIN people w ON w.id = x.person_id
     LEFT JOIN plan_versions v ON v.plan_id = $1 AND v.version = x.version
     ORDER BY x.at DESC, x.place DESC LIMIT ${MOST}`,
    [plan],
  );
  return rows.toReversed();
}

/** A reason stands behind a colon, as it was written. */
function shown({ at, what, version, reason, name, on_behalf }: Row): { [key: string]: Value } {
  return {
    at,
    name: name ?? "nobody",
    what: on_behalf ? "submitted_for" : what,
    version,
    why: reason === null ? "." : `: "${reason}"`,
  };
}

/** The figures and words in which each version differs from the one before. */
async function changesOf(context: CommandContext, { id, version: last }: PlanRow): Promise<Value[] | null> {
  const { sql, locale } = context;
  const language = writtenLanguage(locale);
  const money = (amount: number | null): string => (amount === null ? "–" : writeMoney(amount, language));
  const told = (plan: PlanRow): [string, string][] => [
    ["livelihood", context.term("livelihoods", plan.livelihood)],
    ["own_words", plan.own_words ?? "–"],
    ["need_amount", money(plan.need_amount)],
    ["expected_income", money(plan.expected_income)],
  ];
  const changes: Value[] = [];
  let before = await planInVersion(sql, id, Math.max(1, last - MOST_VERSIONS));
  for (let version = (before?.version ?? last) + 1; before !== null && version <= last; version++) {
    const after = await planInVersion(sql, id, version);
    if (after === null) break;
    const now = new Map(told(after));
    for (const [field, was] of told(before))
      if (now.get(field) !== was) changes.push({ version, field, was, now: now.get(field) ?? "–" });
    before = after;
  }
  return changes.length === 0 ? null : changes;
}
