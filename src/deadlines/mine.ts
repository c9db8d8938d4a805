import { z } from "zod";
import { deadlinesBetween } from "../calendar/deadlines.ts";
import { addDays, localDateOf, type LocalDate } from "../calendar/local-date.ts";
import { countWorkingDays, isWorkingDay } from "../calendar/working-days.ts";
import { isIn } from "../domain/submission-state.ts";
import { groupBy } from "../domain/group-by.ts";
import { unitsWhere } from "../registry/rights.ts";
import { command, type CommandContext } from "../turns/command.ts";
import type { Sql } from "../turns/ports.ts";
import { onTimeRates, type OnTime } from "./on-time.ts";
import { overviewOf } from "./overview.ts";
import { pausesOf } from "./pauses.ts";
import { obligationOf } from "./rule.ts";
import { allRules } from "./rules-in-force.ts";
import { submissionsOf, type Submission } from "./submission.ts";

/** Of several units only how many stand where; of one what it owes by name. */
const OWN_AT_MOST = 2;
/** Each obligation of the year comes once. */
const DAYS_AHEAD = 370;
const DAYS_BACK = 365;

/**
 * What the units that the person leads or oversees owe: of her own what is open or late, of many how many have done it;
 * how much of what is over came in on time; what comes next in the calendar; and the pauses that hold.
 */
export const mine = command({
  name: "deadlines.mine",
  takes: z.object({}),
  codes: ["none"],
  async run(context) {
    const today = localDateOf(context.now);
    const units = await unitsWhere(context, "count");
    if (units.length === 0) return { code: "none" };
    const all = await submissionsOf(context.sql, units, context.now);
    const waiting = all.filter(({ state }) => !isIn(state));
    const few = groupBy(all, ({ unit }) => unit).size < OWN_AT_MOST;
    const [pause] = [...(await pausesOf(context.sql, units, today, today)).values()].flat();
    return {
      code: "ok",
      value: {
        own: few ? waiting.flatMap((one) => (one.shown === "late" ? [] : shownDeadline(one, today))) : [],
        late: few ? waiting.flatMap((one) => (one.shown === "late" ? shownDeadline(one, today) : [])) : [],
        above: few ? [] : await overviewOf(context, waiting),
        ...(await timelinessOf(context, units, few)),
        next: await nextOf(
          context,
          today,
          new Set(all.map(({ obligation, period }) => `${obligation} ${period}`)),
        ),
        pause: pause ?? null,
        overdue: !few && waiting.length > 0,
        leads: (await unitsWhere(context, "lead")).length > 0,
      },
    };
  },
});

/**
 * How much came in on time, of what had to be in by now in the last year: of many units in the newest period of each
 * obligation, of one's own in all.
 */
async function timelinessOf({ sql, now }: CommandContext, units: readonly string[], few: boolean) {
  const today = localDateOf(now);
  const rates = (await onTimeRates(sql, units, now)).filter(
    ({ last_day, expected }) => last_day >= addDays(today, -DAYS_BACK) && expected > 0,
  );
  const past = [...groupBy(rates, ({ obligation }) => obligation).values()].flatMap(([newest]) =>
    newest === undefined ? [] : { ...newest, what: newest.obligation },
  );
  const sum = (count: (rate: OnTime) => number): number => rates.reduce((all, rate) => all + count(rate), 0);
  const kept = { on_time: sum(({ on_time }) => on_time), expected: sum(({ expected }) => expected) };
  return { past: few ? [] : past, kept: few && kept.expected > 0 ? kept : null };
}

/** What is owed in the terms of the flows; `left` counts working days until the last one. */
export function shownDeadline(
  { obligation, period, last_day, shown, extended_from }: Submission,
  today: LocalDate,
) {
  const left = countWorkingDays(today, last_day) - (isWorkingDay(today) ? 1 : 0);
  return {
    what: obligation,
    period,
    last_day,
    left: Math.max(0, left),
    state: shown,
    extended: extended_from !== null,
  };
}

/** The next due day of each obligation that nothing is open of yet. */
async function nextOf({ sql }: { sql: Sql }, today: LocalDate, open: ReadonlySet<string>) {
  const obligations = (await allRules(sql))
    .filter(({ active, unit_id }) => active && unit_id === null)
    .map(obligationOf);
  const coming = deadlinesBetween(today, addDays(today, DAYS_AHEAD), { obligations }).filter(
    ({ obligation, period }) => !open.has(`${obligation} ${period.id}`),
  );
  return [...groupBy(coming, ({ obligation }) => obligation).values()].flatMap(([first]) =>
    first === undefined
      ? []
      : { what: first.obligation, period: first.period.id, last_day: first.lastWorkingDay },
  );
}
