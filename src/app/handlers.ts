import type { Handlers } from "../jobs/catalog.ts";
import { sealAudit } from "../registry/audit/seal.ts";
import { pumpBroadcasts } from "../reminders/pump-broadcasts.ts";
import type { Database } from "../store/pool.ts";
import type { SecretBox } from "../store/secret-box.ts";
import { sqlOf } from "../store/sql.ts";
import { inTransaction } from "../store/in-transaction.ts";
import type { Background } from "../turns/background.ts";
import { deliver } from "../turns/deliver.ts";
import { doErrands } from "../turns/do-errands.ts";
import { fetchFile } from "../turns/fetch-file.ts";
import type { Parts } from "../turns/parts.ts";
import { fireDueTimers, sweep } from "../turns/sweep.ts";
import { takeTurns } from "../turns/take-turn.ts";

/** What each job does. A missing one is a compile error. */
export function handlersOf(options: {
  parts: Parts;
  pool: Database;
  secrets: SecretBox;
  planAhead: () => Promise<void>;
  expire: () => Promise<void>;
  keepChannels: () => Promise<void>;
  /** Whether somebody pushes the simulator's clock, who then does what falls due. */
  isPushing: () => boolean;
  background: Background;
}): Handlers {
  const { parts, pool, secrets, planAhead, expire, keepChannels, isPushing, background } = options;
  let sending = false;
  return {
    "take-turn": ({ contactId }) => takeTurns(parts, contactId),
    deliver: ({ contactId }) => deliver(parts, contactId),
    "fetch-file": async ({ fileId }) => {
      const woken = await fetchFile(parts, sqlOf(pool), fileId);
      if (woken !== null) await takeTurns(parts, woken);
    },
    "do-errands": async () => void (await doErrands(parts)),
    "fire-timers": async () => {
      if (!isPushing()) await fireDueTimers(parts);
    },
    sweep: async () => {
      if (!isPushing()) await sweep(parts);
      await inTransaction(pool, (client) => sealAudit(sqlOf(client), secrets, parts.clock.now()));
    },
    "plan-deadlines": planAhead,
    // An hour's work must not hold up the other jobs; one at a time in this process.
    "send-broadcasts": async () => {
      if (sending || isPushing()) return;
      sending = true;
      background.run(async () => {
        await pumpBroadcasts(parts).finally(() => (sending = false));
      });
    },
    expire,
    "keep-channels": keepChannels,
  };
}
