import type { Input } from "../../domain/input.ts";
import { cleanText } from "../shared/clean-text.ts";
import { isPicture } from "../shared/file-kind.ts";
import type { Message, Sender } from "./update-shape.ts";

type Album = NonNullable<Extract<Input, { kind: "file" }>["album"]>;

/** Kinds of message that hold nothing for us; the person hears so. Service messages are not among them. */
const UNSUPPORTED = ["animation", "sticker", "dice", "poll", "story", "game"] as const;

/** What a message in a private chat says; null for service messages. */
export function readMessage(message: Message, from: Sender): Input | null {
  if (message.text !== undefined) return readText(message.text, message.message_id);
  // An animation comes with a document of the same file, so this goes first.
  const unsupported = UNSUPPORTED.find((kind) => message[kind] !== undefined);
  if (unsupported !== undefined) return { kind: "unsupported", what: unsupported };
  if (message.location !== undefined || message.venue !== undefined) return { kind: "location" };
  if (message.contact !== undefined) {
    return {
      kind: "phone",
      phone: internationalPhone(message.contact.phone_number),
      own: message.contact.user_id === from.id,
    };
  }
  return readFile(message);
}

/** A text that the person changed afterwards; other changes (a picture, a place that moves) are nothing to us. */
export function readEdited({ text, message_id: id }: Message): Input | null {
  return text === undefined || id === undefined
    ? null
    : { kind: "edited", message: String(id), text: cleanText(text) };
}

function readText(text: string, id: number | undefined): Input {
  const start = /^\/start(?:@\w+)?(?:\s+([\w-]{1,64}))?\s*$/.exec(text);
  if (start === null)
    return { kind: "text", text: cleanText(text), ...(id === undefined ? {} : { message: String(id) }) };
  const code = start[1];
  return code === undefined ? { kind: "arrived" } : { kind: "arrived", code };
}

/** Telegram writes the country code with or without its plus. */
function internationalPhone(phone: string): string {
  const cleaned = cleanText(phone).slice(0, 32).trim();
  return /^[1-9]\d+$/.test(cleaned) ? `+${cleaned}` : cleaned;
}

function readFile(message: Message): Input | null {
  const caption = message.caption === undefined ? {} : { caption: cleanText(message.caption) };
  const album = albumOf(message);
  const photo = largest(message.photo ?? []);
  if (photo !== undefined)
    return { kind: "file", file: "photo", ref: photo.file_id, mime: "image/jpeg", ...caption, ...album };
  const voice = message.voice ?? message.audio;
  if (voice !== undefined)
    return {
      kind: "file",
      file: "voice",
      ref: voice.file_id,
      mime: voice.mime_type ?? "audio/ogg",
      ...caption,
    };
  const video = message.video ?? message.video_note;
  if (video !== undefined)
    return {
      kind: "file",
      file: "video",
      ref: video.file_id,
      mime: video.mime_type ?? "video/mp4",
      ...caption,
      ...album,
    };
  const document = message.document;
  if (document === undefined) return null;
  const mime = document.mime_type === undefined ? {} : { mime: document.mime_type };
  const ref = document.file_id;
  return isPicture(document.mime_type)
    ? { kind: "file", file: "photo", ref, ...mime, ...caption, ...album }
    : { kind: "file", file: "document", ref, ...mime, ...caption };
}

/** Pictures that were sent at once come as one update each, with the name of the album; their ids rise in its order. */
function albumOf({ media_group_id: id, message_id: part }: Message): { album?: Album } {
  return id === undefined ? {} : { album: { id, part: part ?? 0 } };
}

function largest<T extends { width: number; height: number }>(sizes: readonly T[]): T | undefined {
  return sizes.toSorted((a, b) => b.width * b.height - a.width * a.height)[0];
}
