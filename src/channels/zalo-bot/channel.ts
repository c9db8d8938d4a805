import { createHash } from "node:crypto";
import { z } from "zod";
import { AppError } from "../../domain/app-error.ts";
import type { Alarm, Channel, Clock, Delivery, Poller, Sent } from "../../turns/ports.ts";
import { fetchZaloFile } from "../shared/fetch-zalo-file.ts";
import { withNumberedOptions } from "../shared/numbered-options.ts";
import { splitText } from "../shared/split-text.ts";
import { botFailure, callBot, type BotApi } from "./client.ts";
import { examineBot } from "./examine.ts";
import { botPoller } from "./poller.ts";
import { readBotWebhook } from "./webhook.ts";

export type ZaloBotOptions = BotApi & {
  mode: "webhook" | "polling";
  publicUrl?: string;
  /** 8–256 characters; made from the token where it is not set. */
  webhookSecret?: string;
  clock: Clock;
  alarm: Alarm;
  /** Counts what went wrong without anybody having to act. */
  count?: (what: string) => void;
};

export type ZaloBotChannel = Required<Pick<Channel, "name" | "send" | "examine" | "fetchFile" | "start">> &
  Pick<Channel, "webhook"> & { poller?: Poller };

const LONGEST_TEXT = 2000;
const Accepted = z.object({ message_id: z.string().min(1) });

/**
 * The Zalo Bot Platform, for pilots: 50 people, 3,000 messages a month, text without buttons. Files cannot be uploaded,
 * so a message's file is left out and counted.
 */
export function zaloBotChannel(options: ZaloBotOptions): ZaloBotChannel {
  const { apiRoot, token, mode, publicUrl, clock, alarm } = options;
  const api = { apiRoot, token };
  const secret = options.webhookSecret ?? createHash("sha256").update(`webhook of ${token}`).digest("hex");
  return {
    name: "zalo-bot",
    send(delivery) {
      if (delivery.file !== undefined) options.count?.("zalo_bot.file_left_out");
      return sendByBot(api, delivery);
    },
    examine: () => examineBot(api, { mode, publicUrl }),
    fetchFile: (ref) => fetchZaloFile(ref, apiRoot),
    start: () => announce(api, { mode, publicUrl, secret }),
    ...(mode === "webhook"
      ? { webhook: (request) => readBotWebhook(request, secret, clock.now()) }
      : { poller: botPoller(api, clock, alarm) }),
  };
}

async function sendByBot(api: BotApi, { to, message }: Delivery): Promise<Sent> {
  const text = withNumberedOptions(message.text, message.options).normalize("NFC");
  let vendorId: string | undefined;
  for (const part of splitText(text, LONGEST_TEXT).filter((one) => one.trim() !== "")) {
    const answer = await callBot(api, "sendMessage", { chat_id: to, text: part });
    if (answer.kind !== "ok") return botFailure(answer);
    const accepted = Accepted.safeParse(answer.result);
    if (!accepted.success) return { kind: "unknown", why: "the answer holds no message id" };
    vendorId = accepted.data.message_id;
  }
  return vendorId === undefined
    ? { kind: "give_up", why: "the message is empty" }
    : { kind: "sent", vendorId };
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
