import type { MatchedColumn } from "./find-headings.ts";
import type { HouseholdClass, Transition } from "../../domain/classification.ts";
import type { Decision } from "./decision.ts";
import type { Finding } from "./finding.ts";

/** What came of taking a list in, or what would come of it. */
export type ImportReport = {
  /** How the headings were understood, sheet by sheet. */
  sheets: { sheet: string; columns: readonly MatchedColumn[]; decision: Decision }[];
  added: number;
  updated: number;
  unchanged: number;
  refused: number;
  classes: ClassCounts;
  /** Whether anything was kept. */
  written: boolean;
  findings: Finding[];
};

/** What came of the classes that a list gives. */
export type ClassCounts = {
  /** Entries that were made, by class, those of older decisions left out. */
  entered: Partial<Record<HouseholdClass, number>>;
  /** What that means for those who were on record. */
  transitions: Partial<Record<Transition, number>>;
  /** Entries of decisions that are older than the one on record. */
  older: number;
  /** On record already. */
  same: number;
  /** Left out, because nobody has said from when they hold. */
  undated: number;
};

/** Counts of which nothing has been counted yet. */
export function noClasses(): ClassCounts {
  return { entered: {}, transitions: {}, older: 0, same: 0, undated: 0 };
}
