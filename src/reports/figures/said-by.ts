import { REPORT_TAKEN_BACK } from "../../domain/plan-status.ts";
import { dayOf } from "./figure.ts";
import { PLAN_HOLDS } from "./plans.ts";
import { SERVICES } from "./services.ts";

/**
 * Who said what a row of a figure was counted from: for each figure the SQL of the newest record behind the row `b`, as
 * `person` and `day`. Where several records make one row, it is the one that the row shows. Nobody is named where the
 * office read in a list or set it on the command line.
 */
export const SAID_BY: Readonly<Record<string, string>> = {
  communications: byId("communications", dayOf("r.created_at")),
  people_reached: byId("communications", dayOf("r.created_at")),
  committee_members: byId("committee_members", "r.valid_from"),
  quota: `SELECT r.entered_by AS person, ${dayOf("r.entered_at")} AS day FROM enrolment_quotas r
    WHERE r.unit_id = b.id AND r.year = $4`,
  taking_part: enrolled("taking_part"),
  joined: enrolled("taking_part"),
  replaced: enrolled("replaced"),
  withdrawn: enrolled("withdrawn"),
  left_poverty: enrolled("left_poverty"),
  poor: classified("poor"),
  near_poor: classified("near_poor"),
  exits_registered: byId("exit_registrations", dayOf("r.created_at")),
  with_officer: ofHousehold("assignments", "r.valid_from", "r.kind = 'officer' AND r.valid_from <= $3"),
  // Whoever approved it; that the household wrote it stands in the plan.
  with_plan: `SELECT e.person_id AS person, ${dayOf("e.at")} AS day FROM plan_events e JOIN plans pl ON pl.id = e.plan_id
    WHERE pl.household_id = b.id AND e.status IN ${PLAN_HOLDS} AND ${dayOf("e.at")} <= $3
    ORDER BY (e.status = 'approved' AND e.reason IS DISTINCT FROM '${REPORT_TAKEN_BACK}') DESC, e.at DESC, e.id DESC LIMIT 1`,
  with_entry: ofHousehold(
    "diary_entries",
    dayOf("r.created_at"),
    "r.happened_on BETWEEN $2 AND $3",
    "r.happened_on DESC, r.created_at DESC",
  ),
  visited: ofHousehold(
    "visits",
    dayOf("r.created_at"),
    "r.met = 'household' AND r.visited_on BETWEEN $2 AND $3",
    "r.visited_on DESC, r.created_at DESC",
  ),
  ...services(),
  borrowers: lent("l.household_id"),
  loan_amount: lent("l.id"),
  supported: ofHousehold(
    "supports",
    dayOf("r.created_at"),
    "r.status = 'received' AND r.received_on BETWEEN $2 AND $3",
  ),
  support_amount: byId("supports", dayOf("r.created_at")),
  courses: logged(),
  course_people: logged(),
  market_links: `SELECT person, day FROM (
      SELECT s.entered_by AS person, ${dayOf("s.created_at")} AS day FROM supports s
      WHERE s.household_id = b.id AND s.category = 'market' AND s.status = 'received' AND s.received_on BETWEEN $2 AND $3
      UNION ALL
      SELECT a.result_by, a.result_on FROM offer_answers a JOIN offers o ON o.id = a.offer_id
      WHERE a.household_id = b.id AND o.kind = 'buyer' AND a.result IN ('attended', 'placed')
        AND a.result_on BETWEEN $2 AND $3) linked ORDER BY day DESC, person LIMIT 1`,
  trained: byId("work_results", dayOf("r.created_at")),
  placed: byId("work_results", dayOf("r.created_at")),
  abroad: byId("work_results", dayOf("r.created_at")),
  models: byId("models", dayOf("r.created_at")),
  model_households: `SELECT r.entered_by AS person, r.joined_on AS day FROM model_households r
    WHERE r.household_id = b.id AND r.joined_on <= $3 ORDER BY r.joined_on DESC, r.model_id LIMIT 1`,
  evaluations: byId("model_evaluations", dayOf("r.created_at")),
  pilot_communes: byId("designations", "r.chosen_on"),
  pilot_hamlets: byId("designations", "r.chosen_on"),
  pilot_groups: byId("designations", "r.chosen_on"),
  pilot_households: byId("designations", "r.chosen_on"),
  meetings: logged(),
  meeting_people: logged(),
  met_households: `SELECT r.marked_by AS person, ${dayOf("r.marked_at")} AS day FROM meeting_households r
    JOIN meetings m ON m.id = r.meeting_id WHERE r.household_id = b.id AND r.came AND m.kind = 'dialogue'
      AND m.status = 'held' AND m.meets_on BETWEEN $2 AND $3 ORDER BY m.meets_on DESC, r.marked_at DESC, m.id LIMIT 1`,
  issues_raised: byId("meeting_statements", dayOf("r.created_at")),
  // Whoever did what was agreed about it; on the spot, whoever wrote it down.
  issues_solved: `SELECT coalesce(t.done_by, r.entered_by) AS person, ${dayOf("coalesce(t.done_at, r.created_at)")} AS day
    FROM meeting_statements r LEFT JOIN agreed_actions a ON a.statement_id = r.id AND NOT r.answered
    LEFT JOIN tasks t ON t.id = a.task_id WHERE r.id = b.id`,
};

/** The row is the record itself. */
function byId(table: string, day: string): string {
  return `SELECT r.entered_by AS person, ${day} AS day FROM ${table} r WHERE r.id = b.id`;
}

/** The row is a household; of its records that count, the newest. */
function ofHousehold(table: string, day: string, holds: string, order = `${day} DESC`): string {
  return `SELECT r.entered_by AS person, ${day} AS day FROM ${table} r
    WHERE r.household_id = b.id AND ${holds} ORDER BY ${order}, r.id LIMIT 1`;
}

function enrolled(status: string): string {
  return ofHousehold("enrolments", "r.valid_from", `r.status = '${status}' AND r.valid_from <= $3`);
}

function classified(status: string): string {
  return ofHousehold(
    "classifications",
    dayOf("r.created_at"),
    `r.status = '${status}' AND r.valid_from <= $3 AND (r.valid_to IS NULL OR r.valid_to > $3)`,
  );
}

/** Whoever wrote down that it was lent, which may be another than who noted that it was asked for. */
function lent(id: string): string {
  return `SELECT coalesce(e.person_id, l.entered_by) AS person, ${dayOf("coalesce(e.at, l.created_at)")} AS day FROM loans l
    LEFT JOIN loan_events e ON e.loan_id = l.id AND e.status = 'lent'
    WHERE ${id} = b.id AND l.lent_on BETWEEN $2 AND $3 AND l.amount_lent IS NOT NULL
    ORDER BY l.lent_on DESC, l.id, e.id LIMIT 1`;
}

function logged(): string {
  return `SELECT r.logged_by AS person, ${dayOf("r.logged_at")} AS day FROM meetings r WHERE r.id = b.id`;
}

function services(): Record<string, string> {
  const each = Object.keys(SERVICES).flatMap((service): [string, string][] => {
    const categories = codes(service);
    return [
      [
        `need_${service}`,
        ofHousehold(
          "needs",
          dayOf("r.created_at"),
          `r.category IN (${categories}) AND r.noted_on <= $3 AND (r.closed_on IS NULL OR r.closed_on >= $2)
             AND r.status <> 'withdrawn'`,
          "r.noted_on DESC",
        ),
      ],
      [
        `met_${service}`,
        `SELECT coalesce(e.person_id, n.entered_by) AS person, n.closed_on AS day FROM needs n
         LEFT JOIN need_events e ON e.need_id = n.id AND e.status = 'received'
         WHERE n.household_id = b.id AND n.category IN (${categories}) AND n.status = 'received'
           AND n.closed_on BETWEEN $2 AND $3 ORDER BY n.closed_on DESC, n.id, e.id DESC LIMIT 1`,
      ],
    ];
  });
  return Object.fromEntries(each);
}

function codes(service: string): string {
  const found = Object.entries(SERVICES).find(([name]) => name === service)?.[1] ?? [];
  return found.map((category) => `'${category}'`).join(", ");
}
