import { z } from "zod";
import { cleanText } from "../shared/clean-text.ts";
import { wireText } from "../shared/wire-text.ts";

/** Ids are text: they are larger than 2^53. */
const Id = z.string().regex(/^[\w-]{1,64}$/);
/** `admin_id` is there only where a human wrote in the Official Account's chat tool. */
const Party = z.object({ id: Id, admin_id: z.string().optional() });

const Attachment = z.object({ type: wireText(40), payload: z.unknown().optional() });

/** The parts of an event that we read. Every member but the name may be missing in one event or another. */
export const Event = z.object({
  event_name: z.string().max(100),
  /** Milliseconds since 1970, as text; a number was seen in some events. */
  timestamp: z
    .union([wireText(20), z.number()])
    .transform(String)
    .optional(),
  sender: Party.optional(),
  recipient: Party.optional(),
  follower: Party.optional(),
  user_id: Id.optional(),
  oa_id: Id.optional(),
  message: z
    .object({
      msg_id: wireText(128).optional(),
      text: z.string().optional(),
      attachments: z.array(Attachment).max(50).optional(),
    })
    .optional(),
  info: z.object({ phone: z.union([z.string(), z.number()]).transform(String).optional() }).optional(),
});
export type Event = z.infer<typeof Event>;
export type Attachment = z.infer<typeof Attachment>;

/** What a payload holds, over all the types of attachment that we read. */
export const Payload = z.object({
  url: z.string().max(4096).transform(cleanText).optional(),
  name: z.string().optional(),
  type: z.string().optional(),
  description: z.string().optional(),
});
/** A business card is a link whose description is JSON. */
export const Card = z.object({ phone: z.union([z.string(), z.number()]).transform(String) });
