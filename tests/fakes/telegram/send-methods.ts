import type { Upload } from "../common/form.ts";
import { isFields, listAt, numberAt, textAt } from "../common/values.ts";
import type { Fields } from "../common/values.ts";
import type { Chat } from "./chats.ts";
import { caption, messageText, repliedTo, sentFile } from "./content.ts";
import { fileContent } from "./files.ts";
import type { FileKind, StoredFile } from "./files.ts";
import { readMarkup } from "./keyboards.ts";
import { badRequest } from "./refusal.ts";
import { knownChat, messageIn, reachableChat } from "./world.ts";
import type { World } from "./world.ts";

export type Method = (world: World, params: Fields, uploads: ReadonlyMap<string, Upload>) => unknown;

const actions = new Set(
  "typing upload_photo record_video upload_video record_voice upload_voice upload_document choose_sticker find_location record_video_note upload_video_note".split(
    " ",
  ),
);
const twoDaysS = 48 * 60 * 60;

/** The methods that put something new before people, and the one that takes it away. */
export const sendMethods: Readonly<Record<string, Method>> = {
  sendMessage: (world, params) => {
    const chat = reachableChat(world, params["chat_id"]);
    return send(world, chat, params, { text: messageText(params) });
  },
  sendPhoto: (world, params) => sendFile(world, params, "photo"),
  sendDocument: (world, params) => sendFile(world, params, "document"),
  sendVoice: (world, params) => sendFile(world, params, "voice"),
  sendLocation: (world, params) => {
    const chat = reachableChat(world, params["chat_id"]);
    const { latitude, longitude } = params;
    return send(world, chat, params, { location: { latitude, longitude } });
  },
  sendMediaGroup: (world, params, uploads) => {
    const chat = reachableChat(world, params["chat_id"]);
    const media = listAt(params, "media").filter(isFields);
    if (media.length < 2 || media.length > 10) throw badRequest("an album has 2 to 10 items");
    // All are checked before the first is shown: an album arrives whole or not at all.
    const items = media.map((item) => {
      const kind = textAt(item, "type");
      if (kind !== "photo" && kind !== "document")
        throw badRequest("the fake knows albums of photos or documents");
      const named = textAt(item, "media") ?? "";
      const upload = uploads.get(/^attach:\/\/(.+)$/.exec(named)?.[1] ?? "");
      return { file: sentFile(world.files, kind, upload ?? named), words: caption(item) };
    });
    if (new Set(items.map(({ file }) => file.kind)).size > 1)
      throw badRequest("documents can't be mixed with photos");
    const group = { media_group_id: `album${chat.messages.size}` };
    return items.map(({ file, words }) =>
      send(world, chat, params, { ...group, ...fileContent(file), ...words }, file),
    );
  },
  sendChatAction: (world, params) => {
    const chat = reachableChat(world, params["chat_id"]);
    const action = textAt(params, "action") ?? "";
    if (!actions.has(action)) throw badRequest("wrong parameter action in request");
    chat.actions.push(action);
    return true;
  },
  deleteMessage: (world, params) => {
    const chat = knownChat(world, params["chat_id"]);
    const message = messageIn(chat, params["message_id"], "message to delete not found");
    if (world.clock.seconds() - (numberAt(message.wire, "date") ?? 0) > twoDaysS) {
      throw badRequest("message can't be deleted for everyone");
    }
    world.chats.remove(chat, message);
    return true;
  },
};

function sendFile(world: World, params: Fields, kind: FileKind): Fields {
  const chat = reachableChat(world, params["chat_id"]);
  const words = caption(params);
  const file = sentFile(world.files, kind, params[kind]);
  return send(world, chat, params, { ...fileContent(file), ...words }, file);
}

function send(world: World, chat: Chat, params: Fields, content: Fields, file?: StoredFile): Fields {
  const markup = readMarkup(params, chat.isPrivate);
  const wire = {
    from: world.bot,
    ...repliedTo(chat, params),
    ...content,
    ...(markup.kind === "inline" ? { reply_markup: markup.wire } : {}),
  };
  if (markup.kind === "reply") chat.keyboard = markup.keyboard;
  if (markup.kind === "remove") chat.keyboard = [];
  return world.chats.post(chat, true, wire, file).wire;
}
