import { callZalo, type ZaloAnswer, type ZaloFailed } from "./client.ts";
import { remedyFor, type Host } from "./codes.ts";
import type { ZaloMessage } from "./compose.ts";
import type { ZaloTokens } from "./tokens.ts";

const V3 = "/v3.0/oa/message/cs";
const V2 = "/v2.0/oa/message";
const V2_SHUT_DOWN = -240;

export type Outlet = (userId: string, message: ZaloMessage) => Promise<ZaloAnswer>;

/** Which address serves this account, kept where every process finds it, also after a restart. */
export type OutletMemory = {
  read(): Promise<"v2" | "v3" | null>;
  write(address: "v2" | "v3"): Promise<void>;
};

/**
 * Sends consultation messages of one Official Account. Accounts of state bodies are refused on v3.0 with -235 and
 * served by v2.0; which it is, is found out by the first message and remembered for good. After any other error the other
 * address is never tried: the message may have been delivered.
 */
export function zaloOutlet(openapiRoot: string, tokens: ZaloTokens, memory: OutletMemory): Outlet {
  let path: string | null = null;
  const remember = async (address: "v2" | "v3"): Promise<void> => {
    path = address === "v2" ? V2 : V3;
    // What cannot be written down is found out again by the first message after the next start.
    await memory.write(address).catch(() => undefined);
  };
  return async (userId, message) => {
    path ??= (await memory.read().catch(() => null)) === "v2" ? V2 : V3;
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
    if (answer.code === V2_SHUT_DOWN && path === V2) await remember("v3");
    if (remedyFor(answer.code, "openapi") !== "other_outlet" || path !== V3) return answer;
    const second = await post(V2);
    if (second.kind === "ok") await remember("v2");
    return second;
  };
}

/** Makes a call to this host with the current token; once more with another where Zalo refuses that one. */
export async function withToken<T extends { kind: string }>(
  tokens: ZaloTokens,
  call: (accessToken: string) => Promise<T | ZaloFailed>,
  host: Host = "openapi",
): Promise<T | ZaloFailed> {
  const token = await tokens.current();
  if (token.kind === "none") return { kind: "broken", sent: token.sent };
  const answer = await call(token.accessToken);
  if (!("code" in answer && remedyFor(answer.code, host) === "refresh")) return answer;
  const other = await tokens.replace(token.accessToken);
  return other.kind === "none" ? { kind: "broken", sent: other.sent } : call(other.accessToken);
}
