import type { Input } from "../../domain/input.ts";
import type { Inbound } from "../../turns/ports.ts";
import { Event } from "./event-shape.ts";
import { readZaloMessage, zaloPhone } from "./parse-message.ts";

type Happened = { who: string | undefined; inputs: Input[] };

/**
 * What one event of Zalo means to us. Nothing for what the Official Account itself did (`oa_…`: an echo of our own
 * messages, or of an officer who writes in the account's chat tool), for receipts and reactions, for people who are not
 * logged in, for groups, for other Official Accounts of the same app, and for whatever we do not know.
 */
export function parseZaloEvent(json: unknown, oaId: string, now: Date): Inbound[] {
  const parsed = Event.safeParse(json);
  if (!parsed.success) return [];
  const event = parsed.data;
  const { who, inputs } = happened(event);
  if (who === undefined || who === oaId || (event.recipient?.id ?? event.oa_id ?? oaId) !== oaId) return [];
  // The vendor's id where there is one; the same event keeps the same id however often it is repeated.
  const id = event.message?.msg_id ?? `${event.event_name}:${who}:${event.timestamp ?? ""}`;
  return inputs.map((input, index) => ({
    channel: "zalo-oa",
    contact: who,
    externalId: index === 0 ? id : `${id}#${index}`,
    happenedAt: instant(event.timestamp, now),
    input,
  }));
}

function happened(event: Event): Happened {
  switch (event.event_name) {
    case "user_send_text":
    case "user_send_image":
    case "user_send_gif":
    case "user_send_link":
    case "user_send_audio":
    case "user_send_video":
    case "user_send_sticker":
    case "user_send_location":
    case "user_send_business_card":
    case "user_send_file":
      return { who: event.sender?.id, inputs: readZaloMessage(event) };
    case "follow":
      return { who: event.follower?.id, inputs: [{ kind: "arrived" }] };
    case "user_click_chatnow":
      return { who: event.user_id, inputs: [{ kind: "arrived" }] };
    case "unfollow":
      return { who: event.follower?.id, inputs: [{ kind: "left", why: "unfollowed" }] };
    case "user_withdraw":
      return { who: event.user_id ?? event.sender?.id, inputs: [{ kind: "left", why: "withdrew" }] };
    case "user_submit_info": {
      const phone = event.info?.phone;
      const inputs: Input[] =
        phone === undefined ? [] : [{ kind: "phone", phone: zaloPhone(phone), own: true }];
      return { who: event.sender?.id, inputs };
    }
    default:
      return { who: undefined, inputs: [] };
  }
}

/** `timestamp` is in milliseconds, as text. One that is no date counts as now. */
function instant(timestamp: string | undefined, now: Date): Date {
  const at = new Date(/^\d{13}$/.test(timestamp ?? "") ? Number(timestamp) : Number.NaN);
  return Number.isNaN(at.getTime()) ? now : at;
}
