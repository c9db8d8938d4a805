import { z } from "zod";
import type { Sent } from "../../turns/ports.ts";
import { brokenCall } from "../shared/broken-call.ts";

/** A call that brought nothing. Zalo says no with HTTP 200 and an `error` other than 0. */
export type ZaloFailed =
  | { kind: "refused"; code: number; message: string }
  /** No word from Zalo's own program: the network, a gateway, a time-out; or no token to ask with. */
  | { kind: "broken"; sent: Extract<Sent, { kind: "retry" | "unknown" | "alarm" }> };

export type ZaloAnswer = { kind: "ok"; json: unknown } | ZaloFailed;

export type ZaloCall = {
  url: string;
  headers: Readonly<Record<string, string>>;
  body: string | FormData | URLSearchParams;
};

const TIMEOUT_MS = 30_000;
/** Quotas of the OpenAPI are counted by the minute. */
export const THROTTLED_MS = 60_000;

const Envelope = z.object({
  error: z.coerce.number().optional(),
  message: z.string().optional(),
  error_name: z.string().optional(),
  error_reason: z.string().optional(),
});

/** One POST to a host of Zalo. Never rejects. Nothing of the request is in the answer's words. */
export async function callZalo({ url, headers, body }: ZaloCall): Promise<ZaloAnswer> {
  let status: number;
  let retryAfter: string | null;
  let text: string;
  try {
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const response = await fetch(url, { method: "POST", headers, body, signal, redirect: "manual" });
    status = response.status;
    retryAfter = response.headers.get("retry-after");
    text = await response.text();
  } catch (error) {
    return { kind: "broken", sent: brokenCall(error) };
  }
  if (status === 429) {
    const seconds = Number(retryAfter);
    const afterMs = seconds > 0 ? Math.min(seconds, 3600) * 1000 : THROTTLED_MS;
    return { kind: "broken", sent: { kind: "retry", why: "HTTP 429", afterMs } };
  }
  if (status >= 500) return { kind: "broken", sent: { kind: "retry", why: `HTTP ${status}` } };
  return readAnswer(status, text);
}

function readAnswer(status: number, text: string): ZaloAnswer {
  const json = parse(text);
  const envelope = Envelope.safeParse(json);
  if (!envelope.success)
    return status === 200
      ? { kind: "broken", sent: { kind: "unknown", why: "the answer is not Zalo's" } }
      : { kind: "refused", code: status, message: `HTTP ${status}` };
  const { error = 0, message, error_name, error_reason } = envelope.data;
  if (error === 0 && status === 200) return { kind: "ok", json };
  const said = [message, error_name, error_reason].filter(Boolean).join(" ");
  return { kind: "refused", code: error === 0 ? status : error, message: said.slice(0, 200) };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
