import type { Sent } from "../../turns/ports.ts";
import { brokenCall } from "./broken-call.ts";

export type Call = {
  url: string;
  headers: Readonly<Record<string, string>>;
  /** Without one it is a GET. */
  body?: string | FormData | URLSearchParams;
  /** Breaks the call off. */
  signal?: AbortSignal;
};

/** What came back. `json` is undefined where the answer is none. */
export type Posted =
  | { kind: "answer"; status: number; json: unknown }
  | { kind: "broken"; sent: Extract<Sent, { kind: "retry" | "unknown" }> };

const TIMEOUT_MS = 30_000;
/** Vendors count by the minute; where one does not say how long to wait, it is this. */
export const THROTTLED_MS = 60_000;

/** One POST (or GET) within 30 seconds. Never rejects; a failed server and a throttled call count as no answer. */
export async function post({ url, headers, body, signal }: Call): Promise<Posted> {
  const controller = new AbortController();
  const abort = (): void => controller.abort();
  const timer = setTimeout(abort, TIMEOUT_MS);
  signal?.addEventListener("abort", abort, { once: true });
  try {
    const init = { headers, redirect: "manual", signal: controller.signal } as const;
    const response = await fetch(url, body === undefined ? init : { ...init, method: "POST", body });
    const text = await response.text();
    const { status } = response;
    if (status === 429) return throttled(response.headers.get("retry-after"));
    if (status >= 500) return { kind: "broken", sent: { kind: "retry", why: `HTTP ${status}` } };
    return { kind: "answer", status, json: parse(text) };
  } catch (error) {
    return { kind: "broken", sent: brokenCall(error) };
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", abort);
  }
}

function throttled(retryAfter: string | null): Posted {
  const seconds = Number(retryAfter);
  const afterMs = seconds > 0 ? Math.min(seconds, 3600) * 1000 : THROTTLED_MS;
  return { kind: "broken", sent: { kind: "retry", why: "HTTP 429", afterMs } };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
