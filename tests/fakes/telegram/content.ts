import { pictureSize } from "../common/picture-size.ts";
import { fieldsAt, textAt } from "../common/values.ts";
import type { Fields } from "../common/values.ts";
import type { Chat } from "./chats.ts";
import type { FileKind, Files, StoredFile } from "./files.ts";
import { visibleText } from "./formatted-text.ts";
import { Refusal, badRequest } from "./refusal.ts";
import { isUpload } from "./spec.ts";
import { messageIn } from "./world.ts";

const megabyte = 1024 * 1024;

/** The text of a message: 1 to 4096 characters once the markup is taken out. */
export function messageText(params: Fields): string {
  const text = visibleText(textAt(params, "text") ?? "", textAt(params, "parse_mode"));
  if (text === "") throw badRequest("message text is empty");
  if (text.length > 4096) throw badRequest("message is too long");
  return text;
}

/** A caption: at most 1024 characters once the markup is taken out; none where it is empty. */
export function caption(params: Fields): Fields {
  const text = visibleText(textAt(params, "caption") ?? "", textAt(params, "parse_mode"));
  if (text.length > 1024) throw badRequest("message caption is too long");
  return text === "" ? {} : { caption: text };
}

/** The message that is answered, as a member of the new message; refuses where it is gone. */
export function repliedTo(chat: Chat, params: Fields): Fields {
  const reply = fieldsAt(params, "reply_parameters");
  if (reply["message_id"] === undefined) return {};
  if (reply["allow_sending_without_reply"] === true && !chat.messages.has(Number(reply["message_id"])))
    return {};
  const { wire } = messageIn(chat, reply["message_id"], "message to be replied not found");
  const { reply_to_message: _, ...flat } = wire;
  return { reply_to_message: flat };
}

/** A file that the bot sends: an upload, the id of a file that it has sent before, or an address. */
export function sentFile(files: Files, kind: FileKind, value: unknown): StoredFile {
  if (isUpload(value)) return uploaded(files, kind, value);
  const name = typeof value === "string" ? value : "";
  if (/^https?:\/\//.test(name)) return linked(files, kind, name);
  const known = files.get(name);
  if (known === undefined) throw badRequest("wrong file identifier/HTTP URL specified");
  if (known.kind !== kind) throw badRequest(`can't use file of type ${known.kind} as ${kind}`);
  return known;
}

function uploaded(
  files: Files,
  kind: FileKind,
  upload: { name: string; type: string; bytes: Buffer },
): StoredFile {
  const { name, bytes } = upload;
  if (bytes.length === 0) throw badRequest("file must be non-empty");
  if (bytes.length > 50 * megabyte) throw new Refusal(413, "Request Entity Too Large");
  if (kind !== "photo")
    return files.add({ kind, name, bytes, mime: upload.type || "application/octet-stream" });
  if (bytes.length > 10 * megabyte) throw badRequest("file is too big for a photo");
  const size = pictureSize(bytes);
  if (size === undefined) throw badRequest("IMAGE_PROCESS_FAILED");
  const ratio = Math.max(size.width / size.height, size.height / size.width);
  if (size.width + size.height > 10_000 || !(ratio <= 20)) throw badRequest("PHOTO_INVALID_DIMENSIONS");
  return files.add({ kind, name, bytes, mime: "image/jpeg", ...size });
}

/** The fake has no internet: it believes the address, and keeps to the rule that only these documents may be linked. */
function linked(files: Files, kind: FileKind, url: string): StoredFile {
  if (kind === "document" && !/\.(pdf|zip|gif)$/i.test(new URL(url).pathname)) {
    throw badRequest("wrong type of the web page content");
  }
  return files.add({ kind, name: url, bytes: Buffer.alloc(0), mime: "application/octet-stream" });
}
