import { addDays, addMonths, instantAt, localDateOf } from "../calendar/local-date.ts";
import type { PlanStatus } from "../domain/plan-status.ts";
import type { Row } from "../turns/insert-many.ts";
import type { Table } from "./large-tables.ts";
import type { Random } from "./random.ts";

export type Add = (table: Table, row: Row) => void;
export type Who = { household: string; head: string; officer: string };

const LIVELIHOODS = [
  "cow",
  "goat",
  "pig",
  "poultry",
  "coconut",
  "fruit",
  "vegetables",
  "weaving",
  "coir",
] as const;
const STATUSES = ["submitted", "changes_asked", "approved", "under_way", "under_way", "under_way"] as const;
const FIRST_STEPS = ["Sửa chuồng", "Mua con giống", "Mua cây giống", "Mua dụng cụ"] as const;
const MILLION = 1_000_000;

/** A plan of some months ago in one state or another, with the months that a plan under way has reported. */
export function addPlan(add: Add, random: Random, who: Who, now: Date): void {
  const today = localDateOf(now);
  const monthsAgo = 1 + random.int(6);
  const created = addMonths(today, -monthsAgo);
  const at = instantAt(created, 9).toISOString();
  const status = random.pick<PlanStatus>(STATUSES);
  const [plan, version] = [random.id(), random.id()];
  add("plans", { id: plan, household_id: who.household, status, version: 1, created_at: at });
  add("plan_versions", {
    id: version,
    plan_id: plan,
    version: 1,
    livelihood: random.pick(LIVELIHOODS),
    needs: "loan",
    need_amount: (5 + random.int(46)) * MILLION,
    starts_on: addDays(created, 14),
    expected_income: (1 + random.int(6)) * MILLION,
    committed: true,
    entered_by: who.head,
    created_at: at,
  });
  add("plan_steps", {
    id: random.id(),
    plan_version_id: version,
    position: 1,
    code: "own",
    text: random.pick(FIRST_STEPS),
    due_on: addDays(created, 14),
  });
  add("plan_events", { plan_id: plan, version: 1, status: "submitted", person_id: who.head, at });
  if (status === "submitted") return;
  const decided = {
    plan_id: plan,
    version: 1,
    person_id: who.officer,
    at: instantAt(addDays(created, 2), 9).toISOString(),
  };
  add("plan_events", { ...decided, status: status === "changes_asked" ? "changes_asked" : "approved" });
  if (status !== "under_way") return;
  add("plan_events", { ...decided, status, person_id: who.head });
  for (let month = monthsAgo - 1; month >= 1; month--)
    addMonth(add, random, who, plan, addMonths(today, -month));
}

function addMonth(add: Add, random: Random, who: Who, plan: string, date: string): void {
  const entry = {
    household_id: who.household,
    plan_id: plan,
    period: date.slice(0, 7),
    happened_on: date,
    entered_by: who.head,
    on_behalf: false,
    created_at: instantAt(date, 19).toISOString(),
  };
  const how = random.pick(["good", "good", "slow", "stuck"]);
  add("diary_entries", { ...entry, id: random.id(), kind: "progress", text: how });
  add("diary_entries", { ...entry, id: random.id(), kind: "income", amount: random.int(40) * 100_000 });
  add("diary_entries", { ...entry, id: random.id(), kind: "cost", amount: random.int(20) * 100_000 });
}
