import type { Pool } from "pg";
import { z } from "zod";
import { instantAt, localDateOf } from "../../src/calendar/local-date.ts";
import { nextAllowed } from "../../src/calendar/quiet-times.ts";
import { planReminders } from "../../src/reminders/plan-reminders.ts";
import { inTransaction } from "../../src/store/in-transaction.ts";
import { sqlOf } from "../../src/store/sql.ts";
import type { FakeTelegram } from "../fakes/fake-telegram.ts";
import type { TelegramPerson } from "../fakes/telegram/people.ts";
import { addProvince } from "../reminders/province.ts";

/** Half past seven on a Friday on which every commune has a rung of the ladder, and no quiet time. */
export const MORNING = instantAt("2026-11-27", 7.5);

/** Accounts of the leaders; strangers have smaller numbers. */
const FIRST_ID = 50_000_000;

/** What became of the reminders; all but the first should be 0, and what is in doubt is what was being sent at a kill. */
export type ReminderReport = {
  reminders: number;
  /** Nothing was written to her, or it did not leave, or it did not arrive, or her ledger still waits. */
  remindersLost: number;
  remindersTwice: number;
  /** `unknown` in the ledger of messages: it was on its way when the program was killed, and a push is not said twice. */
  remindersInDoubt: number;
  /** Of those, the ones that never stood on a screen. */
  remindersInDoubtUnseen: number;
};

const MessageRow = z.object({
  contact: z.string(),
  waiting: z.int(),
  undecided: z.int(),
  statuses: z.array(z.string()),
});
const Count = z.object({ count: z.int() });

/** A province of so many communes, whose leaders are each reminded once, one after the other within `overMs` from `now`. */
export async function plantReminders(
  pool: Pool,
  telegram: FakeTelegram,
  { communes, now, overMs }: { communes: number; now: Date; overMs: number },
): Promise<TelegramPerson[]> {
  const planted = await inTransaction(pool, async (client) => {
    const sql = sqlOf(client);
    await addProvince(sql, communes);
    await sql.run(
      `UPDATE contacts SET channel = 'telegram', external_id = ($1 + split_part(external_id, '-', 2)::int)::text, created_at = $2
       WHERE channel = 'simulator' AND external_id LIKE 'zalo:xa-%'`,
      [FIRST_ID, now],
    );
    await planReminders(sql, now, nextAllowed);
    return sql.run(
      `UPDATE timers t SET due_at = $1::timestamptz + make_interval(secs => $2::float8 * c.n / 1000)
       FROM (SELECT person_id, (external_id::bigint - $3)::float8 / $4 AS n FROM contacts
         WHERE channel = 'telegram' AND external_id::bigint > $3) c
       WHERE t.kind = 'deadline' AND t.fired_at IS NULL AND t.person_id = c.person_id AND t.due_at < $1::timestamptz + interval '1 hour'`,
      [now, overMs, FIRST_ID, communes],
    );
  });
  if (planted !== communes) throw new Error(`${planted} of ${communes} leaders have a reminder this morning`);
  return Array.from({ length: communes }, (_, at) =>
    telegram.person({ id: FIRST_ID + at + 1, first_name: "Xã", language_code: "vi", started: true }),
  );
}

/** How many of them have not been said, nor found to be not worth saying. */
export async function remindersWaiting(pool: Pool): Promise<number> {
  const { rows } = await pool.query(
    `SELECT count(*)::int AS count FROM timers t JOIN contacts c ON c.person_id = t.person_id
     WHERE t.kind = 'deadline' AND t.fired_at IS NULL AND c.channel = 'telegram' AND c.external_id::bigint > $1 AND t.due_at < $2`,
    [FIRST_ID, instantAt(localDateOf(MORNING), 12)],
  );
  return z.array(Count).parse(rows)[0]?.count ?? 0;
}

/** Holds the ledger, the messages and the screens of the leaders against each other. */
export async function checkReminders(
  pool: Pool,
  leaders: readonly TelegramPerson[],
): Promise<ReminderReport> {
  const { rows } = await pool.query(
    `SELECT c.external_id AS contact,
       (SELECT count(*)::int FROM timers t WHERE t.person_id = c.person_id AND t.kind = 'deadline' AND t.fired_at IS NULL
         AND t.due_at < $2) AS waiting,
       (SELECT count(*)::int FROM reminders r WHERE r.person_id = c.person_id AND r.state = 'planned' AND r.planned_on <= $3) AS undecided,
       (SELECT coalesce(json_agg(o.status), '[]') FROM outbox o WHERE o.contact_id = c.id) AS statuses
     FROM contacts c WHERE c.channel = 'telegram' AND c.external_id = ANY ($1)`,
    [leaders.map(({ id }) => String(id)), instantAt(localDateOf(MORNING), 12), localDateOf(MORNING)],
  );
  const found = new Map(
    MessageRow.array()
      .parse(rows)
      .map((row) => [row.contact, row]),
  );
  const report: ReminderReport = {
    reminders: leaders.length,
    remindersLost: 0,
    remindersTwice: 0,
    remindersInDoubt: 0,
    remindersInDoubtUnseen: 0,
  };
  for (const { id, inbox } of leaders) {
    const { waiting = 1, undecided = 1, statuses = [] } = found.get(String(id)) ?? {};
    const inDoubt = statuses.filter((status) => status === "unknown").length;
    const sent = statuses.filter((status) => status === "sent").length;
    if (
      waiting + undecided > 0 ||
      sent + inDoubt === 0 ||
      inbox.length < sent ||
      statuses.length > sent + inDoubt
    )
      report.remindersLost += 1;
    if (statuses.length > 1 || inbox.length > 1) report.remindersTwice += 1;
    report.remindersInDoubt += inDoubt;
    if (inDoubt > 0 && inbox.length === 0) report.remindersInDoubtUnseen += 1;
  }
  return report;
}
