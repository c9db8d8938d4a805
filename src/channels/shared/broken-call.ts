import { z } from "zod";
import type { Sent } from "../../turns/ports.ts";

/** Failures before the first byte of the request left this machine. */
const NEVER_LEFT = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENETDOWN",
  "UND_ERR_CONNECT_TIMEOUT",
  "CERT_HAS_EXPIRED",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
]);

const Failure = z.object({
  /** Where a broken-off call has one it is a number, and says less than its name. */
  code: z.string().optional().catch(undefined),
  name: z.string().optional(),
  cause: z.unknown().optional(),
  error: z.unknown().optional(),
});

/**
 * What a call that brought no answer means for the message. Only where the connection was never made is it certain that
 * nothing went out; after that the vendor may have taken the message.
 */
export function brokenCall(error: unknown): Extract<Sent, { kind: "retry" | "unknown" }> {
  const code = failureCode(error);
  return NEVER_LEFT.has(code)
    ? { kind: "retry", why: `no connection (${code})` }
    : { kind: "unknown", why: `connection lost before the answer (${code})` };
}

/** The system's code of a failed call, which libraries wrap two or three deep. Never a message: those can hold URLs. */
export function failureCode(error: unknown): string {
  let inner = error;
  let name = "unknown";
  for (let depth = 0; depth < 5; depth += 1) {
    const parsed = Failure.safeParse(inner);
    if (!parsed.success) return name;
    if (parsed.data.code !== undefined) return parsed.data.code;
    name = parsed.data.name ?? name;
    inner = parsed.data.cause ?? parsed.data.error;
  }
  return name;
}
