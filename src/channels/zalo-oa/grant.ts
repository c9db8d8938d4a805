import { z } from "zod";
import { callZalo, type ZaloFailed } from "./client.ts";

/** A pair of tokens. The refresh token can be used once; a new access token kills the old one at once. */
export const ZaloGrant = z.object({
  accessToken: z.string().min(1),
  refreshToken: z.string().min(1),
  obtainedAt: z.coerce.date(),
  expiresAt: z.coerce.date(),
});
export type ZaloGrant = z.infer<typeof ZaloGrant>;

export type GrantAnswer = { kind: "granted"; grant: ZaloGrant } | ZaloFailed;

export type OauthApp = { oauthRoot: string; appId: string; appSecret: string };

const Answered = z.object({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1),
  /** Seconds, as text ("90000" is 25 hours). */
  expires_in: z.coerce.number().positive(),
});

/** Trades a refresh token for a new pair (OAuth v4). The old pair is dead as soon as Zalo has answered. */
export async function refreshGrant(app: OauthApp, refreshToken: string, now: Date): Promise<GrantAnswer> {
  return trade(app, { refresh_token: refreshToken, grant_type: "refresh_token" }, now);
}

/** Trades the code that Zalo brought back from its page of consent: within ten minutes, once (OAuth v4 with PKCE). */
export async function exchangeGrant(
  app: OauthApp,
  { code, verifier }: { code: string; verifier: string },
  now: Date,
): Promise<GrantAnswer> {
  return trade(app, { code, code_verifier: verifier, grant_type: "authorization_code" }, now);
}

async function trade(app: OauthApp, given: Record<string, string>, now: Date): Promise<GrantAnswer> {
  const answer = await callZalo({
    url: new URL("/v4/oa/access_token", app.oauthRoot).href,
    headers: { secret_key: app.appSecret },
    body: new URLSearchParams({ ...given, app_id: app.appId }),
  });
  if (answer.kind !== "ok") return answer;
  const grant = Answered.safeParse(answer.json);
  if (!grant.success) return { kind: "refused", code: 0, message: "the answer holds no tokens" };
  const { access_token, refresh_token, expires_in } = grant.data;
  return {
    kind: "granted",
    grant: {
      accessToken: access_token,
      refreshToken: refresh_token,
      obtainedAt: now,
      expiresAt: new Date(now.getTime() + expires_in * 1000),
    },
  };
}
