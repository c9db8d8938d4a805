import { deadlinesBetween, type Deadline } from "../calendar/deadlines.ts";
import { addDays, type LocalDate } from "../calendar/local-date.ts";
import { UNION_PERIODS } from "../calendar/periods.ts";
import type { Sql } from "../turns/ports.ts";
import { obligationOf, RuleRow } from "./rule.ts";

/** What falls due by one rule, with the days on which work on it begins and ends. */
export type RuledDeadline = {
  rule: RuleRow;
  deadline: Deadline;
  opensOn: LocalDate;
  locksOn: LocalDate | null;
};

/** All rules of the record, of every unit and version. */
export async function allRules(sql: Sql): Promise<RuleRow[]> {
  return sql.rows(
    RuleRow,
    `SELECT code, version, unit_id, active, period, only_index, due_month, due_day, due_rule, ladder, opens_before,
       locks_after, document, valid_from, valid_to
     FROM obligation_rules ORDER BY code, valid_from, version`,
  );
}

/**
 * The rule that holds for a unit, of each code, on the day on which something falls due: that of the unit itself, else of
 * the nearest one around it, else the one for everybody; of several the newest. A rule that is switched off hides those
 * further away.
 */
export function ruleFor(
  rules: readonly RuleRow[],
  code: string,
  chain: readonly string[],
  due: LocalDate,
): RuleRow | null {
  const inForce = rules.filter(
    (rule) => rule.code === code && rule.valid_from <= due && (rule.valid_to === null || rule.valid_to > due),
  );
  for (const unit of [...chain, null]) {
    const [newest] = inForce
      .filter((rule) => rule.unit_id === unit)
      .toSorted((a, b) => b.version - a.version);
    if (newest !== undefined) return newest;
  }
  return null;
}

/**
 * What falls due between two days by each rule that is switched on, whoever it holds for. Reckoned once for all units: a
 * province has more than a hundred, and their calendar is the same.
 */
export function ruledDeadlines(rules: readonly RuleRow[], from: LocalDate, to: LocalDate): RuledDeadline[] {
  return rules.flatMap((rule) => {
    if (!rule.active) return [];
    return deadlinesBetween(from, to, { obligations: [obligationOf(rule)], settings: UNION_PERIODS }).map(
      (deadline) => ({
        rule,
        deadline,
        opensOn: addDays(deadline.lastWorkingDay, -rule.opens_before),
        locksOn: rule.locks_after === null ? null : addDays(deadline.lastWorkingDay, rule.locks_after),
      }),
    );
  });
}

/** Those of them that one unit owes, by the rules that hold for it. `chain` begins with the unit itself. */
export function duesOf(
  all: readonly RuledDeadline[],
  rules: readonly RuleRow[],
  chain: readonly string[],
): RuledDeadline[] {
  return all.filter(
    ({ rule, deadline: { due } }) =>
      (rule.unit_id === null || chain.includes(rule.unit_id)) &&
      ruleFor(rules, rule.code, chain, due) === rule,
  );
}
