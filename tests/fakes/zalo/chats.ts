import { randomBytes } from "node:crypto";
import type { FakeClock } from "../common/clock.ts";
import type { History } from "../common/record.ts";
import type { ZaloButton } from "./shapes.ts";

export type ZaloSeenMessage = {
  id: string;
  at: Date;
  from: "oa" | "staff" | "person";
  text: string;
  /** Buttons and tappable list elements: a label and what it does. */
  buttons: { title: string; action: ZaloButton }[];
  /** Pictures, files and templates: the kind and where it comes from. */
  attachment: { kind: string; source: string; bytes: Buffer | undefined } | undefined;
  quoted: string | undefined;
  reactions: string[];
  order: number;
};

export type ZaloChat = {
  id: string;
  name: string;
  phone: string | undefined;
  /** Only for people who are not logged in. */
  conversationId: string | undefined;
  follows: boolean;
  /** Epoch ms of the last act that opens the window; undefined where there was none. */
  lastInteraction: number | undefined;
  /** What a send is refused with, where the person or Zalo has shut the door. */
  refusal: number | undefined;
  messages: ZaloSeenMessage[];
};

export type NewMessage = Pick<ZaloSeenMessage, "from" | "text"> &
  Partial<Pick<ZaloSeenMessage, "buttons" | "attachment" | "quoted">>;

export type ZaloChats = {
  add(details: Pick<ZaloChat, "id" | "name"> & Partial<ZaloChat>): ZaloChat;
  get(id: string): ZaloChat | undefined;
  all(): ZaloChat[];
  /** Finds a message of any chat. */
  message(id: string): { chat: ZaloChat; message: ZaloSeenMessage } | undefined;
  post(chat: ZaloChat, message: NewMessage): ZaloSeenMessage;
  /** Counts messages; tells what is new since a moment. */
  order(): number;
  watch(listener: () => void): () => void;
};

/** All chats of one OA. Nothing that was sent can be edited or taken back. */
export function makeZaloChats(clock: FakeClock, history: History): ZaloChats {
  const chats = new Map<string, ZaloChat>();
  const messages = new Map<string, { chat: ZaloChat; message: ZaloSeenMessage }>();
  const listeners = new Set<() => void>();
  let order = 0;
  return {
    add: (details) => {
      const chat = {
        phone: undefined,
        conversationId: undefined,
        follows: false,
        lastInteraction: undefined,
        refusal: undefined,
        messages: [],
        ...details,
      };
      chats.set(chat.id, chat);
      return chat;
    },
    get: (id) => chats.get(id),
    all: () => [...chats.values()],
    message: (id) => messages.get(id),
    post: (chat, given) => {
      order += 1;
      const message: ZaloSeenMessage = {
        buttons: [],
        attachment: undefined,
        quoted: undefined,
        ...given,
        id: randomBytes(10).toString("hex"),
        at: clock.now(),
        reactions: [],
        order,
      };
      chat.messages.push(message);
      messages.set(message.id, { chat, message });
      if (message.from === "oa") {
        history.add({ what: "shown", chat: chat.id, message: message.id, text: message.text });
      }
      for (const listener of listeners) listener();
      return message;
    },
    order: () => order,
    watch: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
