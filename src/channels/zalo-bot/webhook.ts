import type { RawRequest, Verdict } from "../../turns/ports.ts";
import { header, jsonBody, sameSecret, saysJson } from "../shared/request.ts";
import { parseBotEvent } from "./parse.ts";

/** Verifies and reads one request. A probe with an empty body and no content type was seen once. */
export function readBotWebhook(request: RawRequest, secret: string, now: Date): Verdict {
  if (request.body.length === 0) return { kind: "probe" };
  if (!sameSecret(header(request, "x-bot-api-secret-token") ?? "", secret))
    return { kind: "refused", status: 401, why: "secret token is missing or wrong" };
  if (!saysJson(request)) return { kind: "refused", status: 415, why: "the body is not JSON" };
  const json = jsonBody(request);
  if (json === undefined) return { kind: "refused", status: 400, why: "the body is not valid JSON" };
  return { kind: "accepted", inbound: parseBotEvent(json, now) };
}
