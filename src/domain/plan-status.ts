export const PLAN_STATUSES = [
  "draft",
  "submitted",
  "changes_asked",
  "approved",
  "refused",
  "under_way",
  "achieved",
  "ended_early",
] as const;
export type PlanStatus = (typeof PLAN_STATUSES)[number];

export const PLAN_ACTS = [
  "submit",
  "approve",
  "ask_changes",
  "refuse",
  "report",
  /** The only thing that was told of it was told of the wrong household. */
  "take_back",
  /** Who approved it takes his yes back, while nobody has begun. */
  "unapprove",
  "achieve",
  "end_early",
] as const;
export type PlanAct = (typeof PLAN_ACTS)[number];

const NEXT: Record<PlanStatus, Partial<Record<PlanAct, PlanStatus>>> = {
  draft: { submit: "submitted", end_early: "ended_early" },
  submitted: {
    approve: "approved",
    ask_changes: "changes_asked",
    refuse: "refused",
    end_early: "ended_early",
  },
  changes_asked: { submit: "submitted", end_early: "ended_early" },
  approved: { report: "under_way", unapprove: "submitted", achieve: "achieved", end_early: "ended_early" },
  refused: {},
  under_way: { report: "under_way", take_back: "approved", achieve: "achieved", end_early: "ended_early" },
  achieved: {},
  ended_early: {},
};

/** The reason that stands with a plan's return to `approved` where nobody decided anything. */
export const REPORT_TAKEN_BACK = "report_taken_back";

/** The state that an act leads to; null where the act is not possible in this state. */
export function nextStatus(status: PlanStatus, act: PlanAct): PlanStatus | null {
  return NEXT[status][act] ?? null;
}

/** A plan that is decided for good leaves room for another one. */
export function isClosed(status: PlanStatus): boolean {
  return Object.keys(NEXT[status]).length === 0;
}

/** Whether the plan is being carried out, so that progress is asked for and reported. */
export function isRunning(status: PlanStatus): boolean {
  return nextStatus(status, "report") !== null;
}

/** The states for which a test holds, as a statement wants them. */
export function statusesWhere(test: (status: PlanStatus) => boolean): PlanStatus[] {
  return PLAN_STATUSES.filter(test);
}
