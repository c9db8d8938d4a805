import { z } from "zod";
import type { Notice, Receipt } from "../../turns/ports.ts";

const Text = z.string().max(200);
const Told = z.object({
  event_name: z.string(),
  timestamp: z.union([z.string(), z.number()]).transform(String).optional(),
  message: z
    .object({
      msg_id: Text.optional(),
      msg_ids: z.array(Text).max(1_000).optional(),
      tracking_id: Text.optional(),
      delivery_time: z.union([z.string(), z.number()]).transform(String).optional(),
    })
    .optional(),
  template_id: z.union([z.string(), z.number()]).transform(String).optional(),
  status: z.object({ new_status: Text.optional() }).optional(),
  quality: z.object({ new_quality: Text.optional() }).optional(),
  quota: z.object({ new_value: z.union([z.string(), z.number()]).transform(String).optional() }).optional(),
  reason: Text.optional(),
});
type Told = z.infer<typeof Told>;

/**
 * What an event says of messages that we sent. Nothing for other events. Receipts were seen with sender and recipient
 * changed round, so only the message is looked at; that of a template says itself when it was delivered.
 */
export function zaloReceipts(json: unknown, now: Date): Receipt[] {
  const parsed = Told.safeParse(json);
  if (!parsed.success) return [];
  const { event_name, message } = parsed.data;
  const what =
    event_name === "user_seen_message" ? "read" : event_name === "user_received_message" ? "delivered" : null;
  if (what === null || message === undefined) return [];
  const at = instant(message.delivery_time ?? parsed.data.timestamp, now);
  // Our own number came with templates by telephone only.
  const ours = /^\d{1,18}$/.test(message.tracking_id ?? "") ? message.tracking_id : undefined;
  if (ours !== undefined) return [{ message: { id: ours }, what, at }];
  const ids = message.msg_ids ?? (message.msg_id === undefined ? [] : [message.msg_id]);
  return ids.map((vendorId) => ({ message: { vendorId }, what, at }));
}

/** What Zalo tells the account itself: a template that was disabled, a quota that was cut. */
export function zaloNotices(json: unknown): Notice[] {
  const parsed = Told.safeParse(json);
  if (!parsed.success) return [];
  const { event_name, template_id, status, quality, quota, reason = "" } = parsed.data;
  switch (event_name) {
    case "change_template_status":
      return [
        {
          code: "zalo.template_status",
          detail: `template ${template_id ?? "?"} is now ${status?.new_status ?? "?"}. ${reason}`.trim(),
        },
      ];
    case "change_template_quality":
      return [
        {
          code: "zalo.template_quality",
          detail: `template ${template_id ?? "?"} is now of quality ${quality?.new_quality ?? "?"}`,
        },
      ];
    case "change_oa_daily_quota":
      return [{ code: "zalo.template_quota", detail: `templates a day: ${quota?.new_value ?? "?"}` }];
    default:
      return [];
  }
}

function instant(ms: string | undefined, now: Date): Date {
  const at = new Date(/^\d{13}$/.test(ms ?? "") ? Number(ms) : Number.NaN);
  return Number.isNaN(at.getTime()) || at > now ? now : at;
}
