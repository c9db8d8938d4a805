import { z } from "zod";
import type { Ladder, Obligation } from "../calendar/obligations.ts";
import { OBLIGATION_CODES } from "../calendar/obligations.ts";

/** Who hears on a rung: who owes, whoever stands in for them, the level above. */
export const PARTS = ["owes", "deputy", "above"] as const;
export type Part = (typeof PARTS)[number];

/** One rung of a ladder as it is kept: working days from the last day in time (-30 … 0 … 7), and who hears. */
export const Rung = z.object({ days: z.int().min(-90).max(60), parts: z.array(z.enum(PARTS)).min(1) });
export type Rung = z.infer<typeof Rung>;

/** A rule of the record; the nearest one upwards holds for a unit. */
export const RuleRow = z.object({
  code: z.enum(OBLIGATION_CODES),
  version: z.int(),
  unit_id: z.string().nullable(),
  active: z.boolean(),
  period: z.enum(["month", "quarter", "half_year", "year", "report_year"]),
  only_index: z.int().nullable(),
  due_month: z.int().nullable(),
  due_day: z.int().nullable(),
  due_rule: z.enum(["before", "by_end"]),
  ladder: z.array(Rung).max(20),
  opens_before: z.int(),
  locks_after: z.int().nullable(),
  document: z.string(),
  valid_from: z.string(),
  valid_to: z.string().nullable(),
});
export type RuleRow = z.infer<typeof RuleRow>;

/** The rule as the calendar reckons with it. */
export function obligationOf(rule: RuleRow): Obligation {
  const { code, document, period, only_index, due_month, due_day } = rule;
  return {
    code,
    document,
    period,
    ...(only_index === null ? {} : { only: only_index }),
    due: due_month === null || due_day === null ? "end_of_period" : { month: due_month, day: due_day },
    rule: rule.due_rule,
    ladder: ladderOf(rule.ladder),
  };
}

/** The rungs as the calendar climbs them. */
export function ladderOf(rungs: readonly Rung[]): Ladder {
  const days = rungs.map((rung) => rung.days);
  return {
    before: days.filter((day) => day < 0).map((day) => -day),
    onTheDay: days.includes(0),
    after: days.filter((day) => day > 0),
  };
}

/** "T-14", "T", "T+1": how a rung is called in the ledger. */
export function rungName(days: number): string {
  return days === 0 ? "T" : `T${days < 0 ? "-" : "+"}${Math.abs(days)}`;
}
