import type { FakeClock } from "../common/clock.ts";
import type { History } from "../common/record.ts";
import { fieldsAt, isFields, listAt, numberAt, textAt } from "../common/values.ts";
import type { Fields } from "../common/values.ts";
import type { StoredFile } from "./files.ts";
import type { ReplyKeyboard } from "./keyboards.ts";

export type Chat = {
  id: number;
  isPrivate: boolean;
  /** The Chat object of the Bot API. */
  wire: Fields;
  /** "unknown" until the person has written: a bot cannot write first. */
  standing: "unknown" | "member" | "blocked" | "deactivated" | "left";
  messages: Map<number, StoredMessage>;
  keyboard: ReplyKeyboard;
  /** Texts of answered callback queries, as the person saw them pop up. */
  toasts: string[];
  /** Chat actions such as "typing". */
  actions: string[];
};

export type StoredMessage = {
  id: number;
  fromBot: boolean;
  /** The Message object of the Bot API, as it is now. */
  wire: Fields;
  file: StoredFile | undefined;
  edited: boolean;
  /** Rises with every message and every edit of the fake: tells what is new since a moment. */
  change: number;
};

export type SeenButton = { text: string; data: string | undefined; url: string | undefined };
export type SeenMessage = {
  id: number;
  at: Date;
  from: "bot" | "person";
  text: string;
  buttons: SeenButton[][];
  file: { kind: string; name: string; bytes: Buffer } | undefined;
  edited: boolean;
  change: number;
};

export type Chats = {
  get(id: number): Chat | undefined;
  add(chat: Pick<Chat, "id" | "isPrivate" | "wire" | "standing">): Chat;
  /** Puts a message into the chat. */
  post(chat: Chat, fromBot: boolean, content: Fields, file?: StoredFile): StoredMessage;
  edit(chat: Chat, message: StoredMessage, wire: Fields): void;
  remove(chat: Chat, message: StoredMessage): void;
  /** How many changes there have been. */
  changes(): number;
  /** Calls back after every change until it is told to stop. */
  watch(listener: () => void): () => void;
};

/** All chats of one bot. */
export function makeChats(clock: FakeClock, history: History): Chats {
  const chats = new Map<number, Chat>();
  const listeners = new Set<() => void>();
  let changes = 0;
  let lastMessageId = 0;
  const changed = () => {
    changes += 1;
    for (const listener of listeners) listener();
  };
  const shown = (chat: Chat, message: StoredMessage) => {
    const text = textOf(message.wire);
    history.add({ what: "shown", chat: String(chat.id), message: String(message.id), text });
  };
  return {
    get: (id) => chats.get(id),
    add: (given) => {
      const chat: Chat = { ...given, messages: new Map(), keyboard: [], toasts: [], actions: [] };
      chats.set(chat.id, chat);
      return chat;
    },
    post: (chat, fromBot, content, file) => {
      lastMessageId += 1;
      const wire = { message_id: lastMessageId, chat: chat.wire, date: clock.seconds(), ...content };
      const message = { id: lastMessageId, fromBot, wire, file, edited: false, change: changes + 1 };
      chat.messages.set(message.id, message);
      if (fromBot) shown(chat, message);
      changed();
      return message;
    },
    edit: (chat, message, wire) => {
      const wordsChanged = textOf(wire) !== textOf(message.wire);
      message.wire = { ...wire, edit_date: clock.seconds() };
      message.edited = true;
      // Buttons that come or go are nothing new to be read.
      if (wordsChanged) {
        message.change = changes + 1;
        shown(chat, message);
      }
      changed();
    },
    remove: (chat, message) => {
      chat.messages.delete(message.id);
      changed();
    },
    changes: () => changes,
    watch: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

/** Text or caption of a Message object. */
export function textOf(wire: Fields): string {
  return textAt(wire, "text") ?? textAt(wire, "caption") ?? "";
}

/** A message as the person sees it now. */
export function seen(message: StoredMessage): SeenMessage {
  const rows = listAt(fieldsAt(message.wire, "reply_markup"), "inline_keyboard");
  const { file } = message;
  return {
    id: message.id,
    at: new Date((numberAt(message.wire, "date") ?? 0) * 1000),
    from: message.fromBot ? "bot" : "person",
    text: textOf(message.wire),
    buttons: rows.map((row) => {
      const buttons: readonly unknown[] = Array.isArray(row) ? row : [];
      return buttons.filter(isFields).map((button) => ({
        text: textAt(button, "text") ?? "",
        data: textAt(button, "callback_data"),
        url: textAt(button, "url"),
      }));
    }),
    file: file === undefined ? undefined : { kind: file.kind, name: file.name, bytes: file.bytes },
    edited: message.edited,
    change: message.change,
  };
}
