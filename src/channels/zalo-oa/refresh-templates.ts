import type { Alarm, Clock } from "../../turns/ports.ts";
import type { TemplateShelf } from "./send-template.ts";
import type { InfoAnswer } from "./template-info.ts";

const FRESH_MS = 6 * 3_600_000;

/**
 * Asks Zalo again for templates that were not looked at for six hours: one may have been disabled for its quality, and
 * prices change. What cannot be asked now keeps what was known.
 */
export async function refreshTemplates(parts: {
  shelf: TemplateShelf;
  ask: (asked: { name: string; vendorId: string }) => Promise<InfoAnswer>;
  clock: Clock;
  alarm: Alarm;
}): Promise<void> {
  const { shelf, ask, clock, alarm } = parts;
  for (const known of await shelf.all()) {
    if (clock.now().getTime() - known.checkedAt.getTime() < FRESH_MS) continue;
    const answer = await ask(known);
    if (answer.kind !== "ok") continue;
    // That it does not go by account is found out by sending; Zalo's own description does not say so.
    const priceUser = known.priceUser === null ? null : answer.template.priceUser;
    await shelf.keep({ ...answer.template, priceUser });
    if (answer.template.status !== "ENABLE" && known.status === "ENABLE")
      alarm("zalo.template_status", `template ${known.name} is ${answer.template.status} with Zalo now`);
  }
}
