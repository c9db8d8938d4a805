import type { MatchedColumn } from "./find-headings.ts";
import type { Finding } from "./finding.ts";

/** What came of taking a list in, or what would come of it. */
export type ImportReport = {
  /** How the headings were understood, sheet by sheet. */
  sheets: { sheet: string; columns: readonly MatchedColumn[] }[];
  added: number;
  updated: number;
  unchanged: number;
  refused: number;
  /** Whether anything was kept. */
  written: boolean;
  findings: Finding[];
};
