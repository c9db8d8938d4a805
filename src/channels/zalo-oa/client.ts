import { z } from "zod";
import type { Sent } from "../../turns/ports.ts";
import { post, type Call } from "../shared/post.ts";

/** A call that brought nothing. Zalo says no with HTTP 200 and an `error` other than 0. */
export type ZaloFailed =
  | { kind: "refused"; code: number; message: string }
  /** No word from Zalo's own program: the network, a gateway, a time-out; or no token to ask with. */
  | { kind: "broken"; sent: Extract<Sent, { kind: "retry" | "unknown" | "alarm" }> };

export type ZaloAnswer = { kind: "ok"; json: unknown } | ZaloFailed;

const Envelope = z.object({
  error: z.coerce.number().optional(),
  message: z.string().optional(),
  error_name: z.string().optional(),
  error_reason: z.string().optional(),
});

/** One call to a host of Zalo. Never rejects. Nothing of the request is in the answer's words. */
export async function callZalo(call: Call): Promise<ZaloAnswer> {
  const posted = await post(call);
  if (posted.kind === "broken") return posted;
  const { status, json } = posted;
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
