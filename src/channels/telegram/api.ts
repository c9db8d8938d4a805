import { Api } from "grammy";

/** How long any call may take; long polling asks the server to answer well before. */
const TIMEOUT_SECONDS = 30;

export type TelegramApi = {
  api: Api;
  /** Breaks off every call under way. */
  close: () => void;
};

/** Something on the way answered instead of the Bot API, or the Bot API failed: nothing was done. */
export class GatewayError extends Error {
  override readonly name = "GatewayError";
  readonly status: number;

  constructor(status: number) {
    super(`HTTP ${status}`);
    this.status = status;
  }
}

/** The Bot API at `apiRoot`, with time limits and nothing of a call in its errors. */
export function telegramApi(token: string, apiRoot: string): TelegramApi {
  const underWay = new Set<AbortController>();

  // grammY looks at an answer's JSON only, never at its status, and would take a gateway's page for a broken answer.
  async function call(url: string, init: RequestInit): Promise<Response> {
    const controller = new AbortController();
    const timer = setTimeout(() => controller.abort(), TIMEOUT_SECONDS * 1000);
    underWay.add(controller);
    try {
      const response = await fetch(url, { ...init, signal: controller.signal, redirect: "manual" });
      const isJson = response.headers.get("content-type")?.includes("json") ?? false;
      if (response.status < 500 && (response.ok || isJson)) return new Response(await response.text());
      await response.body?.cancel();
      throw new GatewayError(response.status);
    } finally {
      clearTimeout(timer);
      underWay.delete(controller);
    }
  }

  const api = new Api(token, {
    apiRoot: apiRoot.replace(/\/+$/, ""),
    timeoutSeconds: TIMEOUT_SECONDS + 1,
    sensitiveLogs: false,
    fetch: call,
  });
  return {
    api,
    close: () => {
      for (const controller of underWay) controller.abort();
    },
  };
}
