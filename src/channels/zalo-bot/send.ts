import { z } from "zod";
import type { Delivery, Sent } from "../../turns/ports.ts";
import { withNumberedOptions } from "../shared/numbered-options.ts";
import { splitText } from "../shared/split-text.ts";
import { botFailure, callBot, type BotApi } from "./client.ts";

/** Of a message and of a caption: docs.zaloplatforms.com/docs/BOT. */
const LONGEST_TEXT = 2000;
const Accepted = z.object({ message_id: z.string().min(1) });

export type BotSender = {
  api: BotApi;
  /** The address at which the platform can fetch a picture of ours; null where none of ours can be reached from outside. */
  pictureUrl: ((file: string) => string) | null;
  count: (what: string) => void;
};

/**
 * Sends one message as text without buttons. The platform takes no files, but fetches pictures: where it does not take one either, it
 * is said in words that something is missing here. A text that is too long for a caption comes behind its picture; where it
 * fails, a repeated try sends the picture again. Never rejects for a reason that lies with the platform or the network.
 */
export async function sendByBot(sender: BotSender, { to, message, file }: Delivery): Promise<Sent> {
  const { pictureUrl, count, api } = sender;
  const text = withNumberedOptions(message.text, message.options).normalize("NFC");
  if (file === undefined) return sendTexts(api, to, text);
  const isPicture = /^image\/(?:jpeg|png)$/.test(file.mime);
  if (isPicture && pictureUrl !== null && message.file !== undefined) {
    const asCaption = text.trim() !== "" && text.length <= LONGEST_TEXT;
    const photo = { chat_id: to, photo: pictureUrl(message.file), ...(asCaption ? { caption: text } : {}) };
    const answer = await callBot(api, "sendPhoto", photo);
    if (answer.kind === "ok")
      return asCaption || text.trim() === "" ? accepted(answer.result) : sendTexts(api, to, text);
    // A bad request is about the picture: the text can still go. Anything else holds for the text as well.
    if (answer.kind !== "refused" || answer.code !== 400) return botFailure(answer);
  }
  count("zalo_bot.file_left_out");
  return sendTexts(
    api,
    to,
    [text, message.file_left_out ?? ""].filter((one) => one.trim() !== "").join("\n"),
  );
}

async function sendTexts(api: BotApi, to: string, text: string): Promise<Sent> {
  let last: Sent = { kind: "give_up", why: "the message is empty" };
  for (const part of splitText(text, LONGEST_TEXT).filter((one) => one.trim() !== "")) {
    const answer = await callBot(api, "sendMessage", { chat_id: to, text: part });
    if (answer.kind !== "ok") return botFailure(answer);
    last = accepted(answer.result);
    if (last.kind !== "sent") return last;
  }
  return last;
}

function accepted(result: unknown): Sent {
  const read = Accepted.safeParse(result);
  return read.success
    ? { kind: "sent", vendorId: read.data.message_id }
    : { kind: "unknown", why: "the answer holds no message id" };
}
