import { z } from "zod";
import { localDateOf } from "../calendar/local-date.ts";
import { command } from "../turns/command.ts";

const TimerRow = z.object({ kind: z.string(), due_at: z.date() });
/** What belongs to a talk under way rather than to a plan or a duty. */
const OF_THE_TALK = ["nudge", "later"];
/** How many timers of this account are looked at, the latest first. */
const LOOK_BACK = 50;

/** The last reminder that came to this account: its kind (`what`) and the local date (`when`). */
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
       WHERE t.kind <> ALL ($2) ORDER BY t.due_at DESC, t.id DESC LIMIT 1`,
      [contactId, OF_THE_TALK, LOOK_BACK],
    );
    if (last === undefined) return { code: "none" };
    return { code: "ok", value: { what: last.kind, when: localDateOf(last.due_at) } };
  },
});
