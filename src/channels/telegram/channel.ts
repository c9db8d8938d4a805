import type { Alarm, Channel, Clock, Poller } from "../../turns/ports.ts";
import { announceToTelegram, type CommandMenu } from "./announce.ts";
import { telegramApi } from "./api.ts";
import { examineTelegram } from "./examine.ts";
import { telegramFailure } from "./failure.ts";
import { fetchTelegramFile } from "./fetch-file.ts";
import { telegramPoller } from "./poller.ts";
import { sendByTelegram } from "./send.ts";
import { showServedButtons } from "./served-buttons.ts";
import { ShownButtons } from "./shown-buttons.ts";
import { readTelegramWebhook, secretFromToken } from "./webhook.ts";

export type TelegramOptions = {
  token: string;
  /** https://api.telegram.org, a proxy, or a server of one's own; without a trailing slash. */
  apiRoot: string;
  mode: "webhook" | "polling";
  publicUrl?: string;
  /** 1–256 of A-Z a-z 0-9 _ -; made from the token where it is not set. */
  webhookSecret?: string;
  /** The menu of commands by language; words come from `locales/`. */
  menus?: readonly CommandMenu[];
  clock: Clock;
  alarm: Alarm;
  /** Hears the name of the bot, which is what links to it are made of. */
  onName?: (name: string) => Promise<void>;
  /** Counts what went wrong without anybody having to act. */
  count?: (what: string) => void;
};

export type TelegramChannel = Required<Omit<Channel, "webhook" | "upkeep" | "missed">> &
  Pick<Channel, "webhook"> & { poller?: Poller };

/** Telegram by grammY's `Api`: with a webhook, or with a poller for a machine without a public address. */
export function telegramChannel(options: TelegramOptions): TelegramChannel {
  const { token, apiRoot, mode, publicUrl, clock, alarm } = options;
  const connect = () => telegramApi(token, apiRoot);
  const { api, close } = connect();
  const buttons = new ShownButtons();
  const secret = options.webhookSecret ?? secretFromToken(token);
  return {
    name: "telegram",
    async send(delivery) {
      const sent = await sendByTelegram(api, delivery);
      const { to, message } = delivery;
      if (sent.kind === "sent" && message.turn !== null && message.options.length > 0)
        buttons.shown(to, message.turn, sent.vendorId);
      return sent;
    },
    examine: () => examineTelegram(api, { mode, publicUrl, now: clock.now() }),
    fetchFile: (ref) => fetchTelegramFile(api, { apiRoot, token }, ref),
    async start() {
      await announceToTelegram(api, { mode, publicUrl, secret, menus: options.menus ?? [] });
      if (options.onName !== undefined) await options.onName((await api.getMe()).username);
    },
    stop: async () => close(),
    async showServed(to, served) {
      const message = "turn" in served ? buttons.take(to, served.turn) : served.message;
      if (message === null) return null;
      const chosen = "turn" in served ? null : served.chosen;
      const sent = await showServedButtons(api, to, { message, chosen });
      if (sent.kind !== "sent") options.count?.(`telegram.buttons.${sent.kind}`);
      return sent;
    },
    async acknowledge({ receipt }) {
      if (receipt === undefined) return;
      try {
        await api.answerCallbackQuery(receipt);
      } catch (error) {
        // The phone stops its spinner by itself; a query too old to be answered is the usual reason.
        options.count?.(`telegram.acknowledge.${telegramFailure(error).kind}`);
      }
    },
    ...(mode === "webhook"
      ? { webhook: (request) => readTelegramWebhook(request, secret, clock.now()) }
      : { poller: telegramPoller(connect, clock, alarm) }),
  };
}
