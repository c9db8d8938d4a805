import { Api } from "grammy";
import { telegramTransport, TIMEOUT_SECONDS } from "./transport.ts";

export type TelegramApi = {
  api: Api;
  /** Breaks off every call under way. */
  close: () => void;
};

/** The Bot API at `apiRoot`, with time limits and nothing of a call in its errors. */
export function telegramApi(token: string, apiRoot: string): TelegramApi {
  const { fetch, close } = telegramTransport(apiRoot);
  const api = new Api(token, {
    apiRoot: apiRoot.replace(/\/+$/, ""),
    timeoutSeconds: TIMEOUT_SECONDS + 1,
    sensitiveLogs: false,
    fetch,
  });
  return { api, close };
}
