import { z } from "zod";
import { wireText } from "../shared/wire-text.ts";

const From = z.object({
  id: z.int(),
  is_bot: z.boolean().optional(),
  first_name: z.string().optional(),
  last_name: z.string().optional(),
  language_code: wireText(35).optional().catch(undefined),
});
const Chat = z.object({ id: z.int(), type: z.string() });

/** File ids have grown over the years; they are about 90 characters now. */
const FileId = wireText(512);
const Stored = z.object({ file_id: FileId, mime_type: wireText(100).optional().catch(undefined) });
const PhotoSize = z.object({ file_id: FileId, width: z.number(), height: z.number() });

/** The parts of a Message that we read; https://core.telegram.org/bots/api#message. */
export const Message = z.object({
  date: z.int(),
  chat: Chat,
  from: From.optional(),
  text: z.string().optional(),
  caption: z.string().optional(),
  message_id: z.int().optional().catch(undefined),
  edit_date: z.int().optional().catch(undefined),
  media_group_id: wireText(64).optional().catch(undefined),
  photo: z.array(PhotoSize).optional(),
  voice: Stored.optional(),
  audio: Stored.optional(),
  video: Stored.optional(),
  video_note: Stored.optional(),
  animation: Stored.optional(),
  document: Stored.optional(),
  contact: z.object({ phone_number: z.string(), user_id: z.int().optional() }).optional(),
  location: z.unknown().optional(),
  venue: z.unknown().optional(),
  sticker: z.unknown().optional(),
  dice: z.unknown().optional(),
  poll: z.unknown().optional(),
  story: z.unknown().optional(),
  game: z.unknown().optional(),
});
export type Message = z.infer<typeof Message>;

/** The parts of an Update that we read; whatever else comes is none of our business. */
export const Update = z.object({
  update_id: z.int().nonnegative(),
  message: Message.optional(),
  edited_message: Message.optional(),
  callback_query: z
    .object({
      id: wireText(64),
      from: From,
      message: z.object({ chat: Chat, message_id: z.int().optional().catch(undefined) }).optional(),
      data: z.string().optional(),
    })
    .optional(),
  my_chat_member: z
    .object({ chat: Chat, from: From, date: z.int(), new_chat_member: z.object({ status: z.string() }) })
    .optional(),
});
export type Sender = z.infer<typeof From>;

/** The kinds of update that we ask Telegram for; groups' members and the rest never come. */
export const ALLOWED_UPDATES = ["message", "edited_message", "callback_query", "my_chat_member"] as const;
