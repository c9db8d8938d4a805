import type { Input } from "../../domain/input.ts";
import type { Inbound } from "../../turns/ports.ts";
import { cleanName, cleanText } from "../shared/clean-text.ts";
import { BotDelivery, type BotEvent } from "./event-shape.ts";

/**
 * What one event of the Zalo Bot Platform means to us. Nothing for groups, other bots, and what we do not know. There is
 * no update id, so an event is known by its name and message id.
 */
export function parseBotEvent(json: unknown, now: Date): Inbound[] {
  const parsed = BotDelivery.safeParse(json);
  if (!parsed.success) return [];
  const { event_name, message } = parsed.data;
  const input = readEvent(event_name, message);
  const isPrivate =
    (message.chat.chat_type ?? "PRIVATE") === "PRIVATE" && message.chat.id === message.from.id;
  if (input === null || !isPrivate || message.from.is_bot === true) return [];
  const displayName = cleanName(message.from.display_name ?? "");
  const at = new Date(message.date ?? Number.NaN);
  return [
    {
      channel: "zalo-bot",
      contact: message.from.id,
      ...(displayName === undefined ? {} : { displayName }),
      externalId: `${event_name}:${message.message_id}`,
      happenedAt: Number.isNaN(at.getTime()) ? now : at,
      input,
    },
  ];
}

function readEvent(name: string, message: BotEvent["message"]): Input | null {
  switch (name) {
    case "message.text.received":
      return message.text === undefined ? null : { kind: "text", text: cleanText(message.text) };
    case "message.image.received": {
      const ref = message.photo_url ?? message.photo;
      const caption = message.caption === undefined ? {} : { caption: cleanText(message.caption) };
      return ref === undefined
        ? { kind: "unsupported", what: "image" }
        : { kind: "file", file: "photo", ref, mime: "image/jpeg", ...caption };
    }
    case "message.voice.received":
      return message.voice_url === undefined
        ? { kind: "unsupported", what: "voice" }
        : { kind: "file", file: "voice", ref: message.voice_url, mime: "audio/aac" };
    case "message.sticker.received":
      return { kind: "unsupported", what: "sticker" };
    case "message.unsupported.received":
      return { kind: "unsupported", what: "message" };
    default:
      return null;
  }
}
