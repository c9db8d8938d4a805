import { z } from "zod";
import type { Sent } from "../../turns/ports.ts";
import { post, THROTTLED_MS } from "../shared/post.ts";

export type BotApi = { apiRoot: string; token: string };

export type BotFailed =
  | { kind: "refused"; code: number; message: string }
  | { kind: "broken"; sent: Extract<Sent, { kind: "retry" | "unknown" }> };
export type BotAnswer = { kind: "ok"; result: unknown } | BotFailed;

const Envelope = z.object({
  ok: z.boolean(),
  result: z.unknown().optional(),
  error_code: z.coerce.number().optional(),
  description: z.string().optional(),
});

/** Calls one method. A refusal comes with HTTP 200 and `ok: false`. Never rejects; the token is in no answer. */
export async function callBot(
  { apiRoot, token }: BotApi,
  method: string,
  params: object,
  signal?: AbortSignal,
): Promise<BotAnswer> {
  const posted = await post({
    url: `${apiRoot.replace(/\/+$/, "")}/bot${token}/${method}`,
    headers: { "content-type": "application/json" },
    body: JSON.stringify(params),
    ...(signal === undefined ? {} : { signal }),
  });
  if (posted.kind === "broken") return posted;
  const envelope = Envelope.safeParse(posted.json);
  if (!envelope.success)
    return posted.status === 200
      ? { kind: "broken", sent: { kind: "unknown", why: "the answer is not the Bot Platform's" } }
      : { kind: "refused", code: posted.status, message: `HTTP ${posted.status}` };
  const { ok, result, error_code, description } = envelope.data;
  if (ok) return { kind: "ok", result };
  return { kind: "refused", code: error_code ?? posted.status, message: (description ?? "").slice(0, 200) };
}

/** What a call that brought nothing means for a message. Codes are those of HTTP. */
export function botFailure(answer: BotFailed): Exclude<Sent, { kind: "sent" }> {
  if (answer.kind === "broken") return answer.sent;
  const { code, message } = answer;
  const why = `${code}: ${message}`;
  if (code === 429) return { kind: "retry", why, afterMs: THROTTLED_MS };
  if (code === 403 || (code === 400 && /chat not found/i.test(message))) return { kind: "stop_person", why };
  if (code === 401 || code === 404)
    return { kind: "alarm", why: `${why}. Check ZALO_BOT_TOKEN and ZALO_BOT_API_ROOT.` };
  return code === 408 || code >= 500 ? { kind: "retry", why } : { kind: "give_up", why };
}
