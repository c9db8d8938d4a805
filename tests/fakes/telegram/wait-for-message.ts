import { fits, waitFor } from "../common/wait-for.ts";
import { seen } from "./chats.ts";
import type { Chat, Chats, SeenMessage } from "./chats.ts";

type Since = { after: number; withinMs: number };

/** Waits for a message of the bot; rejects with what is in the chat where it does not come in time. */
export function waitForMessage(
  chats: Chats,
  chat: Chat,
  wanted: string | RegExp,
  { after, withinMs }: Since,
): Promise<SeenMessage> {
  return waitFor({
    watch: (listener) => chats.watch(listener),
    withinMs,
    find: () =>
      [...chat.messages.values()]
        .filter((message) => message.fromBot && message.change > after)
        .map(seen)
        .find((message) => fits(message.text, wanted)),
    complaint: () => {
      const lines = [...chat.messages.values()].map(
        (message) => `${message.fromBot ? "<" : ">"} ${seen(message).text}`,
      );
      return `${String(wanted)} was not shown in ${withinMs} ms. The chat:\n${lines.join("\n")}`;
    },
  });
}
