import { z } from "zod";

/**
 * A message as the engine means it; each channel renders it within its own limits.
 * Options are numbered from one in the order given, on every channel.
 */
export const OutboundMessage = z.object({
  text: z.string(),
  options: z.array(z.object({ label: z.string() })),
  /** The turn in which it was asked; comes back with a tap. Null where nothing is asked. */
  turn: z.int().nullable(),
  /** Our id of a picture or document to send along. */
  file: z.string().optional(),
  /** Said in place of a file that a channel cannot carry. */
  file_left_out: z.string().optional(),
  /**
   * Sent as the vendor's approved template of this name, where the vendor has such: by the account, or by `phone` (digits,
   * beginning with 84). A channel without templates sends `text`, which also is what stands on record.
   */
  template: z
    .object({ name: z.string(), params: z.record(z.string(), z.string()), phone: z.string().optional() })
    .optional(),
  /** Asks for the person's own phone number: what a channel writes that can have it handed over at a tap. */
  contact: z.string().optional(),
  /** Not kept once it has been sent: it shows what is locked away otherwise. */
  secret: z.boolean().optional(),
});
export type OutboundMessage = z.infer<typeof OutboundMessage>;
