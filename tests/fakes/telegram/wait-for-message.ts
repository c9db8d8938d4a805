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
  const fits = (text: string) => (typeof wanted === "string" ? text.includes(wanted) : wanted.test(text));
  const find = () =>
    [...chat.messages.values()]
      .filter((message) => message.fromBot && message.change > after)
      .map(seen)
      .find((message) => fits(message.text));
  return new Promise((resolve, reject) => {
    const now = find();
    if (now !== undefined) {
      resolve(now);
      return;
    }
    const timer = setTimeout(() => {
      unwatch();
      const texts = [...chat.messages.values()].map(
        (message) => `${message.fromBot ? "<" : ">"} ${seen(message).text}`,
      );
      reject(new Error(`${String(wanted)} was not shown in ${withinMs} ms. The chat:\n${texts.join("\n")}`));
    }, withinMs);
    const unwatch = chats.watch(() => {
      const found = find();
      if (found === undefined) return;
      clearTimeout(timer);
      unwatch();
      resolve(found);
    });
  });
}
