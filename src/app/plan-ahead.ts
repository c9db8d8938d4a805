import { planDuties } from "../casework/plan-duties.ts";
import { PushedClock } from "../clock.ts";
import type { Log } from "../log.ts";
import { planReminders } from "../reminders/plan-reminders.ts";
import { settleRestore } from "../reminders/settle-restore.ts";
import { inTransaction } from "../store/in-transaction.ts";
import type { Database } from "../store/pool.ts";
import { sqlOf } from "../store/sql.ts";
import type { Clock } from "../turns/ports.ts";

/**
 * What the passing of days brings near: at the start, now and then, and after the clock was pushed. At the first start after
 * a restore it first sees to what may have been said already; of several processes one does, and the others wait for it.
 */
export function planAheadBy(given: {
  pool: Database;
  clock: Clock;
  politeTime: (instant: Date) => Date;
  log: Log;
}): () => Promise<void> {
  const { pool, clock, politeTime, log } = given;
  return () =>
    inTransaction(pool, async (client) => {
      const sql = sqlOf(client);
      const now = clock.now();
      // The restore knew only the system's clock, and the demo's may have been pushed.
      const aheadMs = clock instanceof PushedClock ? clock.aheadMs : 0;
      const settled = await settleRestore(sql, now, { politeTime, aheadMs });
      if (settled !== null) log.warn({ code: "restored", ...settled }, "put back to a backup");
      await planReminders(sql, now, politeTime);
      await planDuties(sql, now);
    });
}
