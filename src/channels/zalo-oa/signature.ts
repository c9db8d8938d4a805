import { createHash } from "node:crypto";
import { z } from "zod";
import type { RawRequest } from "../../turns/ports.ts";
import { header, sameSecret } from "../shared/request.ts";

export type ZaloKeys = {
  appId: string;
  oaId: string;
  appSecret: string;
  /** "Khóa bí mật OA" of the webhook page; shown there only after the address has been saved. */
  oaSecretKey?: string;
};

const Stamped = z.object({ timestamp: z.union([z.string(), z.number()]).transform(String) });

/**
 * Which formula an event's signature fits, or null where it fits none. The rule is a plain SHA-256, not HMAC, over app
 * id, raw body, timestamp and secret (docs.zaloplatforms.com/docs/OA/webhook/tin-nhan). Sources differ on which secret
 * it is, on app id or OA id, and on where the timestamp comes from, so each is tried and the one that fits is named.
 */
export function signatureFits(request: RawRequest, json: unknown, keys: ZaloKeys): string | null {
  const given = (header(request, "x-zevent-signature") ?? "").replace(/^mac=/, "").toLowerCase();
  if (!/^[0-9a-f]{64}$/.test(given)) return null;
  const stamps = [Stamped.safeParse(json).data?.timestamp, header(request, "x-zevent-timestamp")];
  const secrets = [
    ["oa_secret_key", keys.oaSecretKey],
    ["app_secret", keys.appSecret],
  ] as const;
  const ids = [
    ["app_id", keys.appId],
    ["oa_id", keys.oaId],
  ] as const;
  for (const stamp of new Set(stamps))
    for (const [secretName, secret] of secrets)
      for (const [idName, id] of ids)
        if (
          stamp !== undefined &&
          secret !== undefined &&
          sameSecret(given, mac(id, request.body, stamp, secret))
        )
          return `${secretName}_${idName}`;
  return null;
}

function mac(id: string, body: Buffer, timestamp: string, secret: string): string {
  return createHash("sha256").update(id).update(body).update(timestamp).update(secret).digest("hex");
}
