import { FIGURES } from "./figures/all.ts";
import type { ReportData } from "./report-data.ts";
import { SECTIONS, type Section } from "./sections.ts";

/** What a report says otherwise than when it was handed in before: figures in the order of the report, and written parts. */
export type Changed = { figures: { figure: string; was: number; now: number }[]; parts: Section[] };

/** Compares two snapshots of one report. A figure that only one of them has counts as nought in the other. */
export function whatChanged(before: ReportData, after: ReportData): Changed {
  return {
    figures: FIGURES.flatMap(({ code }) => {
      const [was, now] = [before.figures[code] ?? 0, after.figures[code] ?? 0];
      return was === now ? [] : [{ figure: code, was, now }];
    }),
    parts: SECTIONS.filter((section) => (before.written[section] ?? "") !== (after.written[section] ?? "")),
  };
}
