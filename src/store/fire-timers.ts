import { z } from "zod";
import { DAY_MS } from "../calendar/local-date.ts";
import { zaloWindow } from "../domain/zalo-window.ts";
import type { FiredTimer, Firing, Knock } from "../turns/boxes.ts";
import type { Sql } from "../turns/ports.ts";
import { mergeWaiting, waitsUntil } from "./load-budget.ts";

const TimerRow = z.object({
  id: z.string(),
  kind: z.string(),
  contact_id: z.string().nullable(),
  person_id: z.string().nullable(),
  household_id: z.string().nullable(),
  payload: z.unknown(),
  due_at: z.date(),
  held: z.boolean(),
});
const WindowRow = z.object({ channel: z.string(), last: z.date().nullable() });
const ContactRow = z.object({ id: z.string() });

/**
 * Moves due timers into the inbox of whoever they are for, oldest first, in the caller's transaction: a crash
 * leaves either the timer or the inbox row, never both and never neither. Whom nobody can reach becomes a
 * line on the officer's list. Contacts that stopped reminders get none; who has been asked enough this week is asked later.
 */
export async function fireTimers(
  sql: Sql,
  now: Date,
  limit: number,
  { knock, patienceOf }: Firing,
): Promise<FiredTimer[]> {
  const timers = await sql.rows(
    TimerRow,
    `SELECT id::text, kind, contact_id, person_id, household_id, payload, due_at, held FROM timers
     -- By the number and not by the text that is handed out: of the same minute the one planned first comes first.
     WHERE fired_at IS NULL AND due_at <= $1 ORDER BY due_at, timers.id LIMIT $2 FOR UPDATE SKIP LOCKED`,
    [now, limit],
  );
  const fired: FiredTimer[] = [];
  const merged = new Set<string>();
  for (const timer of timers) {
    if (merged.has(timer.id)) continue;
    const contactId = await contactFor(sql, timer);
    if (contactId !== null && !timer.held && (await isClosed(sql, timer, contactId, now))) {
      await hold(sql, timer, contactId, now, knock);
      continue;
    }
    const patience = patienceOf(timer.kind);
    const cannotWait = contactId === null || timer.held || patience === "has_its_day";
    const wait = cannotWait ? null : await waitsUntil(sql, timer, contactId, now);
    if (wait !== null) {
      await sql.run("UPDATE timers SET due_at = $2 WHERE id = $1", [timer.id, wait]);
      continue;
    }
    if (patience === "asked_once") for (const id of await mergeWaiting(sql, timer, now)) merged.add(id);
    if (contactId === null) await noteUnreachable(sql, timer, now);
    else
      await sql.run(
        `INSERT INTO inbox (contact_id, external_id, payload, happened_at, received_at)
         VALUES ($1, $2, $3::jsonb, $4, $5) ON CONFLICT DO NOTHING`,
        [
          contactId,
          `timer:${timer.id}:${timer.due_at.getTime()}`,
          JSON.stringify(timer.payload),
          timer.due_at,
          now,
        ],
      );
    await sql.run("UPDATE timers SET fired_at = $2, outcome = $3 WHERE id = $1", [
      timer.id,
      now,
      contactId === null ? "nobody" : "fired",
    ]);
    fired.push({ kind: timer.kind, contactId, dueAt: timer.due_at });
  }
  return fired;
}

/** Held until nobody could hope any more: then nobody was reached. */
async function contactFor(sql: Sql, timer: z.infer<typeof TimerRow>): Promise<string | null> {
  if (timer.held && timer.household_id !== null) return null;
  // What waited for the next word of a phone that does not answer for the household any more goes to one that does.
  if (timer.contact_id === null || !(await answersStill(sql, timer))) return bestContact(sql, timer);
  return timer.contact_id;
}

async function answersStill(
  sql: Sql,
  { household_id: household, contact_id: contact, due_at: due }: z.infer<typeof TimerRow>,
): Promise<boolean> {
  if (household === null) return true;
  const linked = await sql.rows(
    ContactRow,
    `SELECT contact_id AS id FROM household_contacts WHERE household_id = $1 AND contact_id = $2
       AND (valid_to IS NULL OR valid_to > ($3::timestamptz AT TIME ZONE 'Asia/Ho_Chi_Minh')::date)`,
    [household, contact, due],
  );
  return linked.length > 0;
}

/** How long a question to a household waits for its next word before it counts as not said. */
const HELD_DAYS = 30;

/**
 * Whether a household's phone may not be written to now: Zalo refuses an official account seven days after the last word
 * of the person. What is asked of officials has a road of its own (a template that is paid for).
 */
async function isClosed(
  sql: Sql,
  timer: z.infer<typeof TimerRow>,
  contactId: string,
  now: Date,
): Promise<boolean> {
  if (timer.household_id === null) return false;
  const [account] = await sql.rows(
    WindowRow,
    "SELECT channel, last_interaction_at AS last FROM contacts WHERE id = $1",
    [contactId],
  );
  return account?.channel === "zalo-oa" && zaloWindow(account.last, now) === "closed";
}

/**
 * Lets a question wait for the household's next word, free of charge. Meanwhile it is knocked for, or a line on the officer's
 * list says that somebody has to go there.
 */
async function hold(
  sql: Sql,
  timer: z.infer<typeof TimerRow>,
  contactId: string,
  now: Date,
  knock: Knock,
): Promise<void> {
  await sql.run("UPDATE timers SET held = true, contact_id = $2, due_at = $3 WHERE id = $1", [
    timer.id,
    contactId,
    new Date(now.getTime() + HELD_DAYS * DAY_MS),
  ]);
  const household = timer.household_id;
  if (household !== null && (await knock(sql, { contactId, household, kind: timer.kind }, now))) return;
  await noteUnreachable(sql, timer, now);
}

/** The account on which a person, or whoever answers for a household, was last seen and may be reminded. */
async function bestContact(sql: Sql, timer: z.infer<typeof TimerRow>): Promise<string | null> {
  const [found] = await sql.rows(
    ContactRow,
    `SELECT c.id FROM contacts c
     WHERE c.state = 'active' AND NOT c.reminders_off AND (
       c.person_id = $1 OR c.id IN (
         SELECT contact_id FROM household_contacts WHERE household_id = $2 AND valid_to IS NULL))
     -- A phone that is away with whoever works far from home comes after those at home.
     ORDER BY EXISTS (SELECT FROM absences a WHERE a.contact_id = c.id AND a.household_id = $2 AND a.ended_on IS NULL
         AND (a.until_on IS NULL OR a.until_on >= ($3::timestamptz AT TIME ZONE 'Asia/Ho_Chi_Minh')::date)),
       c.last_interaction_at DESC NULLS LAST, c.created_at LIMIT 1`,
    [timer.person_id, timer.household_id, timer.due_at],
  );
  return found?.id ?? null;
}

async function noteUnreachable(sql: Sql, timer: z.infer<typeof TimerRow>, now: Date): Promise<void> {
  if (timer.household_id === null) return;
  await sql.run(
    `WITH officer AS (
       SELECT a.person_id FROM assignments a WHERE a.household_id = $1 AND a.kind = 'officer' AND a.valid_to IS NULL
         AND EXISTS (SELECT FROM roles r WHERE r.person_id = a.person_id AND r.role IN ('officer', 'leader')
           AND (r.valid_to IS NULL OR r.valid_to > ($3::timestamptz AT TIME ZONE 'Asia/Ho_Chi_Minh')::date)) LIMIT 1
     )
     INSERT INTO tasks (id, kind, household_id, person_id, unit_id, note, created_at)
     SELECT gen_random_uuid(), 'unreachable', h.id, (SELECT person_id FROM officer),
       CASE WHEN NOT EXISTS (SELECT FROM officer) THEN h.unit_id END, $2, $3 FROM households h
     WHERE h.id = $1 AND NOT EXISTS (SELECT FROM tasks WHERE household_id = $1 AND kind = 'unreachable' AND done_at IS NULL)`,
    [timer.household_id, timer.kind, now],
  );
}
