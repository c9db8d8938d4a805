import { z } from "zod";
import { localDateOf } from "../calendar/local-date.ts";
import { command } from "../turns/command.ts";
import type { Sql } from "../turns/ports.ts";

const TimerRow = z.object({ kind: z.string(), due_at: z.date() });
/** What belongs to a talk under way rather than to a plan or a duty. */
const OF_THE_TALK = ["nudge", "later"];
/** How many timers of this account are looked at, the latest first. */
const LOOK_BACK = 50;

const SentRow = z.object({ sent_at: z.date(), author: z.string() });
const RuleRow = z.object({ document: z.string().nullable() });

/**
 * The last message that we began with this account: what it was (`what`), on which day (`when`), who sent it where it was
 * a message to many (`by`), and the document behind a deadline (`document`).
 */
export const why = command({
  name: "desk.why",
  takes: z.object({}),
  codes: ["none"],
  async run({ sql, contactId }) {
    // The inbox names the timer that a reminder came from, so this is what this very account got.
    const [last] = await sql.rows(
      TimerRow,
      `SELECT t.kind, t.due_at FROM (
         SELECT split_part(external_id, ':', 2)::bigint AS timer FROM inbox
         WHERE contact_id = $1 AND external_id LIKE 'timer:%' ORDER BY id DESC LIMIT $3
       ) got JOIN timers t ON t.id = got.timer
       WHERE t.fired_at IS NOT NULL AND t.kind <> ALL ($2) ORDER BY t.due_at DESC, t.id DESC LIMIT 1`,
      [contactId, OF_THE_TALK, LOOK_BACK],
    );
    const [sent] = await sql.rows(
      SentRow,
      `SELECT o.sent_at, p.name AS author FROM broadcast_recipients r JOIN outbox o ON o.id = r.outbox_id
       JOIN broadcasts b ON b.id = r.broadcast_id JOIN people p ON p.id = b.author_id
       WHERE r.contact_id = $1 AND o.sent_at IS NOT NULL ORDER BY o.sent_at DESC LIMIT 1`,
      [contactId],
    );
    if (sent !== undefined && (last === undefined || sent.sent_at > last.due_at))
      return {
        code: "ok",
        value: { what: "broadcast", when: localDateOf(sent.sent_at), by: sent.author, document: null },
      };
    if (last === undefined) return { code: "none" };
    const document = last.kind === "deadline" ? await documentBehind(sql, contactId) : null;
    return { code: "ok", value: { what: last.kind, when: localDateOf(last.due_at), by: null, document } };
  },
});

/** The document that the last deadline told to this account stands on. */
async function documentBehind(sql: Sql, contactId: string): Promise<string | null> {
  const [row] = await sql.rows(
    RuleRow,
    `SELECT (SELECT o.document FROM obligation_rules o WHERE o.code = s.obligation AND o.version = r.rule_version
         ORDER BY o.unit_id NULLS FIRST LIMIT 1) AS document
     FROM reminders r JOIN submissions s ON s.id = r.submission_id
     WHERE r.contact_id = $1 AND r.state = 'told' ORDER BY r.decided_at DESC, r.id LIMIT 1`,
    [contactId],
  );
  return row?.document ?? null;
}
