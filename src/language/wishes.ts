/** Where a line outside any question leads. */
export type Wish =
  | "menu"
  | "officer"
  /** Somebody by name; for who looks after homes it is a household. */
  | "named_officer"
  /** Something to raise or to plant. */
  | "stock"
  /** Help with what has still to be said. */
  | "in_need"
  | "loan"
  /** A loan that somebody has, or how it stands with it. */
  | "loan_told"
  | "plan"
  | "my_plan"
  /** What was being raised or made is given up. */
  | "gives_up"
  | "help_news"
  | "book"
  /** A figure in it is not so. */
  | "not_so"
  | "flood"
  | "storm"
  | "salt_water"
  | "fire"
  | "disease"
  | "illness"
  | "death"
  | "selling"
  | "water"
  | "toilet"
  | "schooling"
  | "documents"
  | "legal"
  | "training"
  | "job"
  /** Somebody of the house has found work: nothing is wanted. */
  | "job_found"
  | "abroad"
  | "meeting"
  /** Whether one comes to it. */
  | "meeting_answer"
  | "housing"
  | "insurance"
  | "my_data"
  | "language"
  | "help"
  | "stop"
  | "remind";

/** What cannot wait, the most pressing first: it is heard before any other wish of the same line. */
export const URGENT_WISHES: readonly Wish[] = [
  "fire",
  "flood",
  "storm",
  "illness",
  "death",
  "disease",
  "salt_water",
];

/** Wishes that say little beside another one in the same line, the one that says most first. */
export const GENERAL_WISHES: readonly Wish[] = ["officer", "plan", "my_plan", "book", "menu", "help"];
