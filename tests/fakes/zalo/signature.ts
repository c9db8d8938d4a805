import { createHash } from "node:crypto";

export type SigningKeys = {
  appId: string;
  oaSecretKey: string;
};

/**
 * The value of `X-ZEvent-Signature`: plain SHA-256, not HMAC, over app id, raw body, timestamp and OA secret key, one
 * after another without separators.
 */
export function eventSignature({ appId, oaSecretKey }: SigningKeys, body: string, timestamp: string): string {
  const mac = createHash("sha256").update(`${appId}${body}${timestamp}${oaSecretKey}`).digest("hex");
  return `mac=${mac}`;
}
