import type { Fields } from "../common/values.ts";
import type { ZaloChat, ZaloSeenMessage } from "./chats.ts";
import type { ZaloWorld } from "./world.ts";

const echoNames = new Map([
  ["image", "oa_send_image"],
  ["gif", "oa_send_gif"],
  ["sticker", "oa_send_sticker"],
  ["list", "oa_send_list"],
  ["file", "oa_send_file"],
]);

/** The person's id as one app sees it: another number than for the OA. */
export function idByApp(userId: string): string {
  return `${userId.slice(1)}${userId.slice(0, 1)}`;
}

/** The common shape of what a person sends to the OA. */
export function fromPerson(world: ZaloWorld, chat: ZaloChat, name: string, message: Fields): Fields {
  const { appId, oaId } = world.settings;
  return {
    app_id: appId,
    sender: { id: chat.id },
    ...(chat.conversationId === undefined ? { user_id_by_app: idByApp(chat.id) } : {}),
    recipient: { id: oaId },
    event_name: name,
    message: {
      ...message,
      ...(chat.conversationId === undefined ? {} : { conversation_id: chat.conversationId }),
    },
  };
}

/** Tells the webhook what the OA has sent; `admin_id` is there only where a human wrote it. */
export function echo(
  world: ZaloWorld,
  chat: ZaloChat,
  { id, text, attachment }: ZaloSeenMessage,
  by: { adminId?: string },
): void {
  if (!world.settings.echoes) return;
  const { appId, oaId } = world.settings;
  const named = echoNames.get(attachment?.kind ?? "") ?? "oa_send_text";
  const payload = { url: attachment?.source ?? "" };
  world.outlet.emit(chat.id, {
    app_id: appId,
    sender: { id: oaId, ...(by.adminId === undefined ? {} : { admin_id: by.adminId }) },
    recipient: { id: chat.id },
    event_name: chat.conversationId === undefined ? named : named.replace("oa_send_", "oa_send_anonymous_"),
    message: {
      ...(text === "" ? {} : { text }),
      msg_id: id,
      ...(attachment === undefined ? {} : { attachments: [{ type: attachment.kind, payload }] }),
    },
    ...(chat.conversationId === undefined ? { user_id_by_app: idByApp(chat.id) } : {}),
  });
}

/** Tells the webhook that a message has reached the phone. */
export function receipt(world: ZaloWorld, chat: ZaloChat, { id }: ZaloSeenMessage): void {
  emitReceipt(world, chat, "user_received_message", { msg_id: id });
}

/** Tells the webhook that messages were looked at. */
export function seenReceipt(world: ZaloWorld, chat: ZaloChat, ids: readonly string[]): void {
  emitReceipt(world, chat, "user_seen_message", { msg_ids: ids });
}

function emitReceipt(world: ZaloWorld, chat: ZaloChat, name: string, message: Fields): void {
  const { appId, oaId, receipts } = world.settings;
  if (receipts === "off" || chat.conversationId !== undefined) return;
  const sides = receipts === "upright" ? [chat.id, oaId] : [oaId, chat.id];
  world.outlet.emit(chat.id, {
    app_id: appId,
    sender: { id: sides[0] },
    recipient: { id: sides[1] },
    event_name: name,
    message,
  });
}
