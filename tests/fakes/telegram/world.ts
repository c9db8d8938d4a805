import type { FakeClock } from "../common/clock.ts";
import type { Faults } from "../common/faults.ts";
import type { History } from "../common/record.ts";
import type { Fields } from "../common/values.ts";
import type { Chat, Chats, StoredMessage } from "./chats.ts";
import type { Files } from "./files.ts";
import type { Polling } from "./polling.ts";
import { Refusal, badRequest } from "./refusal.ts";
import type { UpdateBox } from "./update-box.ts";
import type { Webhook } from "./webhook.ts";

export type OpenQuery = { chat: Chat; askedAt: number };

/** Everything that the fake Bot API server knows about one bot. */
export type World = {
  token: string;
  bot: Fields;
  clock: FakeClock;
  history: History;
  faults: Faults;
  chats: Chats;
  files: Files;
  box: UpdateBox;
  webhook: Webhook;
  polling: Polling;
  /** Callback queries that still wait for an answer, by id. */
  queries: Map<string, OpenQuery>;
  /** Commands by scope and language, as set by setMyCommands. */
  commands: Map<string, readonly unknown[]>;
};

/** The chat that a call is meant for; refuses as the Bot API does where the bot may not write there. */
export function reachableChat(world: World, chatId: unknown): Chat {
  const chat = knownChat(world, chatId);
  switch (chat.standing) {
    case "blocked":
      throw new Refusal(403, "Forbidden: bot was blocked by the user");
    case "deactivated":
      throw new Refusal(403, "Forbidden: user is deactivated");
    case "left":
      throw new Refusal(403, "Forbidden: bot was kicked from the group chat");
    case "unknown":
    case "member":
      return chat;
  }
  throw new Error("A chat stands in no known way");
}

/** The chat with this id; a person who has never written is not known to the bot. */
export function knownChat(world: World, chatId: unknown): Chat {
  const chat = world.chats.get(Number(chatId));
  if (chat === undefined || chat.standing === "unknown") throw badRequest("chat not found");
  return chat;
}

/** The message that a call is about; `reason` says what to answer where it is not there. */
export function messageIn(chat: Chat, messageId: unknown, reason: string): StoredMessage {
  const message = chat.messages.get(Number(messageId));
  if (message === undefined) throw badRequest(reason);
  return message;
}
