/** When something happened: so many days before today, or on a day of the month so many months before this one. */
export type When = { daysAgo: number } | { monthsAgo: number; day: number };

export type StoryPlan = {
  livelihood: string;
  own_words?: string;
  own_contribution?: string;
  needs: string;
  need_amount?: number;
  first_step: string;
  /** Days from today; below zero where it has begun. */
  startsIn: number;
  expected_income: number;
  resultIn: number;
};

/** One thing that somebody did in the story; each is carried out by the command that a talk would use. */
export type Scene =
  | { when: When; by: "household" | "officer"; does: "plan"; plan: StoryPlan }
  | { when: When; by: "officer" | "leader"; does: "approve" }
  | { when: When; by: "officer" | "leader"; does: "ask_changes" | "refuse"; reason: string }
  | { when: When; by: "household" | "officer"; does: "step" }
  | {
      when: When;
      by: "household" | "officer";
      does: "report";
      how: "good" | "slow" | "stuck";
      income: number;
      cost: number;
      difficulty?: string;
    };

/** A plan that was handed in and approved some months ago, with its first step done. */
export function underWay(plan: StoryPlan, monthsAgo: number): Scene[] {
  return [
    { when: { monthsAgo, day: 8 }, by: "household", does: "plan", plan },
    { when: { monthsAgo, day: 10 }, by: "officer", does: "approve" },
    { when: { monthsAgo, day: 20 }, by: "household", does: "step" },
  ];
}

/** A month's report as the household gives it towards the month's end. */
export function reported(
  monthsAgo: number,
  how: "good" | "slow" | "stuck",
  income: number,
  cost: number,
): Scene {
  return { when: { monthsAgo, day: 27 }, by: "household", does: "report", how, income, cost };
}
