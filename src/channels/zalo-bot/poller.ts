import type { Alarm, Clock, Inbound, Poller } from "../../turns/ports.ts";
import { growingPause, rest } from "../shared/rest.ts";
import { botFailure, callBot, type BotApi, type BotFailed } from "./client.ts";
import { parseBotEvent } from "./parse.ts";

/** Below the time limit of a call. Text, as in the document's table. */
const HOLD_SECONDS = "20";
const NOTHING_CAME = 408;

/**
 * Long polling. The platform hands out one event a call and forgets it, without offset or confirmation: an event is held
 * here until `take` has resolved for it. One that is held when the machine stops is lost; a webhook or an Official
 * Account does not have this gap.
 */
export function botPoller(api: BotApi, clock: Clock, alarm: Alarm): Poller {
  return {
    async run(take, signal) {
      for (let failures = 0; !signal.aborted;) {
        const answer = await callBot(api, "getUpdates", { timeout: HOLD_SECONDS }, signal);
        if (answer.kind === "ok") {
          failures = 0;
          await handOver(parseBotEvent(answer.result, clock.now()), take, signal);
        } else if (answer.kind !== "refused" || answer.code !== NOTHING_CAME) {
          failures += 1;
          await rest(pauseAfter(answer, failures, alarm), signal);
        }
      }
    },
  };
}

async function handOver(
  inbound: Inbound[],
  take: (inbound: Inbound[]) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  for (let tries = 1; inbound.length > 0; tries += 1) {
    try {
      await take(inbound);
      return;
    } catch {
      if (signal.aborted) return;
      await rest(growingPause(tries), signal);
    }
  }
}

function pauseAfter(answer: BotFailed, failures: number, alarm: Alarm): number {
  const failure = botFailure(answer);
  if (answer.kind === "refused" && answer.code === 409)
    alarm(
      "zalo_bot.conflict",
      "A webhook is set for this bot, so it cannot be polled. Start again to take it away.",
    );
  else if (failure.kind === "alarm") alarm("zalo_bot.refused", failure.why);
  return failure.kind === "retry" && failure.afterMs !== undefined ? failure.afterMs : growingPause(failures);
}
