import { createHash, timingSafeEqual } from "node:crypto";
import type { RawRequest } from "../../turns/ports.ts";

/** The value of a header given in lower case; the first where it was sent twice. */
export function header(request: RawRequest, name: string): string | undefined {
  const value = request.headers[name];
  return typeof value === "string" ? value : value?.[0];
}

/** False where the sender says that the body is something else than JSON. */
export function saysJson(request: RawRequest): boolean {
  const type = header(request, "content-type");
  return type === undefined || /^application\/(?:[\w.-]+\+)?json\b/i.test(type.trim());
}

/** The body as JSON, or undefined where it is none. */
export function jsonBody(request: RawRequest): unknown {
  try {
    return JSON.parse(request.body.toString("utf8"));
  } catch {
    return undefined;
  }
}

/** Whether two secrets are equal, in a time that tells nothing about where or in length they differ. */
export function sameSecret(given: string, expected: string): boolean {
  return timingSafeEqual(digest(given), digest(expected));
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
