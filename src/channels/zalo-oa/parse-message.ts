import type { Input } from "../../domain/input.ts";
import { cleanText } from "../shared/clean-text.ts";
import { isPicture } from "../shared/file-kind.ts";
import { readTapData } from "../shared/tap-data.ts";
import { TAP_MARK } from "./render.ts";
import { Card, Payload, type Attachment, type Event } from "./event-shape.ts";

const FILE_TYPES: Readonly<Record<string, string>> = {
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  png: "image/png",
  webp: "image/webp",
  pdf: "application/pdf",
  doc: "application/msword",
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
};

/**
 * What a `user_send_…` event says: usually one thing, one for each attachment where there are several. A tap on a button
 * comes as a text that is the button's payload; there is no event of its own for it.
 */
export function readZaloMessage(event: Event): Input[] {
  const text = event.message?.text;
  const attachments = event.message?.attachments ?? [];
  if (event.event_name === "user_send_text") return text === undefined ? [] : [readText(text)];
  if (event.event_name === "user_send_location") return [{ kind: "location" }];
  const inputs = attachments.map((attachment) => readAttachment(attachment));
  const [first, ...others] = inputs;
  if (first === undefined) return [nothingReadable(event.event_name, text)];
  if (first.kind === "unsupported" && text !== undefined) return [readText(text)];
  const caption = text === undefined || first.kind !== "file" ? {} : { caption: cleanText(text) };
  return inAlbum([{ ...first, ...caption }, ...others], event.message?.msg_id);
}

/** Several pictures of one message belong together. */
function inAlbum(inputs: Input[], id: string | undefined): Input[] {
  if (id === undefined || inputs.length === 1) return inputs;
  return inputs.map((input, part) =>
    input.kind === "file" && (input.file === "photo" || input.file === "video")
      ? { ...input, album: { id, part } }
      : input,
  );
}

function readText(text: string): Input {
  const tap = text.startsWith(TAP_MARK) ? readTapData(text.slice(TAP_MARK.length).trim()) : null;
  return tap ?? { kind: "text", text: cleanText(text) };
}

function nothingReadable(eventName: string, text: string | undefined): Input {
  return text === undefined
    ? { kind: "unsupported", what: eventName.slice("user_send_".length) }
    : readText(text);
}

function readAttachment({ type, payload }: Attachment): Input {
  const { url, name, type: extension, description } = Payload.safeParse(payload ?? {}).data ?? {};
  if (type === "location") return { kind: "location" };
  if (type === "link" && description !== undefined) {
    const phone = cardPhone(description);
    if (phone !== null) return { kind: "phone", phone, own: false };
  }
  if (url === undefined) return { kind: "unsupported", what: type };
  switch (type) {
    case "image":
      return { kind: "file", file: "photo", ref: url, mime: "image/jpeg" };
    case "audio":
      return { kind: "file", file: "voice", ref: url, mime: "audio/amr" };
    case "video":
      return { kind: "file", file: "video", ref: url, mime: "video/mp4" };
    case "file": {
      const mime = FILE_TYPES[(extension ?? name?.split(".").at(-1) ?? "").toLowerCase()];
      const file = isPicture(mime) ? "photo" : "document";
      return { kind: "file", file, ref: url, ...(mime === undefined ? {} : { mime }) };
    }
    default:
      return { kind: "unsupported", what: type };
  }
}

/** The phone number on a business card; null where the description is that of an ordinary link. */
function cardPhone(description: string): string | null {
  try {
    const card = Card.safeParse(JSON.parse(description));
    return card.success ? zaloPhone(card.data.phone) : null;
  } catch {
    return null;
  }
}

/** Zalo writes the country code without its plus. */
export function zaloPhone(phone: string): string {
  const cleaned = cleanText(phone).slice(0, 32).trim();
  return /^84\d{8,10}$/.test(cleaned) ? `+${cleaned}` : cleaned;
}
