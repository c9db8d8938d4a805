import { z } from "zod";
import { addDays, addMonths, localDateOf } from "../../calendar/local-date.ts";
import { addTaskOnce } from "../../desk/add-task.ts";
import { leadersOfHousehold, officerOf, type Leading } from "../../registry/responsible.ts";
import type { Sql } from "../../turns/ports.ts";
import { sentWith } from "../../turns/sent-file.ts";
import { signsOfFigures, signsOfPictures, type Figure, type Picture, type Sign } from "./signs.ts";

/** How long a question may wait before it is late, and how far back what was written is looked at again. */
const ANSWER_DAYS = 7;
const LOOK_BACK_DAYS = 3;
const MONTHS_BACK = 2;
const KEY = "figures.last_day";

const FigureRow = z.object({
  id: z.string(),
  household: z.string(),
  period: z.string(),
  kind: z.enum(["income", "cost"]),
  amount: z.string().transform(Number),
  entered_by: z.string().nullable(),
  on_behalf: z.boolean(),
  at: z.date(),
});
const PictureRow = z.object({
  id: z.string(),
  household: z.string(),
  period: z.string(),
  file: z.string(),
  sha256: z.string().nullable(),
  taken_on: z.string().nullable(),
  at: z.date(),
});
const AskedRow = z.object({ id: z.string(), entered_by: z.string().nullable(), on_behalf: z.boolean() });

/**
 * Once a day, looks at what was written in the last days and puts what needs a look as questions: to the officer in charge,
 * and where the figure is his own writing, or the home his own, to the leader. Each entry is asked about a sign once, ever; a sum that is the same
 * each month, as a wage is, no more once somebody has said that it is right.
 */
export async function lookAtFigures(sql: Sql, now: Date): Promise<void> {
  const today = localDateOf(now);
  if (!(await takeDay(sql, today, now))) return;
  const since = addDays(today, -LOOK_BACK_DAYS);
  const signs = [
    ...signsOfFigures(await recentFigures(sql, since, addMonths(today, -MONTHS_BACK - 1).slice(0, 7))),
    ...signsOfPictures(await recentPictures(sql, since)),
  ];
  for (const sign of signs) await ask(sql, now, sign);
}

async function ask(sql: Sql, now: Date, sign: Sign): Promise<void> {
  const [asked] = await sql.rows(
    AskedRow,
    `WITH asked AS (
       INSERT INTO figure_questions (id, household_id, entry_id, sign, period, about, asked_at)
       SELECT gen_random_uuid(), $1, $2, $3, $4, $5, $6
       WHERE $3 <> 'repeated' OR (
         SELECT q.answer FROM figure_questions q JOIN diary_entries d ON d.id = q.entry_id
         WHERE q.household_id = $1 AND q.sign = $3 AND q.answer IS NOT NULL
           AND d.amount = (SELECT amount FROM diary_entries WHERE id = $2)
         ORDER BY q.answered_at DESC, q.id LIMIT 1) IS DISTINCT FROM 'fine'
       ON CONFLICT (entry_id, sign) DO NOTHING RETURNING id, entry_id
     )
     SELECT asked.id, d.entered_by, d.on_behalf FROM asked JOIN diary_entries d ON d.id = asked.entry_id`,
    [sign.household, sign.entry, sign.sign, sign.period, String(sign.others), now],
  );
  if (asked === undefined) return;
  const officer = await officerOf({ sql, now }, sign.household);
  const ownWriting = officer !== null && asked.on_behalf && asked.entered_by === officer.id;
  const leader = await leaderFor(sql, sign.household, now);
  const unit = leader === null ? {} : { unit: leader.unit };
  const ownHome = officer !== null && (await livesThere(sql, sign.household, officer.id, now));
  const byOfficer = officer !== null && !ownWriting && !ownHome ? { person: officer.id, ...unit } : null;
  const forWhom = byOfficer ?? (leader === null ? null : { unit: leader.unit });
  // Where nobody may look, there is nothing to do for anybody; the question waits for somebody who may.
  if (forWhom === null) return;
  const today = localDateOf(now);
  // What one night finds is one task, however many questions it is.
  await addTaskOnce(
    { sql, now },
    `figures:${"person" in forWhom ? forWhom.person : forWhom.unit}:${today}`,
    {
      kind: "figures_look",
      household: null,
      note: null,
      due: addDays(today, ANSWER_DAYS),
      source: { kind: "figures", id: today },
    },
    forWhom,
  );
}

/** The nearest leader whose own home it is not; null where there is none. */
async function leaderFor(sql: Sql, household: string, now: Date): Promise<Leading | null> {
  const nearest = await leadersOfHousehold({ sql, now }, household);
  const [only, another] = nearest;
  const above =
    only === undefined || another !== undefined
      ? []
      : await leadersOfHousehold({ sql, now }, household, only.id);
  for (const leader of [...nearest, ...above])
    if (!(await livesThere(sql, household, leader.id, now))) return leader;
  return null;
}

/** Whether an account of the person's answers for the household. */
async function livesThere(sql: Sql, household: string, person: string, now: Date): Promise<boolean> {
  const accounts = await sql.rows(
    z.object({ id: z.string() }),
    `SELECT c.contact_id AS id FROM household_contacts c JOIN contacts a ON a.id = c.contact_id
     WHERE c.household_id = $1 AND a.person_id = $2
       AND c.valid_from <= $3 AND (c.valid_to IS NULL OR c.valid_to > $3) LIMIT 1`,
    [household, person, localDateOf(now)],
  );
  return accounts.length > 0;
}

/** The sums of the months around whatever was written since: of the same households, and by the same hands. */
async function recentFigures(sql: Sql, since: string, from: string): Promise<Figure[]> {
  const rows = await sql.rows(
    FigureRow,
    `WITH fresh AS (
       SELECT DISTINCT household_id, entered_by, on_behalf, period FROM diary_entries
       WHERE kind IN ('income', 'cost') AND created_at >= $1::date
     )
     SELECT d.id, d.household_id AS household, d.period, d.kind, d.amount::text, d.entered_by, d.on_behalf, d.created_at AS at
     FROM diary_entries d JOIN households h ON h.id = d.household_id
     WHERE d.kind IN ('income', 'cost') AND d.amount IS NOT NULL AND d.period >= $2 AND h.erased_at IS NULL
       AND NOT EXISTS (SELECT FROM diary_entries c WHERE c.corrects = d.id)
       AND (d.household_id IN (SELECT household_id FROM fresh)
         OR (d.entered_by, d.period) IN (SELECT entered_by, period FROM fresh WHERE on_behalf))
     ORDER BY d.created_at, d.id`,
    [since, from],
  );
  return rows.map(({ entered_by, on_behalf, at, ...row }) => ({
    ...row,
    enteredBy: entered_by,
    onBehalf: on_behalf,
    at: at.getTime(),
  }));
}

/** The pictures that came since, and those of before that are the same to the last byte. */
async function recentPictures(sql: Sql, since: string): Promise<Picture[]> {
  const rows = await sql.rows(
    PictureRow,
    `WITH fresh AS (
       SELECT f.sha256 FROM diary_entries d JOIN files sent ON sent.id = d.file_id JOIN files f ON ${sentWith("f", "sent")}
       WHERE d.created_at >= $1::date AND f.sha256 IS NOT NULL AND f.kind = 'photo'
     )
     SELECT d.id, d.household_id AS household, d.period, f.id AS file, f.sha256, f.taken_on, d.created_at AS at
     FROM diary_entries d JOIN files sent ON sent.id = d.file_id JOIN files f ON ${sentWith("f", "sent")}
       JOIN households h ON h.id = d.household_id
     WHERE f.kind = 'photo' AND h.erased_at IS NULL
       AND (d.created_at >= $1::date OR f.sha256 IN (SELECT sha256 FROM fresh))
     ORDER BY d.created_at, d.id`,
    [since],
  );
  return rows.map(({ taken_on, at, ...row }) => ({ ...row, takenOn: taken_on, at: at.getTime() }));
}

/** Whether this local day is still to be looked at; says so once. */
async function takeDay(sql: Sql, today: string, now: Date): Promise<boolean> {
  const taken = await sql.run(
    `INSERT INTO settings (key, value, updated_at) VALUES ($1, to_jsonb($2::text), $3)
     ON CONFLICT (key) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at
     WHERE settings.value #>> '{}' < $2`,
    [KEY, today, now],
  );
  return taken > 0;
}
