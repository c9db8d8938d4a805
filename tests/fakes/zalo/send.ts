import { z } from "zod";
import type { NewMessage, ZaloChat } from "./chats.ts";
import { echo, receipt } from "./events.ts";
import { ZaloRefusal } from "./refusal.ts";
import { messageShape, readShape } from "./shapes.ts";
import type { ZaloMessage } from "./shapes.ts";
import type { ZaloWorld } from "./world.ts";

const id = z.string().min(1);
const recipientShape = z.union([
  z.strictObject({ user_id: id }),
  z.strictObject({ message_id: id }),
  z.strictObject({ anonymous_id: id, conversation_id: id }),
]);
const bodyShape = z.strictObject({ recipient: recipientShape, message: messageShape });
const reactionShape = z.strictObject({
  recipient: z.strictObject({ user_id: id }),
  sender_action: z.strictObject({
    react_icon: z.enum([":>", "--b", ":-((", "/-strong", "/-heart", ":-h", ":o", "/-remove"]),
    react_message_id: id,
  }),
});

const hourMs = 60 * 60 * 1000;
const mostReactions = 50;

/** `POST /v3.0/oa/message/cs`: not for state bodies. */
export function sendConsultation(world: ZaloWorld, body: unknown): unknown {
  if (world.settings.oaType === 4) throw new ZaloRefusal(-235, "This API does not support this type of OA");
  const { recipient, message } = readShape(bodyShape, body);
  if ("anonymous_id" in recipient) throw new ZaloRefusal(-201, "recipient.anonymous_id is invalid");
  return deliver(world, chatOf(world, recipient), message);
}

/** `POST /v2.0/oa/message`: for state bodies; for all, people who are not logged in, and reactions. */
export function sendV2(world: ZaloWorld, body: unknown): unknown {
  if (typeof body === "object" && body !== null && "sender_action" in body) return react(world, body);
  const { recipient, message } = readShape(bodyShape, body);
  if ("anonymous_id" in recipient) {
    const chat = world.chats.get(recipient.anonymous_id);
    if (chat === undefined || chat.conversationId !== recipient.conversation_id) {
      throw new ZaloRefusal(-201, "recipient.anonymous_id is invalid");
    }
    return deliver(world, chat, message);
  }
  if (world.settings.oaType === 2) {
    throw new ZaloRefusal(-240, "MessageV2 API has been shut down, please switch to MessageV3");
  }
  return deliver(world, chatOf(world, recipient), message);
}

/** The chat of a logged-in person; -201 where nobody has this id. */
export function chatOf(world: ZaloWorld, recipient: { user_id: string } | { message_id: string }): ZaloChat {
  if ("message_id" in recipient) {
    const found = world.chats.message(recipient.message_id);
    if (found?.message.from !== "person") throw new ZaloRefusal(-201, "recipient.message_id is invalid");
    return found.chat;
  }
  const chat = world.chats.get(recipient.user_id);
  if (chat === undefined || chat.conversationId !== undefined)
    throw new ZaloRefusal(-201, "user_id is invalid");
  return chat;
}

function deliver(world: ZaloWorld, chat: ZaloChat, message: ZaloMessage): unknown {
  checkWindow(world, chat);
  checkQuote(world, chat, message.quote_message_id);
  const shown = { from: "oa" as const, quoted: message.quote_message_id, ...view(world, message) };
  const quota = world.quota.spend(chat);
  const posted = world.chats.post(chat, shown);
  echo(world, chat, posted, {});
  receipt(world, chat, posted);
  return {
    message_id: posted.id,
    ...(chat.conversationId === undefined ? { user_id: chat.id } : { anonymous_id: chat.id }),
    sent_time: String(posted.at.getTime()),
    ...(quota === undefined ? {} : { quota }),
  };
}

/** Nobody may be written to seven days after their last act; receipts are no acts. */
function checkWindow(world: ZaloWorld, chat: ZaloChat): void {
  if (chat.refusal !== undefined)
    throw new ZaloRefusal(chat.refusal, "The person cannot receive this message");
  if (chat.lastInteraction === undefined) {
    throw new ZaloRefusal(-232, "User has not interacted with the OA, or the interaction has expired");
  }
  if (world.clock.now().getTime() - chat.lastInteraction > 7 * 24 * hourMs) {
    throw new ZaloRefusal(-230, "User has not interacted with the OA in the last 7 days");
  }
}

function checkQuote(world: ZaloWorld, chat: ZaloChat, quoted: string | undefined): void {
  if (quoted === undefined) return;
  const found = world.chats.message(quoted);
  const age = world.clock.now().getTime() - (found?.message.at.getTime() ?? 0);
  if (found?.chat !== chat || age > 48 * hourMs) throw new ZaloRefusal(-201, "quote_message_id is invalid");
}

/** What the person sees of a message; looks uploads up, so it refuses those that are gone. */
function view(world: ZaloWorld, { text = "", attachment }: ZaloMessage): Omit<NewMessage, "from"> {
  if (attachment === undefined) return { text };
  if (attachment.type === "file") {
    const { name, bytes } = world.uploads.get(["file"], attachment.payload.token);
    return { text, attachment: { kind: "file", source: name, bytes } };
  }
  const { payload } = attachment;
  switch (payload.template_type) {
    case "button":
      return { text, buttons: payload.buttons.map((action) => ({ title: action.title, action })) };
    case "media": {
      const [element] = payload.elements;
      const buttons = (payload.buttons ?? []).map((action) => ({ title: action.title, action }));
      if (element === undefined || "url" in element) {
        return { text, buttons, attachment: { kind: "image", source: element?.url ?? "", bytes: undefined } };
      }
      const { media_type: kind, attachment_id: source } = element;
      const bytes = kind === "sticker" ? undefined : world.uploads.get([kind], source).bytes;
      return { text, buttons, attachment: { kind, source, bytes } };
    }
    case "list": {
      const rows = payload.elements.flatMap(({ title, default_action: action }) =>
        action === undefined ? [] : [{ title, action }],
      );
      const below = (payload.buttons ?? []).map((action) => ({ title: action.title, action }));
      const lines = payload.elements.map(({ title, subtitle }) =>
        [title, subtitle].filter(Boolean).join("\n"),
      );
      const picture = payload.elements[0]?.image_url ?? "";
      return {
        text: [text, ...lines].filter((line) => line !== "").join("\n"),
        buttons: [...rows, ...below],
        attachment: { kind: "list", source: picture, bytes: undefined },
      };
    }
    case "request_user_info": {
      const [form] = payload.elements;
      const source = form?.image_url ?? "";
      return {
        text: [form?.title, form?.subtitle].join("\n"),
        attachment: { kind: "request_user_info", source, bytes: undefined },
      };
    }
  }
  throw new Error("A template of no known type");
}

function react(world: ZaloWorld, body: unknown): unknown {
  const { recipient, sender_action: action } = readShape(reactionShape, body);
  const chat = chatOf(world, recipient);
  const found = world.chats.message(action.react_message_id);
  if (found?.chat !== chat) throw new ZaloRefusal(-201, "react_message_id is invalid");
  const { reactions } = found.message;
  if (reactions.length >= mostReactions) throw new ZaloRefusal(-210, "Too many reactions");
  if (action.react_icon === "/-remove") reactions.length = 0;
  else reactions.push(action.react_icon);
  return { message_id: found.message.id, user_id: chat.id };
}
