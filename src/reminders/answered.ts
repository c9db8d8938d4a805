import { z } from "zod";
import { command } from "../turns/command.ts";

/** How long after a reminder an answer counts as one to it. */
const COUNTS_FOR = "3 days";

/** Notes in the ledger that the person has answered what was told last. */
export const answered = command({
  name: "reminders.answered",
  takes: z.object({}),
  async run({ sql, me, contactId, now }) {
    await sql.run(
      `UPDATE reminders SET answered_at = $3 WHERE person_id = $1 AND contact_id = $2 AND state = 'told'
         AND answered_at IS NULL AND decided_at >= $3::timestamptz - $4::interval`,
      [me.person, contactId, now, COUNTS_FOR],
    );
    return { code: "ok" };
  },
});
