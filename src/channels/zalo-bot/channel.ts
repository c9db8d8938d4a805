import { createHash } from "node:crypto";
import { AppError } from "../../domain/app-error.ts";
import type { Alarm, Channel, Clock, Poller } from "../../turns/ports.ts";
import { fetchZaloFile } from "../shared/fetch-zalo-file.ts";
import { botFailure, callBot, type BotApi } from "./client.ts";
import { examineBot } from "./examine.ts";
import { botPoller } from "./poller.ts";
import { sendByBot } from "./send.ts";
import { readBotWebhook } from "./webhook.ts";

export type ZaloBotOptions = BotApi & {
  mode: "webhook" | "polling";
  publicUrl?: string;
  /** 8–256 characters; made from the token where it is not set. */
  webhookSecret?: string;
  /** Where a picture of ours can be fetched. */
  pictureUrl?: (file: string) => string;
  clock: Clock;
  alarm: Alarm;
  /** Counts what went wrong without anybody having to act. */
  count?: (what: string) => void;
};

export type ZaloBotChannel = Required<Pick<Channel, "name" | "send" | "examine" | "fetchFile" | "start">> &
  Pick<Channel, "webhook"> & { poller?: Poller };

/**
 * The Zalo Bot Platform, for pilots: 50 people, 3,000 messages a month, text without buttons. Files cannot be uploaded:
 * pictures are fetched from us where PUBLIC_URL is set, whatever else is left out, said so and counted.
 */
export function zaloBotChannel(options: ZaloBotOptions): ZaloBotChannel {
  const { apiRoot, token, mode, publicUrl, clock, alarm } = options;
  const api = { apiRoot, token };
  const sender = {
    api,
    pictureUrl: options.pictureUrl ?? null,
    count: (what: string) => options.count?.(what),
  };
  const secret = options.webhookSecret ?? createHash("sha256").update(`webhook of ${token}`).digest("hex");
  return {
    name: "zalo-bot",
    send: (delivery) => sendByBot(sender, delivery),
    examine: () => examineBot(api, { mode, publicUrl }),
    fetchFile: (ref) => fetchZaloFile(ref, apiRoot),
    start: () => announce(api, { mode, publicUrl, secret }),
    ...(mode === "webhook"
      ? { webhook: (request) => readBotWebhook(request, secret, clock.now()) }
      : { poller: botPoller(api, clock, alarm) }),
  };
}

async function announce(
  api: BotApi,
  { mode, publicUrl, secret }: { mode: "webhook" | "polling"; publicUrl: string | undefined; secret: string },
): Promise<void> {
  if (mode === "webhook" && publicUrl === undefined)
    throw new AppError(
      "zalo_bot.public_url",
      "A webhook needs PUBLIC_URL, for example PUBLIC_URL=https://sinhke.example.vn.",
      1,
    );
  const answer =
    mode === "polling"
      ? await callBot(api, "deleteWebhook", {})
      : await callBot(api, "setWebhook", {
          url: new URL("/webhooks/zalo-bot", publicUrl).href,
          secret_token: secret,
        });
  if (answer.kind === "ok") return;
  const { why } = botFailure(answer);
  throw new AppError(
    "zalo_bot.start",
    `The Zalo Bot Platform did not take the start (${why}). Check ZALO_BOT_TOKEN and PUBLIC_URL.`,
  );
}
