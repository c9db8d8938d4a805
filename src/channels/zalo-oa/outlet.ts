import { callZalo, type ZaloAnswer, type ZaloFailed } from "./client.ts";
import type { ZaloMessage } from "./compose.ts";
import type { ZaloTokens } from "./tokens.ts";

const V3 = "/v3.0/oa/message/cs";
const V2 = "/v2.0/oa/message";
const WRONG_OA_TYPE = -235;
const V2_SHUT_DOWN = -240;

export type Outlet = (userId: string, message: ZaloMessage) => Promise<ZaloAnswer>;

/**
 * Sends consultation messages of one Official Account. Accounts of state bodies are refused on v3.0 with -235 and
 * served by v2.0; which it is, is found out by the first message and remembered. After any other error the other
 * address is never tried: the message may have been delivered.
 */
export function zaloOutlet(openapiRoot: string, tokens: ZaloTokens): Outlet {
  let path = V3;
  return async (userId, message) => {
    const body = JSON.stringify({ recipient: { user_id: userId }, message });
    const post = (to: string): Promise<ZaloAnswer> =>
      withToken(tokens, (accessToken) =>
        callZalo({
          url: new URL(to, openapiRoot).href,
          headers: { access_token: accessToken, "content-type": "application/json" },
          body,
        }),
      );
    const answer = await post(path);
    if (answer.kind !== "refused") return answer;
    if (answer.code === V2_SHUT_DOWN) path = V3;
    if (answer.code !== WRONG_OA_TYPE || path !== V3) return answer;
    const second = await post(V2);
    if (second.kind === "ok") path = V2;
    return second;
  };
}

/** Makes a call with the current token; once more with another where Zalo refuses that one. */
export async function withToken<T extends { kind: string }>(
  tokens: ZaloTokens,
  call: (accessToken: string) => Promise<T | ZaloFailed>,
): Promise<T | ZaloFailed> {
  const token = await tokens.current();
  if (token.kind === "none") return { kind: "broken", sent: token.sent };
  const answer = await call(token.accessToken);
  if (!("code" in answer && (answer.code === -216 || answer.code === -220))) return answer;
  const other = await tokens.replace(token.accessToken);
  return other.kind === "none" ? { kind: "broken", sent: other.sent } : call(other.accessToken);
}
