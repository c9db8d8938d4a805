import { z } from "zod";
import { HOUR_MS, localDateOf } from "../../src/calendar/local-date.ts";
import { nextAllowed } from "../../src/calendar/quiet-times.ts";
import { planReminders } from "../../src/reminders/plan-reminders.ts";
import type { Stage } from "../registry/stage.ts";

const DueRow = z.object({
  id: z.string(),
  person_id: z.string(),
  due_at: z.date(),
  contact_id: z.string().nullable(),
});
const LineRow = z.object({
  rung: z.string(),
  obligation: z.string(),
  period: z.string(),
  name: z.string().nullable(),
  unit: z.string(),
  part: z.string(),
  state: z.string(),
  reason: z.string().nullable(),
  day: z.string().nullable(),
});
export type Line = z.infer<typeof LineRow>;

/** Something that was said to somebody by a reminder. */
export type Said = { at: Date; person: string; news: { [key: string]: unknown } };

/** A local wall clock as an instant. */
export function at(date: string, hour = 9, minute = 0): Date {
  return new Date(`${date}T${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}:00+07:00`);
}

/** Plans in a transaction of its own, as the program does. */
export async function plan(stage: Stage, now: Date): Promise<void> {
  await stage.transaction((sql) => planReminders(sql, now, (instant) => nextAllowed(instant)));
}

/** Fires the timers of reminders that are due by now, each as a turn of the person's account would. */
export async function fire(stage: Stage, now: Date): Promise<Said[]> {
  stage.at(now.toISOString());
  const due = await stage.sql.rows(
    DueRow,
    `SELECT t.id::text, t.person_id, t.due_at, (SELECT c.id FROM contacts c
       WHERE c.person_id = t.person_id AND c.state = 'active' AND NOT c.reminders_off LIMIT 1) AS contact_id
     FROM timers t WHERE t.kind = 'deadline' AND t.fired_at IS NULL AND t.due_at <= $1 ORDER BY t.due_at, t.id`,
    [now],
  );
  const said: Said[] = [];
  for (const timer of due) {
    await stage.sql.run("UPDATE timers SET fired_at = $2 WHERE id = $1", [timer.id, now]);
    if (timer.contact_id === null) continue;
    const result = await stage.run(timer.contact_id, "reminders.morning");
    if (result.code === "ok")
      said.push({
        at: now,
        person: timer.person_id,
        news: z.record(z.string(), z.unknown()).parse(result.value),
      });
  }
  return said;
}

/** Lets the days pass from one to another, both counted: at midnight and at ten the planner, at eight and noon the timers. */
export async function pass(
  stage: Stage,
  from: string,
  to: string,
  hooks: { on?: (date: string) => Promise<void>; down?: (date: string) => boolean } = {},
): Promise<Said[]> {
  const said: Said[] = [];
  for (let now = at(from, 0, 10); localDateOf(now) <= to; now = new Date(now.getTime() + 24 * HOUR_MS)) {
    const date = localDateOf(now);
    if (hooks.down?.(date) === true) continue;
    await hooks.on?.(date);
    await plan(stage, now);
    said.push(...(await fire(stage, at(date, 8))), ...(await fire(stage, at(date, 12, 30))));
  }
  return said;
}

/** The lines of the ledger, as they were decided, in the order of their days. */
export async function ledger(stage: Stage): Promise<Line[]> {
  return stage.sql.rows(
    LineRow,
    `SELECT r.rung, s.obligation, s.period, p.name, v.name AS unit, r.part, r.state, r.reason,
       (r.decided_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date::text AS day
     FROM reminders r JOIN submissions s ON s.id = r.submission_id
     JOIN unit_versions v ON v.unit_id = s.unit_id LEFT JOIN people p ON p.id = r.person_id
     ORDER BY r.decided_at NULLS LAST, s.obligation, r.planned_on, v.name, p.name`,
  );
}
