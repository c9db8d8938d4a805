import { z } from "zod";
import { cleanText } from "../shared/clean-text.ts";
import { wireText } from "../shared/wire-text.ts";

const Id = z.string().regex(/^[\w-]{1,64}$/);

const Address = z.string().max(4096).transform(cleanText);

/** The parts of an event that we read; docs.zaloplatforms.com/docs/BOT. Captures and documents differ in places. */
const Event = z.object({
  event_name: z.string().max(100),
  message: z.object({
    message_id: wireText(128),
    /** Milliseconds since 1970. */
    date: z.number().optional(),
    chat: z.object({ id: Id, chat_type: z.string().optional() }),
    from: z.object({ id: Id, is_bot: z.boolean().optional(), display_name: z.string().optional() }),
    text: z.string().optional(),
    caption: z.string().optional(),
    photo: Address.optional(),
    photo_url: Address.optional(),
    voice_url: Address.optional(),
  }),
});
export type BotEvent = z.infer<typeof Event>;

/** Real deliveries are bare events; the documents show them in `{ok, result}`. */
export const BotDelivery = z.union([Event, z.object({ result: Event }).transform(({ result }) => result)]);
