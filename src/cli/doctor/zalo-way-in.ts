import type { Config } from "../../config.ts";
import type { Finding } from "../../domain/finding.ts";

/** Zalo waits no longer for the answer to its probe. */
const PATIENCE_MS = 2_000;
const ANSWER = /^\{"ok":true\}$/;

/**
 * Whether Zalo would get in: asks PUBLIC_URL/webhooks/zalo what Zalo asks when the address is saved, an unsigned `{}`. Zalo
 * cannot be asked which address it has, so this is all that can be looked at from here.
 */
export async function zaloWayIn({ PUBLIC_URL, ZALO_OA_ID }: Config): Promise<Finding[]> {
  if (PUBLIC_URL === undefined || ZALO_OA_ID === undefined) return [];
  const check = "Zalo's way in";
  const url = `${PUBLIC_URL.replace(/\/$/, "")}/webhooks/zalo`;
  const began = performance.now();
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: "{}",
      redirect: "manual",
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    const ours = ANSWER.test(await response.text());
    const took = `${Math.round(performance.now() - began)} ms`;
    if (response.status === 200 && ours)
      return [{ check, saw: `${url} takes Zalo's probe in ${took}`, todo: null }];
    const saw = `${url} answers ${response.status}${ours ? "" : ", and not as this program does"}`;
    return [{ check, saw, todo: whatToDo(response.status) }];
  } catch (error) {
    const cause = error instanceof Error ? (error.cause ?? error) : error;
    const why = cause instanceof Error ? cause.message || cause.name : String(cause);
    const todo = `Zalo saves the address only where it answers within ${PATIENCE_MS / 1000} s: look at the program, the proxy, the name and its certificate.`;
    return [{ check, saw: `${url} does not answer: ${why}`, todo }];
  }
}

function whatToDo(status: number): string {
  if (status >= 300 && status < 400)
    return "Set PUBLIC_URL to the address that it leads to: Zalo does not follow.";
  if (status === 404)
    return "Let the proxy hand on /webhooks/ as it came, and start the program with the ZALO_OA settings.";
  return "Let the proxy hand on /webhooks/ to this program without a password or a filter of its own.";
}
