import { z } from "zod";
import { Yes } from "../turns/choice-id.ts";
import { command } from "../turns/command.ts";

/** Stops reminders to this account, or lets them come again. Answers to what it writes come either way. */
export const reminders = command({
  name: "desk.reminders",
  takes: z.object({ on: Yes }),
  async run({ sql, contactId }, { on }) {
    await sql.run("UPDATE contacts SET reminders_off = $2 WHERE id = $1", [contactId, !on]);
    return { code: "ok", value: {} };
  },
});
