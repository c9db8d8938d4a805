import { z } from "zod";
import type { Settings } from "../store/settings.ts";
import type { Background } from "../turns/background.ts";
import type { Door } from "../turns/door.ts";
import type { Parts } from "../turns/parts.ts";
import type { Channel, Inbound, Sql } from "../turns/ports.ts";

/** Nobody looked for so long: the program was away, and not only between two looks. */
const AWAY_MS = 15 * 60_000;
/** Looked through again each time, since a vendor's record may be a little behind. */
const OVERLAP_MS = 5 * 60_000;
/** Zalo's window for an answer; what is older can only be found by an officer. */
const LONGEST_MS = 7 * 86_400_000;
/** One message under two ids is still one: by whom, when and what. */
const SAME_MS = 3_000;

const Mark = z.object({ until: z.coerce.date() });
const KnownRow = z.object({ contact: z.string(), id: z.string(), at: z.date(), text: z.string().nullable() });

/**
 * Takes in what people sent while nobody heard it: once, in the order in which it was sent, and on record as late. At the
 * start and now and then; one process at a time looks. The first look of all only notes the time, since what was said before
 * this program was there is not its business.
 */
export async function catchUp(options: {
  parts: Parts;
  sql: Sql;
  settings: Settings;
  door: Door;
  background: Background;
}): Promise<void> {
  for (const channel of options.parts.channels.values())
    if (channel.missed !== undefined)
      await options.settings.withLease(`caught up ${channel.name}`, () => catchUpOne(channel, options));
}

async function catchUpOne(
  channel: Channel,
  { parts, sql, settings, door, background }: Parameters<typeof catchUp>[0],
): Promise<void> {
  const key = `caught_up.${channel.name}`;
  const now = parts.clock.now();
  const mark = await settings.read(key, Mark);
  if (mark === null) return settings.write(key, { until: now });
  const away = now.getTime() - mark.until.getTime();
  const since = new Date(Math.max(mark.until.getTime() - OVERLAP_MS, now.getTime() - LONGEST_MS));
  const missed = await channel.missed?.({
    since,
    now,
    whole: away > AWAY_MS,
    unknown: (events) => unknownOf(sql, channel.name, events),
    beforeCall: () => parts.pacer.placeOf(channel.name, parts.stopping),
  });
  if (missed === undefined) return;
  // The mark stays where it is, and the next look begins there again.
  if (missed.kind === "failed") return parts.alarm("catch_up_failed", `${channel.name}: ${missed.why}`);
  for (const inbound of missed.inbound) {
    const afterwards = await door.takeIn(inbound);
    background.run(afterwards);
  }
  if (missed.inbound.length > 0)
    parts.alarm(
      "caught_up",
      `${channel.name}: ${missed.inbound.length} messages since ${since.toISOString()}`,
    );
  if (missed.cut)
    parts.alarm(
      "caught_up_in_part",
      `${channel.name}: more was sent than one look finds; see the vendor's chat tool`,
    );
  await settings.write(key, { until: now });
}

async function unknownOf(sql: Sql, channel: string, events: readonly Inbound[]): Promise<Inbound[]> {
  if (events.length === 0) return [];
  const first = Math.min(...events.map(({ happenedAt }) => happenedAt.getTime())) - SAME_MS;
  const known = await sql.rows(
    KnownRow,
    `SELECT c.external_id AS contact, i.external_id AS id, i.happened_at AS at, i.payload ->> 'text' AS text
     FROM contacts c JOIN inbox i ON i.contact_id = c.id
     WHERE c.channel = $1 AND c.external_id = ANY ($2) AND (i.happened_at >= $3 OR i.external_id = ANY ($4))`,
    [
      channel,
      [...new Set(events.map(({ contact }) => contact))],
      new Date(first),
      events.map(({ externalId }) => externalId),
    ],
  );
  return events.filter(
    ({ contact, externalId, happenedAt, input }) =>
      !known.some(
        (one) =>
          one.contact === contact &&
          (one.id === externalId ||
            (input.kind === "text" &&
              one.text === input.text &&
              Math.abs(one.at.getTime() - happenedAt.getTime()) < SAME_MS)),
      ),
  );
}
