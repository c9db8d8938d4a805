import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import { Api } from "grammy";

/** How long any call may take; long polling asks the server to answer well before. */
export const TIMEOUT_SECONDS = 30;
/** An idle connection that the server closes at the moment of reuse would leave a send in doubt. */
const IDLE_MS = 5_000;

export type TelegramApi = {
  api: Api;
  /** Breaks off every call under way and lets go of the connections. */
  close: () => void;
};

/** The Bot API at `apiRoot`, with connections kept alive, time limits, and nothing of a call in its errors. */
export function telegramApi(token: string, apiRoot: string): TelegramApi {
  const keep = { keepAlive: true, timeout: IDLE_MS };
  const agent = apiRoot.startsWith("https:") ? new HttpsAgent(keep) : new HttpAgent(keep);
  const api = new Api(token, {
    apiRoot: apiRoot.replace(/\/+$/, ""),
    timeoutSeconds: TIMEOUT_SECONDS,
    sensitiveLogs: false,
    baseFetchConfig: { agent, compress: true },
  });
  return { api, close: () => agent.destroy() };
}
