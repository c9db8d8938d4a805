import { z } from "zod";
import { checkHistory, describeReport, type ExpectedDialog } from "../fakes/history.ts";
import type { HistoryEvent } from "../fakes/common/record.ts";
import type { TelegramPerson } from "../fakes/telegram/people.ts";
import { said } from "./said.ts";

/** A stranger asks to be recognised: what she types, and the text that answers it. The shortest talk that records. */
const STRANGER_TALK: readonly { types: string; key: string }[] = [
  { types: "/start", key: "welcome.hello" },
  { types: "2", key: "ask_to_join.name" },
  { types: "Nguyễn Văn Bảy", key: "ask_to_join.place" },
  { types: "ap 3 xa binh phu dong", key: "ask_to_join.phone" },
  { types: "a phone of her own", key: "ask_to_join.check" },
  { types: "1", key: "ask_to_join.sent" },
];

/** Long enough for a machine that is busy with other things. */
export const PATIENCE_MS = 20_000;

/** What describes a history in which nothing went wrong. */
export const ALL_WELL = "nothing lost, duplicated, unexpected, out of order or too early";

type Who = { id: number };
type Query = (sql: string, params: readonly unknown[]) => Promise<{ rows: unknown[] }>;

/** What is on record of one stranger. */
const StrangerRecord = z.object({
  contact: z.string(),
  /** The questions that were answered, in the order of the answers. */
  steps: z.array(z.string()),
  inputs: z.int(),
  requests: z.int(),
});
export type StrangerRecord = z.infer<typeof StrangerRecord>;

/** The lines of one person, by whose phone number her records are told from others'. */
export function linesOf({ id }: Who): typeof STRANGER_TALK {
  const phone = `0912${String(id).padStart(6, "0").slice(-6)}`;
  return STRANGER_TALK.map(({ types, key }) => ({ types: types.startsWith("a phone") ? phone : types, key }));
}

/** Goes through the talk from its line `from` on, each line after the answer to the one before. */
export async function talkAsStranger(
  person: TelegramPerson,
  { from = 0, to = STRANGER_TALK.length, withinMs = PATIENCE_MS } = {},
): Promise<void> {
  for (const { types, key } of linesOf(person).slice(from, to)) {
    person.says(types);
    await person.sees(said(key), withinMs);
  }
}

/** What is on record of these people; of each exactly this where nothing went wrong: see `rightRecords`. */
export async function strangerRecords(query: Query, of: readonly Who[]): Promise<StrangerRecord[]> {
  const { rows } = await query(
    // Joined by the phone with which a request's note ends: after hours of a kill loop there are thousands of each.
    `WITH asked AS (SELECT substring(note FROM '[^ ]+$') AS phone, count(*)::int AS requests
       FROM tasks WHERE kind = 'join_request' GROUP BY 1)
     SELECT c.external_id AS contact,
       (SELECT coalesce(json_agg(a.step ORDER BY a.id), '[]') FROM answers a WHERE a.contact_id = c.id) AS steps,
       (SELECT count(*)::int FROM inbox i WHERE i.contact_id = c.id AND i.failure IS NULL) AS inputs,
       coalesce(asked.requests, 0) AS requests
     FROM contacts c
     CROSS JOIN LATERAL (SELECT a.value #>> '{}' AS phone FROM answers a WHERE a.contact_id = c.id AND a.step = 'phone' LIMIT 1) p
     LEFT JOIN asked ON asked.phone = p.phone
     WHERE c.external_id = ANY ($1) ORDER BY c.external_id::bigint`,
    [of.map(({ id }) => String(id))],
  );
  return z.array(StrangerRecord).parse(rows);
}

/** The record of each person as it must be after the talk. */
export function rightRecords(of: readonly Who[]): StrangerRecord[] {
  return of
    .toSorted((a, b) => a.id - b.id)
    .map(({ id }) => ({
      contact: String(id),
      steps: ["hello", "name", "place", "phone", "check"],
      inputs: STRANGER_TALK.length,
      requests: 1,
    }));
}

/** What must have stood on her screen, once each and in this order. */
export function strangerSaw(person: Who): ExpectedDialog {
  return { chat: String(person.id), shown: STRANGER_TALK.map(({ key }) => said(key)) };
}

/** How these people's screens differ from what must have stood there, in words; ALL_WELL where they do not. */
export function screensOf(events: readonly HistoryEvent[], of: readonly Who[]): string {
  const mine = new Set(of.map(({ id }) => String(id)));
  const theirs = events.filter((event) => "chat" in event && mine.has(event.chat ?? ""));
  return describeReport(checkHistory(theirs, of.map(strangerSaw)));
}
