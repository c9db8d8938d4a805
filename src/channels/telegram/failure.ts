import { GrammyError, HttpError } from "grammy";
import type { Sent } from "../../turns/ports.ts";
import { brokenCall } from "../shared/broken-call.ts";
import { GatewayError } from "./transport.ts";

type NotSent = Exclude<Sent, { kind: "sent" }>;

const NOBODY_THERE = /chat not found|user not found|PEER_ID_INVALID|user is deactivated|bot was blocked/i;
/**
 * What a failed call of the Bot API means, by the codes of core.telegram.org/bots/api#making-requests and the
 * descriptions that the servers are known to give.
 */
export function telegramFailure(error: unknown): NotSent {
  if (error instanceof GrammyError) return refusal(error);
  if (error instanceof HttpError) {
    return error.error instanceof GatewayError
      ? { kind: "retry", why: error.error.message }
      : brokenCall(error);
  }
  throw error;
}

function refusal(error: GrammyError): NotSent {
  // A gateway may answer with JSON of its own, without a code.
  const code: number | undefined = error.error_code;
  const why = `${code}: ${error.description}`.slice(0, 200);
  if (code === 429) return { kind: "retry", why, afterMs: (error.parameters.retry_after ?? 1) * 1000 };
  if (code === 403 || (code === 400 && NOBODY_THERE.test(error.description)))
    return { kind: "stop_person", why };
  if (code === 401 || code === 404)
    return { kind: "alarm", why: `${why}. Check TELEGRAM_BOT_TOKEN and TELEGRAM_API_ROOT.` };
  if (code === undefined || code === 409 || code >= 500) return { kind: "retry", why };
  return { kind: "give_up", why };
}
