import { z } from "zod";
import { deadlineFor } from "../../src/calendar/deadlines.ts";
import { addDays, localDateOf, type LocalDate } from "../../src/calendar/local-date.ts";
import { OBLIGATIONS } from "../../src/calendar/obligations.ts";
import { parsePeriod } from "../../src/calendar/periods.ts";
import { isQuiet } from "../../src/calendar/quiet-times.ts";
import { moveSubmission } from "../../src/deadlines/move-submission.ts";
import type { Sql } from "../../src/turns/ports.ts";

/** Communes of a province, each with a leader who has a phone, and somebody at the province. Written in a few statements. */
export async function addProvince(sql: Sql, communes: number): Promise<void> {
  await sql.run(
    `WITH top AS (INSERT INTO units (id) VALUES (gen_random_uuid()) RETURNING id),
     named AS (INSERT INTO unit_versions (id, unit_id, name, type, valid_from)
       SELECT gen_random_uuid(), id, 'Tỉnh Thử', 'tinh', '2025-07-01' FROM top),
     boss AS (INSERT INTO people (id, name, folded) VALUES (gen_random_uuid(), 'Tỉnh', 'tinh') RETURNING id),
     boss_role AS (INSERT INTO roles (id, person_id, role, unit_id, valid_from)
       SELECT gen_random_uuid(), boss.id, 'province', top.id, '2025-07-01' FROM boss, top),
     boss_phone AS (INSERT INTO contacts (id, channel, external_id, person_id)
       SELECT gen_random_uuid(), 'simulator', 'zalo:tinh', id FROM boss)
     SELECT 1`,
  );
  await sql.run(
    `WITH place AS (SELECT n, gen_random_uuid() AS unit, gen_random_uuid() AS person FROM generate_series(1, $1::int) AS n),
     units AS (INSERT INTO units (id) SELECT unit FROM place),
     named AS (INSERT INTO unit_versions (id, unit_id, parent_id, name, type, valid_from)
       SELECT gen_random_uuid(), p.unit, v.unit_id, 'Xã ' || p.n, 'xa', '2025-07-01' FROM place p, unit_versions v WHERE v.name = 'Tỉnh Thử'),
     people AS (INSERT INTO people (id, name, folded) SELECT person, 'Xã ' || n, 'xa ' || n FROM place),
     roles AS (INSERT INTO roles (id, person_id, role, unit_id, valid_from)
       SELECT gen_random_uuid(), person, 'leader', unit, '2025-07-01' FROM place)
     INSERT INTO contacts (id, channel, external_id, person_id)
     SELECT gen_random_uuid(), 'simulator', 'zalo:xa-' || n, person FROM place`,
    [communes],
  );
}

const WaitingRow = z.object({
  id: z.string(),
  unit: z.string(),
  period: z.string(),
  opens_on: z.string(),
  last_day: z.string(),
});

/** The day on which a commune hands something in, by chance of its name and the period; null where it never does. */
export function handsInOn(
  unit: string,
  period: string,
  opensOn: LocalDate,
  lastDay: LocalDate,
): LocalDate | null {
  let chance = 7;
  for (const letter of `${unit} ${period}`) chance = (chance * 31 + letter.charCodeAt(0)) % 9973;
  // A third never, the others on some day from the opening to two weeks after the last day.
  if (chance % 3 === 0) return null;
  const span = Math.round((Date.parse(lastDay) - Date.parse(opensOn)) / 86_400_000) + 14;
  return addDays(opensOn, chance % span);
}

/** Hands in, at seven in the morning of a day, whatever chance wants to have come in by then. */
export async function handIn(sql: Sql, now: Date): Promise<void> {
  const rows = await sql.rows(
    WaitingRow,
    `SELECT s.id, v.name AS unit, s.period, s.opens_on, s.last_day FROM submissions s JOIN unit_versions v USING (unit_id)
     WHERE s.state = 'open'`,
  );
  for (const { id, unit, period, opens_on, last_day } of rows) {
    const day = handsInOn(unit, period, opens_on, last_day);
    if (day !== null && day <= localDateOf(now))
      await moveSubmission(sql, { submission: id, to: "submitted", by: null }, now);
  }
}

const LineRow = z.object({
  unit: z.string(),
  obligation: z.string(),
  period: z.string(),
  opens_on: z.string(),
  last_day: z.string(),
  rung: z.string(),
  part: z.string(),
  state: z.string(),
  reason: z.string().nullable(),
  planned_on: z.string(),
  decided_at: z.date().nullable(),
});
const DoubleRow = z.object({ n: z.int() });

/** What is wrong with a ledger; all zero where every reminder came on its day, once, and by day. */
export type Findings = {
  told: number;
  wrong_day: number;
  at_night: number;
  twice: number;
  lost: number;
  after_hand_in: number;
};

/**
 * Checks a ledger line by line against the calendar of domain.md 7.6: days on which the program was not there are given by
 * `away`, and what fell on them may come once on the next working morning.
 */
export async function check(
  sql: Sql,
  begun: LocalDate,
  ended: LocalDate,
  away: (date: LocalDate) => boolean,
): Promise<Findings> {
  const lines = await sql.rows(
    LineRow,
    `SELECT v.name AS unit, s.obligation, s.period, s.opens_on, s.last_day, r.rung, r.part, r.state, r.reason, r.planned_on,
       r.decided_at
     FROM reminders r JOIN submissions s ON s.id = r.submission_id JOIN unit_versions v USING (unit_id)`,
  );
  const found: Findings = { told: 0, wrong_day: 0, at_night: 0, twice: 0, lost: 0, after_hand_in: 0 };
  for (const line of lines) {
    const dates = new Map(ladderOf(line.obligation, line.period));
    if (dates.get(line.rung) !== line.planned_on) found.wrong_day += 1;
    const handed = handsInOn(line.unit, line.period, line.opens_on, line.last_day);
    const isDue = line.planned_on >= begun && line.planned_on <= ended && !away(line.planned_on);
    const wanted = isDue && (handed === null || handed > line.planned_on);
    if (line.state === "told") {
      found.told += 1;
      const day = line.decided_at === null ? "" : localDateOf(line.decided_at);
      if (line.reason === null && day !== line.planned_on) found.wrong_day += 1;
      if (line.decided_at !== null && isQuiet(line.decided_at)) found.at_night += 1;
      if (handed !== null && handed <= day) found.after_hand_in += 1;
    } else if (wanted) found.lost += 1;
  }
  const [double] = await sql.rows(
    DoubleRow,
    `SELECT count(*)::int AS n FROM (SELECT FROM reminders WHERE state = 'told'
       GROUP BY submission_id, rung, person_id HAVING count(*) > 1) twice`,
  );
  found.twice = double?.n ?? 0;
  return found;
}

function ladderOf(code: string, id: string): [string, LocalDate][] {
  const obligation = OBLIGATIONS.find((one) => one.code === code);
  const period = parsePeriod(id);
  if (obligation === undefined || period === null) throw new Error(`no ladder for ${code} ${id}`);
  return deadlineFor(obligation, period).reminders.map(({ rung, date }) => [rung, date]);
}
