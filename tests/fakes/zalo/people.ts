import { createHash, randomBytes } from "node:crypto";
import { fits, waitFor } from "../common/wait-for.ts";
import type { Fields } from "../common/values.ts";
import type { NewMessage, ZaloChat, ZaloSeenMessage } from "./chats.ts";
import { fromPerson, idByApp, seenReceipt } from "./events.ts";
import { findZaloButton } from "./find-button.ts";
import type { ZaloWorld } from "./world.ts";

export type ZaloPersonDetails = {
  /** Digits; a number too great for JavaScript's own is made up where not given. */
  id?: string;
  name: string;
  /** Digits with 84, for template messages. */
  phone?: string;
  /** Makes the person one who is not logged in. */
  conversationId?: string;
};

export type SubmittedInfo = {
  name: string;
  phone: string;
  user_dob?: string;
  gender?: string;
  full_address?: { user_city: string; user_ward: string; user_address: string };
};

/** Every act answers the event that it caused, or undefined where it was switched off or went nowhere. */
export type ZaloPerson = {
  readonly id: string;
  readonly inbox: readonly ZaloSeenMessage[];
  says(text: string, options?: { quote?: string }): Fields | undefined;
  /** Taps a button or a row by its title or payload; `message` picks an old message. */
  taps(titleOrPayload: string, target?: { message?: string }): Fields | undefined;
  sendsPhoto(bytes: Buffer, options?: { text?: string }): Fields | undefined;
  sendsVoice(bytes: Buffer): Fields | undefined;
  sendsFile(bytes: Buffer, options: { name: string }): Fields | undefined;
  sendsLocation(latitude: string, longitude: string): Fields | undefined;
  sendsSticker(): Fields | undefined;
  sendsContact(contact: { phone: string }): Fields | undefined;
  saysInGroup(groupId: string, text: string): Fields | undefined;
  follows(source?: "oa_profile" | "message_invite" | "social_plugin"): Fields | undefined;
  unfollows(): Fields | undefined;
  clicksChatNow(): Fields | undefined;
  submitsInfo(info: SubmittedInfo): Fields | undefined;
  withdraws(): Fields | undefined;
  /** Looks at everything: a receipt, which opens no window. */
  looks(): void;
  /** Shuts the door: sends are refused with this code until `accepts`. */
  refuses(code?: number): void;
  accepts(): void;
  sees(wanted: string | RegExp, withinMs?: number): Promise<ZaloSeenMessage>;
};

const restricted = -244;

/** A person with a chat with the OA. Throws where the tapped button is not there: tests must notice. */
export function makeZaloPerson(
  world: ZaloWorld,
  media: Map<string, Buffer>,
  details: ZaloPersonDetails,
): ZaloPerson {
  const id =
    details.id ??
    `9${BigInt(`0x${randomBytes(7).toString("hex")}`)
      .toString()
      .padStart(18, "0")}`;
  if (!/^\d+$/.test(id)) throw new Error("A person's id on Zalo is a string of digits");
  const { name, phone, conversationId } = details;
  const chat: ZaloChat = world.chats.add({ id, name, phone, conversationId });
  const { appId, oaId } = world.settings;
  let lastAct = 0;

  function interacts(): void {
    chat.lastInteraction = world.clock.now().getTime();
    lastAct = world.chats.order();
  }

  function sends(kind: string, shown: NewMessage, content: Fields): Fields | undefined {
    interacts();
    const { id: msg_id, quoted } = world.chats.post(chat, shown);
    const event = `${conversationId === undefined ? "user" : "anonymous"}_send_${kind}`;
    const quote = quoted === undefined ? {} : { quote_msg_id: quoted };
    return world.outlet.emit(id, fromPerson(world, chat, event, { ...content, msg_id, ...quote }));
  }

  function attaches(kind: string, type: string, payload: Fields, text = ""): Fields | undefined {
    const words = text === "" ? {} : { text };
    const source = typeof payload["url"] === "string" ? payload["url"] : "";
    const attachment = { kind: type, source, bytes: undefined };
    return sends(kind, { from: "person", text, attachment }, { ...words, attachments: [{ type, payload }] });
  }

  function stored(bytes: Buffer, ending: string): string {
    const key = `${randomBytes(8).toString("hex")}.${ending}`;
    media.set(key, bytes);
    return world.mediaUrl(key);
  }

  function manages(event: Fields): Fields | undefined {
    return world.outlet.emit(id, { ...event, user_id_by_app: idByApp(id), app_id: appId });
  }

  function says(text: string, { quote }: { quote?: string } = {}): Fields | undefined {
    return sends("text", { from: "person", text, quoted: quote }, { text });
  }

  return {
    id,
    get inbox() {
      return chat.messages.filter((message) => message.from !== "person");
    },
    says,
    taps: (titleOrPayload, target = {}) => says(findZaloButton(chat, titleOrPayload, target.message)),
    sendsPhoto: (bytes, { text } = {}) => {
      const url = stored(bytes, "jpg");
      return attaches("image", "image", { thumbnail: url, url }, text);
    },
    sendsVoice: (bytes) => attaches("audio", "audio", { url: stored(bytes, "amr") }),
    sendsFile: (bytes, { name: fileName }) => {
      const ending = fileName.split(".").at(-1) ?? "";
      const checksum = createHash("md5").update(bytes).digest("hex");
      const size = String(bytes.length);
      return attaches("file", "file", {
        size,
        name: fileName,
        checksum,
        type: ending,
        url: stored(bytes, ending),
      });
    },
    sendsLocation: (latitude, longitude) =>
      attaches("location", "location", { coordinates: { latitude, longitude } }),
    sendsSticker: () => attaches("sticker", "sticker", { id: "a1", url: "http://fake/sticker.png" }),
    sendsContact: (contact) => {
      const description = JSON.stringify({ phone: contact.phone, qrCodeUrl: "" });
      return attaches("business_card", "link", { thumbnail: "", description, url: "" });
    },
    saysInGroup: (groupId, text) => {
      interacts();
      const msg_id = randomBytes(10).toString("hex");
      const event = fromPerson(world, chat, "user_send_group_text", { text, msg_id });
      return world.outlet.emit(id, { ...event, recipient: { id: groupId }, oa_id: oaId, group_id: groupId });
    },
    follows: (source = "oa_profile") => {
      chat.follows = true;
      interacts();
      return manages({ oa_id: oaId, follower: { id }, event_name: "follow", source });
    },
    unfollows: () => {
      chat.follows = false;
      return manages({ oa_id: oaId, follower: { id }, event_name: "unfollow", source: "oa_profile" });
    },
    clicksChatNow: () => {
      interacts();
      return manages({ oa_id: oaId, user_id: id, event_name: "user_click_chatnow" });
    },
    submitsInfo: (info) => {
      interacts();
      return world.outlet.emit(id, {
        sender: { id },
        recipient: { id: oaId },
        event_name: "user_submit_info",
        app_id: appId,
        info,
      });
    },
    withdraws: () => manages({ oa_id: oaId, user_id: id, event_name: "user_withdraw" }),
    looks: () => {
      const ids = chat.messages.filter((message) => message.from !== "person").map((message) => message.id);
      seenReceipt(world, chat, ids);
    },
    refuses: (code = restricted) => {
      chat.refusal = code;
    },
    accepts: () => {
      chat.refusal = undefined;
    },
    sees: (wanted, withinMs = 5_000) =>
      waitFor({
        find: () =>
          chat.messages.find(
            (message) => message.from !== "person" && message.order > lastAct && fits(message.text, wanted),
          ),
        watch: (listener) => world.chats.watch(listener),
        withinMs,
        complaint: () => {
          const lines = chat.messages.map(({ from, text }) => `${from}: ${text}`);
          return `${String(wanted)} was not shown in ${withinMs} ms. The chat:\n${lines.join("\n")}`;
        },
      }),
  };
}
