import { alertAdministrators } from "../desk/alert-administrators.ts";
import { AppError } from "../domain/app-error.ts";
import type { Log } from "../log.ts";
import type { Database } from "../store/pool.ts";
import { sqlOf } from "../store/sql.ts";
import { inTransaction } from "../store/in-transaction.ts";
import type { Background } from "../turns/background.ts";
import type { ChannelName, Clock, Nudges } from "../turns/ports.ts";

/** Alarms that somebody has to hear of who does not read logs, with the channel that does not carry them. */
const URGENT: Readonly<Record<string, ChannelName | null>> = {
  "zalo.consent_needed": "zalo-oa",
  // The pair in hand may live for hours: this is told also by the account itself, while it still carries it.
  "zalo.refresh_failed": null,
  "zalo.grant_not_saved": null,
  send_alarm: null,
  disk_low: null,
};
const NEEDS_CONSENT = "zalo.consent_needed";
/** The codes whose message carries the link that mends it. */
const WITH_LINK: ReadonlySet<string> = new Set([NEEDS_CONSENT, "zalo.refresh_failed"]);
/** What follows from another alarm; told of that one, nobody has to hear of this. */
const FOLLOWS_FROM: Readonly<Record<string, string>> = { send_alarm: NEEDS_CONSENT };

/**
 * Tells administrators, in the chat, of alarms that only they can mend; what is none of these is left to the log. Where
 * telling fails the next alarm of that day tells them.
 */
export function urgently(options: {
  pool: Database;
  clock: Clock;
  nudges: Pick<Nudges, "takeTurn">;
  background: Background;
  consentLink: () => Promise<string>;
  log: Pick<Log, "warn">;
}): (code: string) => void {
  const { pool, clock, nudges, background, log } = options;
  let lastDay = "";
  const told = new Set<string>();

  async function linkFor(code: string): Promise<string | null> {
    if (!WITH_LINK.has(code)) return null;
    try {
      return await options.consentLink();
    } catch (error) {
      // The settings lack what a link needs: better told without it than not at all.
      if (!(error instanceof AppError)) throw error;
      log.warn({ about: code }, error.message);
      return null;
    }
  }

  async function tell(code: string, broken: ChannelName | null, now: Date): Promise<void> {
    const link = await linkFor(code);
    const contacts = await inTransaction(pool, (client) =>
      alertAdministrators(sqlOf(client), { code: code.replaceAll(".", "_"), link, broken }, now),
    );
    if (contacts.length === 0)
      log.warn({ about: code }, "no administrator can be told of this in a chat that works");
    for (const contact of contacts) await nudges.takeTurn(contact);
  }

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
      try {
        await tell(code, broken, now);
      } catch (error) {
        told.delete(code);
        throw error;
      }
    });
  };
}
