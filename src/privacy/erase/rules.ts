import { sentWith } from "../../turns/sent-file.ts";

/**
 * What an erasure does to each table. A rule is looked up for every table of the schema by a test, so that a table that is
 * added later cannot be forgotten: each of its columns that can hold words is named under `clear` or `keep`.
 *
 * In `where`, $1 is the household, $2 are its people (who have no part elsewhere), $3 the accounts that answered for it alone.
 */
export type EraseRule =
  | { where: string; remove: true }
  /** `clear`: the columns that hold words, and what takes their place. `keep`: codes, numbers of documents, marks. */
  | { where: string; clear: Readonly<Record<string, string>>; keep: readonly string[] };

const OF_IT = "household_id = $1";
/** Also what was written to the officer of another household about it, as the one that was to get something. */
const TASKS_OF_IT = `${OF_IT} OR (source = 'return' AND kind IN ('return_next', 'return_missing')
      AND source_id IN (SELECT return_id::text FROM return_events WHERE next_id = $1))`;
const NOTHING = "NULL";
const DASH = "'—'";

export const ERASE_RULES: Readonly<Record<string, EraseRule>> = {
  absences: { where: OF_IT, remove: true },
  agreed_actions: { where: OF_IT, clear: { text: DASH, confirmed: NOTHING }, keep: ["kind", "promised_by"] },
  answers: { where: `${OF_IT} OR contact_id = ANY ($3)`, remove: true },
  assignments: { where: OF_IT, clear: {}, keep: ["kind"] },
  change_requests: { where: OF_IT, remove: true },
  classifications: { where: OF_IT, clear: {}, keep: ["area", "decision_no", "standard", "status"] },
  consents: {
    where: `${OF_IT} OR contact_id = ANY ($3)`,
    clear: { text: DASH },
    keep: ["details", "how", "locale", "purpose"],
  },
  contacts: {
    where: "id = ANY ($3)",
    clear: { display_name: NOTHING },
    keep: ["channel", "external_id", "locale", "state"],
  },
  designations: { where: OF_IT, remove: true },
  diary_entries: {
    where: OF_IT,
    clear: { text: NOTHING, item: NOTHING, objection: NOTHING, source: NOTHING, file_id: NOTHING },
    keep: ["code", "kind", "period", "unit"],
  },
  enrolments: { where: OF_IT, clear: { reason: NOTHING }, keep: ["status"] },
  errands: { where: "contact_id = ANY ($3)", remove: true },
  exit_registrations: { where: OF_IT, clear: {}, keep: [] },
  figure_questions: {
    where: OF_IT,
    clear: { answer_note: NOTHING },
    keep: ["about", "answer", "period", "sign"],
  },
  files: {
    // With what was sent at once with them.
    where: `contact_id = ANY ($3) OR id IN (SELECT f.id FROM files f JOIN files sent ON ${sentWith("f", "sent")} WHERE
      sent.id IN (SELECT file_id FROM diary_entries WHERE ${OF_IT})
      OR sent.id IN (SELECT file_id FROM supports WHERE ${OF_IT})
      OR sent.id IN (SELECT file_id FROM shock_households WHERE ${OF_IT})
      OR sent.id IN (SELECT f.file_id FROM visit_files f JOIN visits v ON v.id = f.visit_id WHERE v.household_id = $1))`,
    clear: { album: NOTHING, bytes: NOTHING, sha256: NOTHING, vendor_ref: "''" },
    keep: ["channel", "kind", "mime", "removed_why"],
  },
  handover_households: { where: OF_IT, clear: {}, keep: [] },
  household_contacts: { where: OF_IT, remove: true },
  household_members: { where: OF_IT, remove: true },
  household_merges: { where: "kept_id = $1 OR gone_id = $1", remove: true },
  // Without it, reports of the past would count it where it lives today.
  household_past_units: { where: OF_IT, clear: { document: NOTHING }, keep: [] },
  households: {
    where: "id = $1",
    clear: { head_name: "code", head_folded: "lower(code)", address: NOTHING, phone: NOTHING },
    keep: ["code", "locale"],
  },
  indicator_checks: { where: OF_IT, clear: {}, keep: ["missing", "standard"] },
  inspection_households: { where: OF_IT, clear: {}, keep: [] },
  invitations: { where: OF_IT, remove: true },
  loan_events: {
    where: `loan_id IN (SELECT id FROM loans WHERE ${OF_IT})`,
    clear: { note: NOTHING },
    keep: ["repaying", "status"],
  },
  loans: {
    where: OF_IT,
    clear: { group_name: NOTHING, purpose: NOTHING },
    keep: ["programme", "repaying", "status"],
  },
  meeting_agenda: { where: OF_IT, clear: { text: DASH }, keep: ["source", "source_id"] },
  meeting_households: { where: OF_IT, clear: {}, keep: ["answer", "how"] },
  meeting_statements: { where: OF_IT, clear: { text: DASH }, keep: [] },
  model_households: { where: OF_IT, clear: {}, keep: [] },
  need_events: {
    where: `need_id IN (SELECT id FROM needs WHERE ${OF_IT})`,
    clear: { note: NOTHING },
    keep: ["status"],
  },
  need_groups: { where: OF_IT, clear: {}, keep: ["need"] },
  needs: { where: OF_IT, clear: { text: NOTHING }, keep: ["category", "indicator", "source", "status"] },
  not_duplicates: { where: "one_id = $1 OR other_id = $1", clear: {}, keep: [] },
  offer_answers: { where: OF_IT, clear: { note: NOTHING }, keep: ["answer", "result"] },
  people: {
    where: "id = ANY ($2)",
    clear: { name: DASH, folded: "''", address_as: NOTHING, birth_year: NOTHING },
    keep: ["locale"],
  },
  plan_approvals: { where: `plan_id IN (SELECT id FROM plans WHERE ${OF_IT})`, clear: {}, keep: [] },
  plan_events: {
    where: `plan_id IN (SELECT id FROM plans WHERE ${OF_IT})`,
    clear: { reason: NOTHING },
    keep: ["status"],
  },
  plan_steps: {
    where: `plan_version_id IN (SELECT v.id FROM plan_versions v JOIN plans p ON p.id = v.plan_id WHERE p.household_id = $1)`,
    clear: { text: NOTHING, done_text: NOTHING, proof: NOTHING },
    keep: ["code"],
  },
  plan_versions: {
    where: `plan_id IN (SELECT id FROM plans WHERE ${OF_IT})`,
    clear: {
      commit_text: NOTHING,
      goal_words: NOTHING,
      own_contribution: NOTHING,
      own_words: NOTHING,
      risks: NOTHING,
      details: "'{}'",
    },
    keep: ["commit_how", "goal", "livelihood", "needs"],
  },
  plans: { where: OF_IT, clear: {}, keep: ["status"] },
  privacy_requests: {
    where: `${OF_IT} OR contact_id = ANY ($3)`,
    clear: { note: NOTHING, answer: NOTHING },
    keep: ["kind", "status"],
  },
  // Words of the household that gives, and of the one that was to get it.
  return_events: {
    where: `next_id = $1 OR person_id = ANY ($2) OR return_id IN (SELECT id FROM returns WHERE ${OF_IT})`,
    clear: { note: NOTHING },
    keep: ["what"],
  },
  returns: {
    where: OF_IT,
    clear: { what: DASH, note: NOTHING },
    keep: ["kind", "state", "unit"],
  },
  revisits: { where: OF_IT, clear: { note: NOTHING }, keep: ["period", "result", "seed"] },
  sensitive_fields: {
    where: "(owner_kind = 'household' AND owner_id = $1) OR (owner_kind = 'person' AND owner_id = ANY ($2))",
    remove: true,
  },
  sessions: { where: "contact_id = ANY ($3)", remove: true },
  shock_households: { where: OF_IT, clear: { damage: NOTHING }, keep: ["outcome"] },
  simulator_messages: { where: "contact_id = ANY ($3)", remove: true },
  stories: { where: OF_IT, clear: { text: DASH }, keep: ["livelihood", "status"] },
  supports: {
    where: OF_IT,
    clear: { what: DASH, return_what: NOTHING, referred_to: NOTHING },
    keep: ["category", "document", "form", "programme", "source", "status"],
  },
  task_events: {
    where: `task_id IN (SELECT id FROM tasks WHERE ${TASKS_OF_IT})`,
    clear: { note: NOTHING },
    keep: ["what"],
  },
  // A task about another household may hold what this one answered when it was to get something.
  tasks: {
    where: TASKS_OF_IT,
    clear: { note: NOTHING },
    keep: ["key", "kind", "outcome", "source", "source_id"],
  },
  timers: { where: `${OF_IT} OR contact_id = ANY ($3)`, remove: true },
  visits: { where: OF_IT, clear: { note: NOTHING, before: NOTHING }, keep: ["how", "met"] },
  work_results: {
    where: OF_IT,
    clear: { place: NOTHING, who: NOTHING, wage: NOTHING, what: DASH, before: NOTHING },
    keep: ["kind"],
  },
};

/** Boxes, whose payloads are emptied by `eraseFromBoxes`: the household's own, and what named it to others. */
export const BOXES = ["inbox", "outbox"] as const;

/** Tables that hold nothing of a household, and why. */
export const NOT_OF_HOUSEHOLDS: Readonly<Record<string, string>> = {
  audit: "ids and names of commands only; it must outlive an erasure",
  broadcast_recipients: "states only",
  broadcasts: "one text for many, never about a household",
  bulletins: "written for everybody",
  committee_members: "officials in their office",
  communications: "written for everybody",
  designation_quotas: "numbers of a unit",
  duty_starts: "a unit's",
  enrolment_quotas: "numbers of a unit",
  exit_sign_offs: "who signed a list of a unit",
  handovers: "between officers; names no household",
  household_imports: "what was found in a file; expires by retention",
  inspections: "of a unit",
  meeting_changes: "of a unit's meeting",
  meeting_files: "files of a meeting",
  meetings: "of a unit",
  message_templates: "what the vendor approved for everybody",
  model_evaluations: "of a model",
  models: "of a unit",
  obligation_rules: "law",
  offers: "of a partner",
  organisation_units: "places",
  organisations: "places",
  partners: "firms and offices",
  reminders: "which duty was recalled to whom; texts stand in the boxes",
  report_events: "what a leader said of a report",
  report_sections: "an official paper; keeps what was signed",
  report_snapshots: "an official paper; keeps what was signed",
  reports: "an official paper; keeps what was signed",
  road_prices: "prices",
  roles: "of staff",
  rule_confirmations: "who confirmed a rule",
  send_slots: "times of sending",
  settings: "the program's own",
  shock_events: "of a unit",
  submission_events: "duties of a unit",
  submissions: "duties of a unit",
  targets: "numbers of a unit",
  unit_aliases: "places",
  unit_pauses: "places",
  unit_successions: "places",
  unit_versions: "places",
  units: "places",
  visit_files: "which file; its bytes go with files",
};
