import type { Fields } from "../common/values.ts";
import { seen } from "./chats.ts";
import type { Chat, SeenMessage, StoredMessage } from "./chats.ts";
import { fileContent } from "./files.ts";
import type { FileKind, StoredFile } from "./files.ts";
import type { World } from "./world.ts";
import { findButton } from "./find-button.ts";
import { waitForMessage } from "./wait-for-message.ts";

export type PersonDetails = {
  id: number;
  first_name: string;
  last_name?: string;
  username?: string;
  language_code?: string;
  /** True for somebody who has pressed Start long ago: the bot may write first. */
  started?: boolean;
};

export type TapTarget = {
  /** Tap in this message, however old, instead of the newest that has the button. */
  message?: number;
  /** Tap in a group instead of the private chat. */
  in?: TelegramGroup;
};

/** Every act answers the Update that it caused, or undefined where the bot did not ask for this kind. */
export type TelegramPerson = {
  readonly id: number;
  /** What the bot has put into the private chat, as it looks now. */
  readonly inbox: readonly SeenMessage[];
  /** Labels of the reply keyboard that is shown now. */
  readonly keyboard: readonly (readonly string[])[];
  /** What popped up after taps, and the chat actions, oldest first. */
  readonly toasts: readonly string[];
  readonly actions: readonly string[];
  says(text: string, where?: { in?: TelegramGroup }): Fields | undefined;
  taps(labelOrData: string, target?: TapTarget): Fields | undefined;
  sendsPhoto(bytes: Buffer, options?: { caption?: string; album?: string }): Fields | undefined;
  sendsDocument(bytes: Buffer, options: { name: string; mime: string; caption?: string }): Fields | undefined;
  sendsVoice(bytes: Buffer): Fields | undefined;
  sendsContact(contact?: { phone: string; userId?: number; firstName?: string }): Fields | undefined;
  sendsLocation(latitude: number, longitude: number): Fields | undefined;
  edits(messageId: number, text: string): Fields | undefined;
  blocks(): Fields | undefined;
  unblocks(): Fields | undefined;
  deactivates(): void;
  /** The first message shown or edited since this person's last act that holds the text or fits the pattern. */
  sees(wanted: string | RegExp, withinMs?: number): Promise<SeenMessage>;
};

export type TelegramGroup = {
  readonly id: number;
  readonly chat: Chat;
  readonly inbox: readonly SeenMessage[];
};

/** A person with a private chat with the bot. Throws where the tapped button is not there: tests must notice. */
export function makePerson(world: World, details: PersonDetails): TelegramPerson {
  const { started = false, ...user } = details;
  const from = { ...user, is_bot: false };
  const { language_code: _, ...name } = user;
  const chat = world.chats.add({
    id: details.id,
    isPrivate: true,
    wire: { ...name, type: "private" },
    standing: started ? "member" : "unknown",
  });
  let lastAct = 0;

  function writes(content: Fields, file?: StoredFile, room: Chat = chat): Fields | undefined {
    lastAct = world.chats.changes() + 1;
    if (room.standing === "unknown") room.standing = "member";
    const message = world.chats.post(room, false, { from, ...content }, file);
    return world.box.push("message", String(room.id), message.wire);
  }

  function says(text: string, where: { in?: TelegramGroup } = {}): Fields | undefined {
    const command = /^\/\w+/.exec(text)?.[0];
    const entities =
      command === undefined ? {} : { entities: [{ type: "bot_command", offset: 0, length: command.length }] };
    return writes({ text, ...entities }, undefined, where.in?.chat);
  }

  function sends(kind: FileKind, bytes: Buffer, naming: { name: string; mime: string }, words: Fields) {
    const file = world.files.add({ kind, bytes, ...naming });
    return writes({ ...fileContent(file), ...words }, file);
  }

  function sendsContact(
    contact: { phone: string; userId?: number; firstName?: string } = { phone: "84900000001" },
  ) {
    const { phone, userId = details.id, firstName = details.first_name } = contact;
    return writes({ contact: { phone_number: phone, first_name: firstName, user_id: userId } });
  }

  function sendsLocation(latitude: number, longitude: number) {
    return writes({ location: { latitude, longitude } });
  }

  function taps(labelOrData: string, target: TapTarget = {}): Fields | undefined {
    const room = target.in?.chat ?? chat;
    const found = findButton(room, labelOrData, target.message);
    if (found.kind === "inline") return query(room, found.message, found.data);
    if (found.button.asksContact) return sendsContact();
    if (found.button.asksLocation) return sendsLocation(10.2897, 106.0031);
    return writes({ text: found.button.text }, undefined, room);
  }

  function query(room: Chat, message: StoredMessage, data: string): Fields | undefined {
    // A tap puts nothing into the chat: what is shown next is the first change since.
    lastAct = world.chats.changes();
    const id = `${details.id}${String(message.id).padStart(6, "0")}${world.queries.size}${lastAct}`;
    world.queries.set(id, { chat: room, askedAt: world.clock.now().getTime() });
    return world.box.push("callback_query", String(room.id), {
      id,
      from,
      message: message.wire,
      chat_instance: String(room.id * 7919),
      data,
    });
  }

  function changesStanding(old: string, next: string): Fields | undefined {
    chat.standing = next === "member" ? "member" : "blocked";
    const standing = (status: string) =>
      status === "member" ? { status, user: world.bot } : { status, user: world.bot, until_date: 0 };
    return world.box.push("my_chat_member", String(chat.id), {
      chat: chat.wire,
      from,
      date: world.clock.seconds(),
      old_chat_member: standing(old),
      new_chat_member: standing(next),
    });
  }

  return {
    id: details.id,
    get inbox() {
      return inboxOf(chat);
    },
    get keyboard() {
      return chat.keyboard.map((row) => row.map((button) => button.text));
    },
    toasts: chat.toasts,
    actions: chat.actions,
    says,
    taps,
    sendsPhoto: (bytes, { caption, album } = {}) =>
      sends(
        "photo",
        bytes,
        { name: "photo.jpg", mime: "image/jpeg" },
        {
          ...(caption === undefined ? {} : { caption }),
          ...(album === undefined ? {} : { media_group_id: album }),
        },
      ),
    sendsDocument: (bytes, { name: fileName, mime, caption }) =>
      sends("document", bytes, { name: fileName, mime }, caption === undefined ? {} : { caption }),
    sendsVoice: (bytes) => sends("voice", bytes, { name: "voice.oga", mime: "audio/ogg" }, {}),
    sendsContact,
    sendsLocation,
    edits: (messageId, text) => {
      const message = chat.messages.get(messageId);
      if (message === undefined || message.fromBot)
        throw new Error(`Message ${messageId} is not theirs to edit`);
      lastAct = world.chats.changes() + 1;
      world.chats.edit(chat, message, { ...message.wire, text });
      return world.box.push("edited_message", String(chat.id), message.wire);
    },
    blocks: () => changesStanding("member", "kicked"),
    unblocks: () => changesStanding("kicked", "member"),
    deactivates: () => {
      chat.standing = "deactivated";
    },
    sees: (wanted, withinMs = 5_000) =>
      waitForMessage(world.chats, chat, wanted, { after: lastAct, withinMs }),
  };
}

/** A group with the bot in it. */
export function makeGroup(world: World, { id, title }: { id: number; title: string }): TelegramGroup {
  if (id >= 0) throw new Error("A group's id is negative");
  const wire = { id, title, type: "supergroup" };
  const chat = world.chats.add({ id, isPrivate: false, wire, standing: "member" });
  return {
    id,
    chat,
    get inbox() {
      return inboxOf(chat);
    },
  };
}

function inboxOf(chat: Chat): SeenMessage[] {
  return [...chat.messages.values()].filter((message) => message.fromBot).map(seen);
}
