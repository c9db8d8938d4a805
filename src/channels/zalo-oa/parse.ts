import type { Input } from "../../domain/input.ts";
import type { Inbound } from "../../turns/ports.ts";
import { Event } from "./event-shape.ts";
import { readZaloMessage, zaloPhone } from "./parse-message.ts";

type Happened = { who: string | undefined; inputs: Input[] };

/**
 * What one event of Zalo means to us. Nothing for echoes of our own messages (`oa_…`), for receipts and reactions, for
 * people who are not logged in, for groups, for other Official Accounts of the same app, and for whatever we do not know.
 */
export function parseZaloEvent(json: unknown, oaId: string, now: Date): Inbound[] {
  const parsed = Event.safeParse(json);
  if (!parsed.success) return [];
  const event = parsed.data;
  const { who, inputs } = happened(event);
  const account = isEcho(event) ? event.sender?.id : event.recipient?.id;
  if (who === undefined || who === oaId || (account ?? event.oa_id ?? oaId) !== oaId) return [];
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
      return isEcho(event) && event.sender?.admin_id !== undefined
        ? { who: event.recipient?.id, inputs: [{ kind: "staff_wrote" }] }
        : { who: undefined, inputs: [] };
  }
}

/** What the account itself sent to one person: by us, or by hand in its chat tool. Groups and strangers have other names. */
function isEcho({ event_name }: Event): boolean {
  return /^oa_send_(?!anonymous|group|consent)/.test(event_name);
}

/** `timestamp` is in milliseconds, as text. One that is no date counts as now. */
function instant(timestamp: string | undefined, now: Date): Date {
  const at = new Date(/^\d{13}$/.test(timestamp ?? "") ? Number(timestamp) : Number.NaN);
  return Number.isNaN(at.getTime()) ? now : at;
}
