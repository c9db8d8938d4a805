import { GrammyError, InputFile, type Api } from "grammy";
import type { Delivery, Sent } from "../../turns/ports.ts";
import { telegramFailure } from "./failure.ts";
import { LONGEST_CAPTION, renderForTelegram, type Keyboard } from "./render.ts";

const LARGEST_PHOTO = 10 * 1024 * 1024;
const LARGEST_FILE = 50 * 1024 * 1024;

type SentFile = NonNullable<Delivery["file"]>;
type Extra = { caption?: string; reply_markup?: Keyboard };

/**
 * Sends one message to one private chat. A long text goes out in parts and a file before a text that is too long to be
 * its caption; where a later part fails, a repeated try sends the earlier ones again. Never rejects for a reason that
 * lies with Telegram or the network.
 */
export async function sendByTelegram(api: Api, delivery: Delivery): Promise<Sent> {
  const chat = Number(delivery.to);
  if (!Number.isSafeInteger(chat) || chat === 0)
    return { kind: "give_up", why: "the address is not a Telegram id" };
  const { texts, keyboard } = renderForTelegram(delivery.message);
  try {
    return await sendAll(api, chat, { texts, file: delivery.file, keyboard });
  } catch (error) {
    return telegramFailure(error);
  }
}

async function sendAll(
  api: Api,
  chat: number,
  what: { texts: string[]; file: SentFile | undefined; keyboard: Keyboard | undefined },
): Promise<Sent> {
  const markup = what.keyboard === undefined ? {} : { reply_markup: what.keyboard };
  const texts = what.texts.filter((text) => text.trim() !== "");
  const [first] = texts;
  if (what.file !== undefined && what.file.bytes.byteLength > LARGEST_FILE)
    return { kind: "give_up", why: "the file is larger than the 50 MB that Telegram takes" };
  if (what.file !== undefined) {
    const asCaption = texts.length <= 1 && (first?.length ?? 0) <= LONGEST_CAPTION;
    const extra = asCaption ? { ...(first === undefined ? {} : { caption: first }), ...markup } : {};
    const id = await sendFile(api, chat, what.file, extra);
    if (asCaption) return { kind: "sent", vendorId: id };
  }
  let vendorId: string | undefined;
  for (const [index, text] of texts.entries()) {
    const message = await api.sendMessage(chat, text, {
      // A preview makes Telegram open the link, which uses up links that work once.
      link_preview_options: { is_disabled: true },
      ...(index === texts.length - 1 ? markup : {}),
    });
    vendorId = String(message.message_id);
  }
  return vendorId === undefined
    ? { kind: "give_up", why: "the message is empty" }
    : { kind: "sent", vendorId };
}

async function sendFile(api: Api, chat: number, file: SentFile, extra: Extra): Promise<string> {
  const input = new InputFile(file.bytes, file.name);
  if (/^image\/(?:jpeg|png|webp)$/.test(file.mime) && file.bytes.byteLength <= LARGEST_PHOTO) {
    try {
      return String((await api.sendPhoto(chat, input, extra)).message_id);
    } catch (error) {
      if (!(error instanceof GrammyError) || !/PHOTO|IMAGE/i.test(error.description)) throw error;
      // Refused as a photo (a side too long, a broken header): it still goes as a file.
    }
  }
  return String((await api.sendDocument(chat, input, extra)).message_id);
}
