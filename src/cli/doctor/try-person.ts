import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import type { Finding } from "../../domain/finding.ts";
import { SOURCE_LOCALE, type Words } from "../../i18n/words.ts";
import type { Database } from "../../store/pool.ts";
import { sqlOf } from "../../store/sql.ts";
import type { Channel, ChannelName } from "../../turns/ports.ts";

const LOOK_MS = 500;
const Came = z.object({ came: z.boolean() });
const Last = z.object({ id: z.string() });

/** One message out, and one in: writes to somebody who agreed to help, and waits until the running program has her answer. */
export async function tryPerson(options: {
  channels: ReadonlyMap<ChannelName, Channel>;
  pool: Database;
  words: Words;
  /** `telegram:77`, `zalo-oa:…`: the vendor's id of her account. */
  person: string;
  waitMs: number;
}): Promise<Finding[]> {
  const { channels, pool, words, person, waitMs } = options;
  const [, name = "", to = ""] = /^([a-z-]+):(.+)$/.exec(person) ?? [];
  const channel = [...channels.values()].find((one) => one.name === name);
  if (channel === undefined)
    return [
      {
        check: "one message out",
        saw: `no channel for ${person}`,
        todo: `Write --try CHANNEL:ID, with one of ${[...channels.keys()].join(", ") || "the channels, none of which is set up"}.`,
      },
    ];
  // By the rows' own order: the running program's clock may be another machine's.
  const sql = sqlOf(pool);
  const [last] = await sql.rows(Last, "SELECT coalesce(max(id), 0)::text AS id FROM inbox");
  const text = words.text(SOURCE_LOCALE, "common.doctor_hello");
  const sent = await channel.send({ to, message: { text, options: [], turn: null } });
  if (sent.kind !== "sent")
    return [
      {
        check: "one message out",
        saw: sent.why,
        todo: "She must have written first, and not have blocked us; else mend what the lines above say.",
      },
    ];
  const out: Finding = { check: "one message out", saw: `${name} took it as ${sent.vendorId}`, todo: null };
  for (const until = performance.now() + waitMs; performance.now() < until; await pause(LOOK_MS)) {
    const [row] = await sql.rows(
      Came,
      `SELECT EXISTS (SELECT FROM inbox i JOIN contacts c ON c.id = i.contact_id
         WHERE c.channel = $1 AND c.external_id = $2 AND i.id > $3::bigint AND i.payload ->> 'kind' <> 'timeout') AS came`,
      [name, to, last?.id ?? "0"],
    );
    if (row?.came === true)
      return [out, { check: "one message in", saw: "her answer is on record", todo: null }];
  }
  return [
    out,
    {
      check: "one message in",
      saw: `no answer within ${Math.round(waitMs / 1000)} s`,
      todo: "Did she answer? Then the way in is shut: is the program running, and is PUBLIC_URL in the vendor's console?",
    },
  ];
}
