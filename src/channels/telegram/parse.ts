import type { Input } from "../../domain/input.ts";
import type { Inbound } from "../../turns/ports.ts";
import { cleanName } from "../shared/clean-text.ts";
import { readTapData } from "../shared/tap-data.ts";
import { readEdited, readMessage } from "./parse-message.ts";
import { Update, type Sender } from "./update-shape.ts";

const GROUPS = new Set(["group", "supergroup"]);

/**
 * What one update of Telegram means to us: at most one thing that one person did in the private chat, or the code of a
 * meeting that she sent in a group. Nothing for whatever else is said in groups, channels, other bots, and what we do not
 * know. `now` dates taps, which carry no time of their own.
 */
export function parseUpdate(json: unknown, now: Date): Inbound[] {
  const parsed = Update.safeParse(json);
  if (!parsed.success) return [];
  const { update_id, message, edited_message: edited, callback_query: tap } = parsed.data;
  const { my_chat_member: standing } = parsed.data;
  if (edited?.from !== undefined && edited.chat.type === "private") {
    // In its own time, which is not that of the message: what was written in between came before it.
    const at = seconds(edited.edit_date ?? Math.floor(now.getTime() / 1000));
    return inbound(update_id, edited.from, at, readEdited(edited));
  }
  if (message?.from !== undefined && message.chat.type === "private") {
    return inbound(update_id, message.from, seconds(message.date), readMessage(message, message.from));
  }
  if (message?.from !== undefined && GROUPS.has(message.chat.type)) {
    return inbound(update_id, message.from, seconds(message.date), readGroupMessage(message.text ?? ""));
  }
  if (tap !== undefined && (tap.message === undefined || tap.message.chat.type === "private")) {
    const input = readTap(tap.data ?? "", tap.message?.message_id);
    // In whole seconds like the dates of messages, so that the order of arrival decides within one second.
    const at = seconds(Math.floor(now.getTime() / 1000));
    return inbound(update_id, tap.from, at, input).map((one) => ({ ...one, receipt: tap.id }));
  }
  if (standing?.chat.type === "private" && standing.new_chat_member.status === "kicked") {
    return inbound(update_id, standing.from, seconds(standing.date), { kind: "left", why: "blocked" });
  }
  return [];
}

function readTap(data: string, message: number | undefined): Input {
  const tap = readTapData(data);
  if (tap === null) return { kind: "unsupported", what: "button" };
  return message === undefined ? tap : { ...tap, message: String(message) };
}

/**
 * Bots see of a group what begins with a slash or names them (https://core.telegram.org/bots/features#privacy-mode):
 * `/any 4821` or `@bot 4821` is the code of a meeting, and counts for who sent it. She is answered in her own chat, since
 * nothing about a household is said before others.
 */
function readGroupMessage(text: string): Input | null {
  const code = /^(?:\/\w{1,32}(?:@\w{1,32})?|@\w{1,32})\s{1,5}(\d{4})\s*$/.exec(text)?.[1];
  return code === undefined ? null : { kind: "arrived", code };
}

function inbound(updateId: number, from: Sender, happenedAt: Date, input: Input | null): Inbound[] {
  if (input === null || from.is_bot === true) return [];
  const displayName = cleanName([from.first_name, from.last_name].filter(Boolean).join(" "));
  return [
    {
      channel: "telegram",
      contact: String(from.id),
      ...(displayName === undefined ? {} : { displayName }),
      ...(from.language_code === undefined ? {} : { language: from.language_code }),
      externalId: `u${updateId}`,
      happenedAt,
      input,
    },
  ];
}

function seconds(epoch: number): Date {
  return new Date(epoch * 1000);
}
