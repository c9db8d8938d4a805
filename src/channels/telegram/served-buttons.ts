import type { Api } from "grammy";
import type { Sent, ServedButtons } from "../../turns/ports.ts";
import { telegramFailure } from "./failure.ts";
import { buttonOf } from "./render.ts";

/**
 * Leaves of a question's buttons the one that was chosen, with a tick, and of an old question's none. Never rejects for a
 * reason that lies with Telegram: a message that is gone or too old, or that looks so already, stays as it is.
 */
export async function showServedButtons(
  api: Api,
  to: string,
  { message, chosen }: Extract<ServedButtons, { message: string }>,
): Promise<Sent> {
  const ids = [Number(to), Number(message)] as const;
  if (!ids.every(Number.isSafeInteger)) return { kind: "give_up", why: "the message has no number" };
  try {
    const ticked = chosen === null ? [] : [[buttonOf(chosen.label, chosen, "✓ ")]];
    await api.editMessageReplyMarkup(...ids, { reply_markup: { inline_keyboard: ticked } });
    return { kind: "sent", vendorId: message };
  } catch (error) {
    return telegramFailure(error);
  }
}
