import { z } from "zod";
import { instantAt, localDateOf, type LocalDate } from "../../calendar/local-date.ts";
import { nextMonth } from "../../calendar/next-month.ts";
import { Yes } from "../../turns/choice-id.ts";
import { command, type CommandContext } from "../../turns/command.ts";
import type { Sql } from "../../turns/ports.ts";
import { glanceAbout } from "./glance-about.ts";

/** At eight in the morning officials have their phones in their hands and the day before them. */
const HOUR = 8;
const OneRow = z.object({ one: z.int() });

/** Whether the person is sent how her unit stands each month. */
export async function isMonthly(sql: Sql, person: string | null): Promise<boolean> {
  const rows = await sql.rows(
    OneRow,
    "SELECT 1 AS one FROM timers WHERE person_id = $1 AND kind = 'monthly' AND fired_at IS NULL LIMIT 1",
    [person],
  );
  return rows.length > 0;
}

/** Sends how the unit stands on the first working day of each month from now on, or no more. */
export const setMonthly = command({
  name: "reports.set_monthly",
  takes: z.object({ on: Yes }),
  codes: ["not_allowed"],
  async run(context, { on }) {
    const { sql, me } = context;
    await sql.run("DELETE FROM timers WHERE person_id = $1 AND kind = 'monthly' AND fired_at IS NULL", [
      me.person,
    ]);
    if (!on) return { code: "ok", value: { on: null } };
    if ((await glanceAbout(context)) === null) return { code: "not_allowed" };
    return { code: "ok", value: { on: await plant(context) } };
  },
});

/**
 * The month is over: the next one is planned, and how the unit stood on its last day is asked for. `not_allowed` where the
 * person looks after no unit any more; then nothing is planned and nothing said.
 */
export const askMonthly = command({
  name: "reports.ask_monthly",
  takes: z.object({}),
  codes: ["not_allowed"],
  async run(context) {
    const about = await glanceAbout(context);
    if (about === null) return { code: "not_allowed" };
    await plant(context);
    const month = localDateOf(context.now).slice(0, 7);
    await context.errand({ kind: "unit_glance", about: { ...about, month }, flow: "unit_seen" });
    return { code: "ok" };
  },
});

/** Plans the morning of next month's first working day; a month has one, whatever happens. */
async function plant(context: CommandContext): Promise<LocalDate> {
  const { me, now } = context;
  const { month, firstWorkingDay: day } = nextMonth(localDateOf(now));
  if (me.person !== null)
    await context.remind({
      key: `monthly:${me.person}:${month}`,
      kind: "monthly",
      audience: { person: me.person },
      dueAt: instantAt(day, HOUR),
      flow: "unit_monthly",
      vars: {},
    });
  return day;
}
