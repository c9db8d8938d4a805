import { alertAdministrators } from "../desk/alert-administrators.ts";
import type { Database } from "../store/pool.ts";
import { sqlOf } from "../store/sql.ts";
import { inTransaction } from "../store/in-transaction.ts";
import type { Background } from "../turns/background.ts";
import type { ChannelName, Clock, Nudges } from "../turns/ports.ts";

/** Alarms that somebody has to hear of who does not read logs, with the channel that does not carry them. */
const URGENT: Readonly<Record<string, ChannelName | null>> = {
  "zalo.consent_needed": "zalo-oa",
  "zalo.grant_not_saved": null,
  send_alarm: null,
};
/** The code whose message carries the link that mends it. */
const NEEDS_CONSENT = "zalo.consent_needed";
/** What follows from another alarm; told of that one, nobody has to hear of this. */
const FOLLOWS_FROM: Readonly<Record<string, string>> = { send_alarm: NEEDS_CONSENT };

/** Tells administrators, in the chat, of alarms that only they can mend; what is none of these is left to the log. */
export function urgently(options: {
  pool: Database;
  clock: Clock;
  nudges: Nudges;
  background: Background;
  consentLink: () => Promise<string>;
}): (code: string) => void {
  const { pool, clock, nudges, background, consentLink } = options;
  let lastDay = "";
  const told = new Set<string>();
  return (code) => {
    const broken = URGENT[code];
    if (broken === undefined) return;
    const now = clock.now();
    const day = now.toISOString().slice(0, 10);
    if (day !== lastDay) told.clear();
    lastDay = day;
    if ([code, FOLLOWS_FROM[code]].some((one) => one !== undefined && told.has(one))) return;
    told.add(code);
    background.run(async () => {
      const link = code === NEEDS_CONSENT ? await consentLink() : null;
      const contacts = await inTransaction(pool, (client) =>
        alertAdministrators(sqlOf(client), { code: code.replaceAll(".", "_"), link, broken }, now),
      );
      for (const contact of contacts) await nudges.takeTurn(contact);
    });
  };
}
