import { randomBytes } from "node:crypto";
import { fits, waitFor } from "../common/wait-for.ts";
import type { Fields } from "../common/values.ts";

export type ZaloBotMessage = { id: string; text: string; photo: string | undefined; order: number };
export type ZaloBotChat = {
  id: string;
  name: string;
  messages: ZaloBotMessage[];
  actions: string[];
  lastAct: number;
};

export type ZaloBotPerson = {
  readonly id: string;
  readonly inbox: readonly ZaloBotMessage[];
  readonly actions: readonly string[];
  says(text: string): Fields;
  /** `member` is where the address goes: captures show `photo_url`, the documents `photo`. */
  sendsPhoto(url: string, options?: { caption?: string; member?: "photo_url" | "photo" }): Fields;
  sendsVoice(url: string): Fields;
  sendsSticker(): Fields;
  /** Something that the platform does not pass on: an event without content. */
  sendsUnsupported(): Fields;
  sees(wanted: string | RegExp, withinMs?: number): Promise<ZaloBotMessage>;
};

type Parts = {
  now: () => Date;
  /** Gives an event to the bot. */
  emit: (chat: string, event: Fields) => void;
  order: () => number;
  watch: (listener: () => void) => () => void;
};

/** A person who talks with a bot of the Zalo Bot Platform. Every act answers the event that it caused. */
export function makeZaloBotPerson({ now, emit, order, watch }: Parts, chat: ZaloBotChat): ZaloBotPerson {
  function sends(kind: string, content: Fields): Fields {
    chat.lastAct = order();
    const event = {
      event_name: `message.${kind}.received`,
      message: {
        date: now().getTime(),
        chat: { chat_type: "PRIVATE", id: chat.id },
        message_id: randomBytes(10).toString("hex"),
        from: { id: chat.id, is_bot: false, display_name: chat.name },
        ...content,
      },
    };
    emit(chat.id, event);
    return event;
  }

  return {
    id: chat.id,
    get inbox() {
      return [...chat.messages];
    },
    actions: chat.actions,
    says: (text) => sends("text", { text }),
    sendsPhoto: (url, { caption, member = "photo_url" } = {}) =>
      sends("image", {
        message_type: "CHAT_PHOTO",
        [member]: url,
        ...(caption === undefined ? {} : { caption }),
      }),
    sendsVoice: (url) => sends("voice", { message_type: "CHAT_VOICE", voice_url: url }),
    sendsSticker: () => sends("sticker", { sticker: "s1", url: "https://example.org/s1.png" }),
    sendsUnsupported: () => sends("unsupported", {}),
    sees: (wanted, withinMs = 5_000) =>
      waitFor({
        find: () =>
          chat.messages.find((message) => message.order > chat.lastAct && fits(message.text, wanted)),
        watch,
        withinMs,
        complaint: () => {
          const shown = chat.messages.map((message) => message.text).join("\n");
          return `${String(wanted)} was not shown in ${withinMs} ms. The chat:\n${shown}`;
        },
      }),
  };
}
