import type { OutboundMessage } from "../../domain/message.ts";
import type { Bubble, Imitated } from "../../turns/simulation.ts";
import { renderForTelegram } from "../telegram/render.ts";
import { renderForZalo } from "../zalo-oa/render.ts";

/** The bubbles that the real channel would make of this message, by the real channel's own rendering and limits. */
export function imitate(vendor: Imitated, message: OutboundMessage): Bubble[] {
  const { texts, buttons } = vendor === "telegram" ? telegramBubbles(message) : zaloBubbles(message);
  return texts.map((text, index) => ({ text, buttons: index === texts.length - 1 ? buttons : [] }));
}

function telegramBubbles(message: OutboundMessage): { texts: string[]; buttons: Bubble["buttons"] } {
  const { texts, keyboard } = renderForTelegram(message);
  const buttons = (keyboard?.inline_keyboard ?? [])
    .flat()
    .map(({ text, callback_data }) => ({ id: callback_data, label: text }));
  return { texts, buttons };
}

function zaloBubbles(message: OutboundMessage): { texts: string[]; buttons: Bubble["buttons"] } {
  const { texts, buttons } = renderForZalo(message);
  return { texts, buttons: buttons.map(({ title, payload }) => ({ id: payload, label: title })) };
}

/** `zalo:co-sau` -> `zalo`; an id without a vendor counts as Zalo, which is what people have. */
export function vendorOf(externalId: string): Imitated {
  return externalId.startsWith("telegram:") ? "telegram" : "zalo";
}
