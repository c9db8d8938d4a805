import { isDeepStrictEqual } from "node:util";
import { textAt } from "../common/values.ts";
import type { Fields } from "../common/values.ts";
import type { Chat, StoredMessage } from "./chats.ts";
import { caption, messageText } from "./content.ts";
import { readMarkup } from "./keyboards.ts";
import { badRequest } from "./refusal.ts";
import type { Method } from "./send-methods.ts";
import { messageIn, reachableChat } from "./world.ts";
import type { World } from "./world.ts";

const queryLifeMs = 15 * 60 * 1000;
const notModified =
  "message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message";

/** The methods that change what people already see, and the answer to a tap. */
export const editMethods: Readonly<Record<string, Method>> = {
  editMessageText: (world, params) => {
    const { chat, message } = ownMessage(world, params);
    const text = messageText(params);
    if (message.wire["text"] === undefined) throw badRequest("there is no text in the message to edit");
    return edit(world, chat, message, params, { text });
  },
  editMessageCaption: (world, params) => {
    const { chat, message } = ownMessage(world, params);
    const words = caption(params);
    if (message.file === undefined) throw badRequest("there is no caption in the message to edit");
    return edit(world, chat, message, params, { caption: undefined, ...words });
  },
  editMessageReplyMarkup: (world, params) => {
    const { chat, message } = ownMessage(world, params);
    return edit(world, chat, message, params, {});
  },
  answerCallbackQuery: (world, params) => {
    const id = textAt(params, "callback_query_id") ?? "";
    const query = world.queries.get(id);
    const now = world.clock.now().getTime();
    // An answered query is gone, so a second answer meets the same words as a late one.
    if (query === undefined || now - query.askedAt > queryLifeMs) {
      throw badRequest("query is too old and response timeout expired or query ID is invalid");
    }
    const text = textAt(params, "text") ?? "";
    if (text.length > 200) throw badRequest("MESSAGE_TOO_LONG");
    world.queries.delete(id);
    if (text !== "") query.chat.toasts.push(text);
    return true;
  },
};

function ownMessage(world: World, params: Fields): { chat: Chat; message: StoredMessage } {
  if (params["chat_id"] === undefined || params["message_id"] === undefined) {
    throw badRequest("message identifier is not specified");
  }
  const chat = reachableChat(world, params["chat_id"]);
  const message = messageIn(chat, params["message_id"], "message to edit not found");
  if (!message.fromBot) throw badRequest("message can't be edited");
  return { chat, message };
}

/** An edit that names no inline keyboard takes the old one away. */
function edit(world: World, chat: Chat, message: StoredMessage, params: Fields, content: Fields): Fields {
  const markup = readMarkup(params, chat.isPrivate);
  const { reply_markup: _old, edit_date: _date, ...kept } = message.wire;
  const merged = { ...kept, ...content, ...(markup.kind === "inline" ? { reply_markup: markup.wire } : {}) };
  const wire = Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== undefined));
  const { edit_date: _edited, ...current } = message.wire;
  if (isDeepStrictEqual(wire, current)) throw badRequest(notModified);
  world.chats.edit(chat, message, wire);
  return message.wire;
}
