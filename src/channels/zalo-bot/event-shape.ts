import { z } from "zod";

const Id = z.string().regex(/^[\w-]{1,64}$/);

/** The parts of an event that we read; docs.zaloplatforms.com/docs/BOT. Captures and documents differ in places. */
const Event = z.object({
  event_name: z.string().max(100),
  message: z.object({
    message_id: z.string().min(1).max(128),
    /** Milliseconds since 1970. */
    date: z.number().optional(),
    chat: z.object({ id: Id, chat_type: z.string().optional() }),
    from: z.object({ id: Id, is_bot: z.boolean().optional(), display_name: z.string().optional() }),
    text: z.string().optional(),
    caption: z.string().optional(),
    photo: z.string().max(4096).optional(),
    photo_url: z.string().max(4096).optional(),
    voice_url: z.string().max(4096).optional(),
  }),
});
export type BotEvent = z.infer<typeof Event>;

/** Real deliveries are bare events; the documents show them in `{ok, result}`. */
export const BotDelivery = z.union([Event, z.object({ result: Event }).transform(({ result }) => result)]);
