import type { RawRequest, Verdict } from "../../turns/ports.ts";
import { jsonBody, saysJson } from "../shared/request.ts";
import { parseZaloEvent } from "./parse.ts";
import { zaloNotices, zaloReceipts } from "./receipts.ts";
import { signatureFits, type ZaloKeys } from "./signature.ts";

export type ZaloWebhookOptions = ZaloKeys & {
  /** `log` takes unsigned events too, until real traffic has shown which secret Zalo signs with. */
  signatureMode: "enforce" | "log";
  /** Counts by which formula events were signed, and those that fitted none. */
  count: (what: string) => void;
};

/**
 * Verifies and reads one request. The console probes the address with an unsigned `{}` or an empty body before it
 * shows the secret, and saves it only if that is answered 200. An event that we do not know is accepted with nothing
 * in it: after five answers other than 200 Zalo switches the app's events off.
 */
export function readZaloWebhook(request: RawRequest, options: ZaloWebhookOptions, now: Date): Verdict {
  if (request.body.length <= 64 && /^\s*(?:\{\s*\})?\s*$/.test(request.body.toString("utf8")))
    return { kind: "probe" };
  if (!saysJson(request)) return { kind: "refused", status: 415, why: "the body is not JSON" };
  const json = jsonBody(request);
  if (json === undefined) return { kind: "refused", status: 400, why: "the body is not valid JSON" };
  const fits = signatureFits(request, json, options);
  options.count(`zalo.signature.${fits ?? "none"}`);
  if (fits === null && options.signatureMode === "enforce")
    return { kind: "refused", status: 401, why: "the signature fits none of the configured secrets" };
  const [receipts, notices] = [zaloReceipts(json, now), zaloNotices(json)];
  return {
    kind: "accepted",
    inbound: parseZaloEvent(json, options.oaId, now),
    ...(receipts.length === 0 ? {} : { receipts }),
    ...(notices.length === 0 ? {} : { notices }),
  };
}
