import { z } from "zod";
import type { ZaloChat, ZaloSeenMessage } from "./chats.ts";
import { idByApp } from "./events.ts";
import { ZaloRefusal } from "./refusal.ts";
import { chatOf } from "./send.ts";
import { readShape } from "./shapes.ts";
import type { ZaloWorld } from "./world.ts";

const one = z.strictObject({ user_id: z.string() });
const page = z.strictObject({ offset: z.int().min(0), count: z.int().min(1) });
const list = z.strictObject({
  offset: z.int().min(0).max(9951),
  count: z.int().min(1).max(50),
  is_follower: z.enum(["true", "false"]).optional(),
  tag_name: z.string().optional(),
  last_interaction_period: z.string().optional(),
});
const talk = page.extend({ user_id: z.string() });
const mostInPage = 10;

/** `GET /v2.0/oa/getoa`: who the OA is, and above all of which type. */
export function getOa({ settings, chats }: ZaloWorld): unknown {
  return {
    oa_id: settings.oaId,
    name: settings.oaName,
    oa_type: settings.oaType,
    is_verified: true,
    num_follower: chats.all().filter((chat) => chat.follows).length,
    package_name: "Nâng cao",
  };
}

/** `GET /v3.0/oa/user/detail`: the only place with the person's name. */
export function userDetail(world: ZaloWorld, query: unknown): unknown {
  const chat = chatOf(world, readShape(one, query));
  return {
    user_id: chat.id,
    user_id_by_app: idByApp(chat.id),
    display_name: chat.name,
    user_is_follower: chat.follows,
    is_sensitive: false,
    user_last_interaction_date: dayOf(chat.lastInteraction),
    avatar: "",
    tags_and_notes_info: { notes: [], tag_names: [] },
    shared_info: {},
  };
}

/** `GET /v3.0/oa/user/getlist`. */
export function userList(world: ZaloWorld, query: unknown): unknown {
  const { offset, count } = readShape(list, query);
  const all = world.chats.all().filter((chat) => chat.conversationId === undefined);
  const users = all.slice(offset, offset + count).map((chat) => ({ user_id: chat.id }));
  return { total: all.length, count: users.length, offset, users };
}

/** `POST /v3.0/oa/quota/message`: what may still be sent to one person. */
export function quotaOf(world: ZaloWorld, body: unknown): unknown {
  const chat = chatOf(world, readShape(one, body));
  return {
    last_interaction: chat.lastInteraction === undefined ? null : String(chat.lastInteraction),
    cs_reply: { remain: world.quota.repliesLeft(chat), total: 8 },
    sub_quota: { remain: world.quota.packageLeft() },
  };
}

/** `GET /v2.0/oa/listrecentchat`: the newest messages of all people. */
export function recentChats(world: ZaloWorld, query: unknown): unknown {
  const { offset, count } = readShape(page, query);
  return pageOf(world, world.chats.all(), offset, count);
}

/** `GET /v2.0/oa/conversation`: the newest messages of one person. */
export function conversation(world: ZaloWorld, query: unknown): unknown {
  const { offset, count, user_id } = readShape(talk, query);
  return pageOf(world, [chatOf(world, { user_id })], offset, count);
}

function pageOf(world: ZaloWorld, chats: ZaloChat[], offset: number, count: number): unknown {
  if (count > mostInPage) throw new ZaloRefusal(-210, "count is over the limit of 10");
  return chats
    .flatMap((chat) => chat.messages.map((message) => ({ chat, message })))
    .toSorted((a, b) => b.message.order - a.message.order)
    .slice(offset, offset + count)
    .map(({ chat, message }) => line(world, chat, message));
}

function line({ settings }: ZaloWorld, chat: ZaloChat, message: ZaloSeenMessage) {
  const oa = { id: settings.oaId, name: settings.oaName };
  const isFromPerson = message.from === "person";
  const [from, to] = isFromPerson ? [chat, oa] : [oa, chat];
  return {
    src: isFromPerson ? 1 : 0,
    time: message.at.getTime(),
    type: message.attachment?.kind ?? "text",
    message: message.text,
    message_id: message.id,
    ...(isFromPerson && message.attachment !== undefined ? { url: message.attachment.source } : {}),
    from_id: from.id,
    to_id: to.id,
    from_display_name: from.name,
    to_display_name: to.name,
  };
}

function dayOf(ms: number | undefined): string {
  if (ms === undefined) return "";
  return new Intl.DateTimeFormat("en-GB", { timeZone: "Asia/Ho_Chi_Minh" }).format(ms);
}
