import type { LockedContact } from "./boxes.ts";
import type { Left } from "./outgoing.ts";
import type { Parts } from "./parts.ts";
import type { ServedButtons } from "./ports.ts";

type Showing = { contact: LockedContact; served: readonly ServedButtons[] };

/**
 * Tidies up the buttons that were tapped, or typed over, once the answer has left, which waits for nothing. It is not tried
 * again: an old button that stays is answered kindly. It counts at the vendor as a message does, so that in a rush those that
 * were typed over are left: whoever tapped looks at them, whoever typed does not. Never rejects.
 */
export async function showServed(
  parts: Parts,
  { contact, served }: Showing,
  answer: Promise<Left>,
): Promise<void> {
  const channel = parts.channels.get(contact.channel);
  if (served.length === 0 || channel?.showServed === undefined) return;
  try {
    // Where the answer itself has to wait, this would only make it wait longer.
    const left = await answer;
    for (const buttons of left === "waits" ? [] : served) {
      if (parts.stopping.aborted) return;
      if ("turn" in buttons && parts.intake.isBusy) continue;
      const sent = await channel.showServed(contact.externalId, buttons);
      if (sent === null) continue;
      parts.pacer.left(contact.channel, contact.id, { counted: false });
      if (sent.kind === "retry" && sent.afterMs !== undefined)
        return await parts.pacer.throttled(contact.channel, contact.id, sent.afterMs);
    }
  } catch (error) {
    parts.alarm("buttons_left", error instanceof Error ? error.message : String(error));
  }
}
