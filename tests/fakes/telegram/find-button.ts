import { seen } from "./chats.ts";
import type { Chat, StoredMessage } from "./chats.ts";
import type { ReplyButton } from "./keyboards.ts";

export type FoundButton =
  { kind: "inline"; message: StoredMessage; data: string } | { kind: "reply"; button: ReplyButton };

/**
 * The button with this label or callback data: in the named message, else in the newest message that has it, else on
 * the reply keyboard. Throws with what can be tapped where it is not there.
 */
export function findButton(chat: Chat, labelOrData: string, messageId?: number): FoundButton {
  const messages = [...chat.messages.values()]
    .filter((message) => message.fromBot && (messageId === undefined || message.id === messageId))
    .toReversed();
  for (const message of messages) {
    const buttons = seen(message).buttons.flat();
    const button = buttons.find((one) => one.text === labelOrData || one.data === labelOrData);
    if (button?.data !== undefined) return { kind: "inline", message, data: button.data };
    if (button !== undefined)
      throw new Error(`"${labelOrData}" opens ${button.url ?? "something"}: the bot hears nothing`);
  }
  const button = chat.keyboard.flat().find((one) => one.text === labelOrData);
  if (button !== undefined && messageId === undefined) return { kind: "reply", button };
  const labels = messages.flatMap((message) =>
    seen(message)
      .buttons.flat()
      .map((one) => one.text),
  );
  const offered = [...labels, ...chat.keyboard.flat().map((one) => one.text)];
  throw new Error(`There is no button "${labelOrData}" to tap; there are: ${offered.join(" | ") || "none"}`);
}
