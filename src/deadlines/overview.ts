import { localDateOf } from "../calendar/local-date.ts";
import { submissionsOf, type Submission } from "./submission.ts";
import { isIn } from "../domain/submission-state.ts";
import { groupBy } from "../domain/group-by.ts";
import { unitsWhere, type Asking } from "../registry/rights.ts";

/** How many units are named in a message; the rest is a number. */
const NAMED = 8;

/** Where the units that somebody reaches stand with one obligation and period, as a line of a message. */
export type Overview = {
  what: string;
  period: string;
  expected: number;
  came_in: number;
  late: number;
  names: string[];
  more: number | null;
};

/**
 * One line for each obligation and period that reminders are due of: not forty messages but how many have done it and who
 * has not.
 */
export async function overviewOf(
  asking: Asking,
  due: readonly { obligation: string; period: string }[],
): Promise<Overview[]> {
  if (due.length === 0) return [];
  const all = await submissionsOf(asking.sql, await unitsWhere(asking, "count"), asking.now);
  const wanted = new Set(due.map(({ obligation, period }) => `${obligation} ${period}`));
  const groups = groupBy(all, ({ obligation, period }) => `${obligation} ${period}`);
  return [...groups].flatMap(([key, group]) =>
    wanted.has(key) ? lineOf(group, localDateOf(asking.now)) : [],
  );
}

function lineOf(group: readonly Submission[], today: string): Overview[] {
  const [first] = group;
  if (first === undefined) return [];
  const expected = group.filter(({ state }) => state !== "forgiven");
  const missing = expected.filter(({ state }) => !isIn(state));
  const names = missing.map(({ unit_name }) => unit_name);
  return [
    {
      what: first.obligation,
      period: first.period,
      expected: expected.length,
      came_in: expected.length - missing.length,
      late: missing.filter(({ last_day }) => last_day < today).length,
      names: names.slice(0, NAMED),
      more: names.length > NAMED ? names.length - NAMED : null,
    },
  ];
}
