import type { ZaloChat } from "./chats.ts";

/**
 * The text that a tap sends: the payload of the newest button with this title or payload. Throws where there is none,
 * and where the button opens a page or a phone, of which the OA hears nothing.
 */
export function findZaloButton(chat: ZaloChat, titleOrPayload: string, messageId?: string): string {
  const buttons = chat.messages
    .filter((message) => messageId === undefined || message.id === messageId)
    .toReversed()
    .flatMap((message) => message.buttons);
  const found = buttons.find(({ title, action }) => {
    return title === titleOrPayload || ("payload" in action && action.payload === titleOrPayload);
  });
  if (found === undefined) {
    const titles = buttons.map(({ title }) => title).join(" | ");
    throw new Error(`There is no button "${titleOrPayload}" to tap; there are: ${titles || "none"}`);
  }
  const { action } = found;
  if (action.type === "oa.query.show" || action.type === "oa.query.hide") return action.payload;
  throw new Error(`"${titleOrPayload}" is ${action.type}: the OA hears nothing of such a tap`);
}
