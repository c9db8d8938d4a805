/** What is let go of after a time. */
export const EXPIRING = [
  "chat_text",
  "answer_text",
  "voice",
  "photos",
  "copies",
  "import_reports",
  "locked_out",
] as const;
export type Expiring = (typeof EXPIRING)[number];

/** How long something is kept, from a day on, and by what. A later entry replaces an earlier one; none is overwritten. */
export type Period = { what: Expiring; days: number; from: string; source: string };

/**
 * Luật 91/2025/QH15 asks that personal data be kept no longer than its purpose needs, and names no days; these are the
 * scheme's own, to be replaced by dated entries when a province decides otherwise.
 */
export const PERIODS: readonly Period[] = [
  {
    what: "chat_text",
    days: 90,
    from: "2026-01-01",
    source: "own rule: a quarter, so that a talk can be looked up",
  },
  {
    what: "answer_text",
    days: 365,
    from: "2026-01-01",
    source: "own rule: what was typed, a year for questions about a figure",
  },
  { what: "voice", days: 90, from: "2026-01-01", source: "own rule: until the officer has listened" },
  {
    what: "photos",
    days: 1095,
    from: "2026-01-01",
    source: "own rule: three years, as long as those who left are followed (36 months)",
  },
  {
    what: "copies",
    days: 7,
    from: "2026-01-01",
    source: "own rule: a copy of one's data is fetched within days",
  },
  {
    what: "import_reports",
    days: 90,
    from: "2026-01-01",
    source: "own rule: a list that was read, until its mistakes are mended",
  },
  { what: "locked_out", days: 30, from: "2026-01-01", source: "own rule: strangers who never came back" },
];

/** How many days something is kept under the rules of a day. */
export function daysOf(what: Expiring, on: string): number {
  const rules = PERIODS.filter((period) => period.what === what && period.from <= on);
  const last = rules.toSorted((a, b) => (a.from < b.from ? -1 : 1)).at(-1);
  if (last === undefined) throw new Error(`no period says how long ${what} is kept on ${on}`);
  return last.days;
}
