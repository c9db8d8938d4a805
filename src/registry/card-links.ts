import { z } from "zod";
import type { Sql } from "../turns/ports.ts";

/** Where people reach the assistant: the name of the Telegram bot, the id of the Zalo account. */
export const CardLinks = z.object({ telegram: z.string().optional(), zalo: z.string().optional() });
export type CardLinks = z.infer<typeof CardLinks>;

const Row = z.object({ value: z.unknown() });
/** The setting in which the program keeps what its channels are called. */
export const LINKS_KEY = "card_links";

/** The links as the program knew them when it last ran; empty where no channel is set up. */
export async function cardLinks(sql: Sql): Promise<CardLinks> {
  const [row] = await sql.rows(Row, "SELECT value FROM settings WHERE key = $1", [LINKS_KEY]);
  const links = CardLinks.safeParse(row?.value);
  return links.success ? links.data : {};
}

/**
 * What a card's QR codes hold: a link that opens the chat, on Telegram with the code in it (Bot API, deep linking); Zalo
 * knows no such link, so the code is typed there. The bare code where there is no channel yet.
 */
export function codesOf(
  { telegram, zalo }: CardLinks,
  code: string,
  over: { telegram: string; zalo: string },
): { over: string; text: string }[] {
  const codes = [
    ...(zalo === undefined ? [] : [{ over: over.zalo, text: `https://zalo.me/${zalo}` }]),
    ...(telegram === undefined
      ? []
      : [{ over: over.telegram, text: `https://t.me/${telegram}?start=${code}` }]),
  ];
  return codes.length > 0 ? codes : [{ over: "", text: code }];
}

/**
 * A link for a hamlet's group: who taps it on Telegram has sent the meeting's code. Null where there is no bot, and for
 * Zalo, which knows no link with anything in it.
 */
export function meetingLink({ telegram }: CardLinks, code: string | null): string | null {
  return telegram === undefined || code === null ? null : `https://t.me/${telegram}?start=${code}`;
}
