import { randomBytes } from "node:crypto";
import { z } from "zod";
import type { ZaloBotChat } from "./people.ts";

/** A call that the platform refuses: `ok: false` with this code. */
export class BotRefusal extends Error {
  readonly code: number;

  constructor(code: number, description: string) {
    super(description);
    this.code = code;
  }
}

export type BotWorld = {
  token: string;
  now: () => Date;
  chats: Map<string, ZaloBotChat>;
  webhook: { url: string; secret: string; updatedAt: number } | undefined;
  /** Messages left in the month. */
  messagesLeft: number;
  show: (chat: ZaloBotChat, text: string, photo: string | undefined) => { id: string };
  /** The next event, waited for so many seconds; undefined where none came. */
  nextEvent: (seconds: number) => Promise<unknown>;
};

const noParams = z.strictObject({});
const chatId = z.string().min(1);
const style = z.strictObject({ start: z.int().min(0), len: z.int().min(1), st: z.array(z.string()) });
const shapes = {
  sendMessage: z.strictObject({
    chat_id: chatId,
    text: z.string().min(1).max(2000),
    parse_mode: z.enum(["markdown", "html"]).optional(),
    text_styles: z.array(style).optional(),
  }),
  sendPhoto: z.strictObject({
    chat_id: chatId,
    photo: z.string().regex(/^https?:\/\/\S+$/),
    caption: z.string().min(1).max(2000).optional(),
  }),
  sendSticker: z.strictObject({ chat_id: chatId, sticker: z.string().min(1) }),
  sendVoice: z.strictObject({ chat_id: chatId, voice_url: z.string().regex(/^https?:\/\/\S+\.aac$/) }),
  sendChatAction: z.strictObject({ chat_id: chatId, action: z.literal("typing") }),
  getUpdates: z.strictObject({ timeout: z.union([z.string().regex(/^\d+$/), z.int().min(0)]).optional() }),
  setWebhook: z.strictObject({ url: z.string(), secret_token: z.string().min(8).max(256) }),
};
const loopback = new Set(["127.0.0.1", "localhost", "[::1]"]);

/** Runs one method of the platform; throws a refusal where it is not allowed. */
export async function runBotMethod(world: BotWorld, method: string, params: unknown): Promise<unknown> {
  switch (method) {
    case "getMe":
      readParams(noParams, params);
      return {
        id: world.token.split(":")[0],
        account_name: "bot.sinhke",
        account_type: "BASIC",
        can_join_groups: false,
      };
    case "getUpdates": {
      const { timeout = 30 } = readParams(shapes.getUpdates, params);
      if (world.webhook !== undefined) throw new BotRefusal(409, "Conflict: a webhook is set");
      const event = await world.nextEvent(Number(timeout));
      if (event === undefined) throw new BotRefusal(408, "Request timeout");
      return event;
    }
    case "setWebhook": {
      const { url, secret_token } = readParams(shapes.setWebhook, params);
      const { protocol, hostname } = URL.canParse(url) ? new URL(url) : { protocol: "", hostname: "" };
      if (protocol !== "https:" && !loopback.has(hostname))
        throw new BotRefusal(400, "Bad Request: url must be https");
      world.webhook = { url, secret: secret_token, updatedAt: world.now().getTime() };
      return { url, updated_at: world.webhook.updatedAt };
    }
    case "deleteWebhook":
      readParams(noParams, params);
      world.webhook = undefined;
      return { url: "", updated_at: world.now().getTime() };
    case "getWebhookInfo":
      readParams(noParams, params);
      return { url: world.webhook?.url ?? "", updated_at: world.webhook?.updatedAt ?? 0 };
    case "sendMessage": {
      const { chat_id, text } = readParams(shapes.sendMessage, params);
      return send(world, chat_id, text, undefined);
    }
    case "sendPhoto": {
      const { chat_id, photo, caption = "" } = readParams(shapes.sendPhoto, params);
      return send(world, chat_id, caption, photo);
    }
    case "sendSticker":
      return send(world, readParams(shapes.sendSticker, params).chat_id, "", undefined);
    case "sendVoice":
      return send(world, readParams(shapes.sendVoice, params).chat_id, "", undefined);
    case "sendChatAction": {
      const { chat_id, action } = readParams(shapes.sendChatAction, params);
      chatOf(world, chat_id).actions.push(action);
      return { ok: true };
    }
    default:
      throw new BotRefusal(404, "Not Found");
  }
}

function readParams<T>(shape: z.ZodType<T>, params: unknown): T {
  const read = shape.safeParse(params);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new BotRefusal(400, `Bad Request: ${issue?.path.join(".") ?? ""} ${issue?.message ?? ""}`);
}

function chatOf(world: BotWorld, id: string): ZaloBotChat {
  const chat = world.chats.get(id);
  if (chat === undefined) throw new BotRefusal(400, "Bad Request: chat not found");
  return chat;
}

function send(world: BotWorld, id: string, text: string, photo: string | undefined) {
  const chat = chatOf(world, id);
  if (world.messagesLeft <= 0) throw new BotRefusal(429, "Quota exceeded");
  world.messagesLeft -= 1;
  const message = world.show(chat, text, photo);
  return { message_id: message.id, date: world.now().getTime() };
}

/** An id as the platform's: 20 hex digits. */
export function newBotId(): string {
  return randomBytes(10).toString("hex");
}
