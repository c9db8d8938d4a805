import { createHash } from "node:crypto";
import type { RawRequest, Verdict } from "../../turns/ports.ts";
import { header, jsonBody, sameSecret, saysJson } from "../shared/request.ts";
import { parseUpdate } from "./parse.ts";

const SECRET_HEADER = "x-telegram-bot-api-secret-token";

/** A secret of the right alphabet for `setWebhook`, for those who set none: it changes only with the token. */
export function secretFromToken(token: string): string {
  return createHash("sha256").update(`webhook of ${token}`).digest("hex");
}

/**
 * Verifies that Telegram sent the request and reads its update. An update that we cannot read is accepted with nothing
 * in it: Telegram would hold back that person's later messages for up to 24 h until it gets a 2xx.
 */
export function readTelegramWebhook(request: RawRequest, secret: string, now: Date): Verdict {
  if (!sameSecret(header(request, SECRET_HEADER) ?? "", secret))
    return { kind: "refused", status: 401, why: "secret token is missing or wrong" };
  if (!saysJson(request)) return { kind: "refused", status: 415, why: "the body is not JSON" };
  const update = jsonBody(request);
  if (update === undefined) return { kind: "refused", status: 400, why: "the body is not valid JSON" };
  return { kind: "accepted", inbound: parseUpdate(update, now) };
}
