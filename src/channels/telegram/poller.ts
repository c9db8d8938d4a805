import type { Alarm, Clock, Poller } from "../../turns/ports.ts";
import { growingPause, rest } from "../shared/rest.ts";
import type { TelegramApi } from "./api.ts";
import { telegramFailure } from "./failure.ts";
import { parseUpdate } from "./parse.ts";
import { ALLOWED_UPDATES } from "./update-shape.ts";

/** Below the time limit of a call, so that a silent chat is not taken for a lost connection. */
const HOLD_SECONDS = 20;
const CONFLICT =
  "Telegram answered 409: another program asks for this bot's updates, or a webhook is set. Stop the other one; " +
  "each bot token serves one program.";

/**
 * Long polling for a machine without a public address. Updates are asked for again until `take` has resolved for
 * them, so that a crash loses none; what was taken before comes again and is known by its id. Ends with the signal, also
 * in the middle of a call; the connection is its own, so that breaking it off disturbs no send.
 */
export function telegramPoller(connect: () => TelegramApi, clock: Clock, alarm: Alarm): Poller {
  return {
    async run(take, signal) {
      const { api, close } = connect();
      signal.addEventListener("abort", close, { once: true });
      let offset = 0;
      let failures = 0;
      while (!signal.aborted) {
        try {
          const updates = await api.getUpdates({
            offset,
            limit: 100,
            timeout: HOLD_SECONDS,
            allowed_updates: ALLOWED_UPDATES,
          });
          const inbound = updates.flatMap((update) => parseUpdate(update, clock.now()));
          if (inbound.length > 0) await take(inbound);
          offset = updates.reduce((next, { update_id }) => Math.max(next, update_id + 1), offset);
          failures = 0;
        } catch (error) {
          if (signal.aborted) return;
          failures += 1;
          await rest(pauseAfter(error, failures, alarm), signal);
        }
      }
    },
  };
}

function pauseAfter(error: unknown, failures: number, alarm: Alarm): number {
  const grown = growingPause(failures);
  const failure = asFailure(error);
  if (failure === null) return grown;
  if (failure.why.startsWith("409")) alarm("telegram.conflict", CONFLICT);
  else if (failure.kind === "alarm") alarm("telegram.refused", failure.why);
  return failure.kind === "retry" && failure.afterMs !== undefined ? failure.afterMs : grown;
}

/** Null where `take` failed: its own alarm has been raised, and the updates stay with Telegram. */
function asFailure(error: unknown): ReturnType<typeof telegramFailure> | null {
  try {
    return telegramFailure(error);
  } catch {
    return null;
  }
}
