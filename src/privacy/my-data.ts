import { z } from "zod";
import { localDateOf } from "../calendar/local-date.ts";
import type { Values } from "../domain/value.ts";
import { consentsOf, PURPOSES } from "../registry/consent.ts";
import { mayWith } from "../registry/rights.ts";
import { maskedFields, type Owner } from "../registry/sensitive/fields.ts";
import { theHousehold } from "../registry/the-household.ts";
import { unitName } from "../registry/unit-names.ts";
import { command } from "../turns/command.ts";
import { errand, type ErrandContext } from "../turns/errand.ts";
import { sentWith } from "../turns/sent-file.ts";

const CountsRow = z.object({
  members: z.int(),
  phones: z.int(),
  plans: z.int(),
  entries: z.int(),
  photos: z.int(),
  locked: z.int(),
});

/** What is kept of a household, counted, for one short message. `none` where nothing is kept or it may not be seen. */
export const summary = command({
  name: "privacy.summary",
  takes: z.object({}),
  codes: ["none"],
  async run(context) {
    const household = theHousehold(context, null);
    if (household === null || !(await mayWith(context, household, "consent"))) return { code: "none" };
    const [counts] = await context.sql.rows(
      CountsRow,
      `SELECT (SELECT count(*)::int FROM household_members WHERE household_id = $1 AND valid_to IS NULL) AS members,
         (SELECT count(*)::int FROM household_contacts WHERE household_id = $1 AND valid_to IS NULL) AS phones,
         (SELECT count(*)::int FROM plans WHERE household_id = $1) AS plans,
         (SELECT count(*)::int FROM diary_entries WHERE household_id = $1) AS entries,
         (SELECT count(DISTINCT f.id)::int FROM diary_entries d JOIN files sent ON sent.id = d.file_id
           JOIN files f ON ${sentWith("f", "sent")} WHERE d.household_id = $1) AS photos,
         (SELECT count(*)::int FROM sensitive_fields WHERE owner_id = $1 OR owner_id IN (
           SELECT person_id FROM household_members WHERE household_id = $1)) AS locked`,
      [household],
    );
    return { code: "ok", value: counts ?? {} };
  },
});

/** Asks for the file with everything that is kept of a household; it comes into the chat when it is made. */
export const askCopy = command({
  name: "privacy.copy",
  takes: z.object({}),
  codes: ["none"],
  async run(context) {
    const household = theHousehold(context, null);
    if (household === null || !(await mayWith(context, household, "consent"))) return { code: "none" };
    await context.errand({ kind: "my_data", about: { household }, flow: "my_data_ready" });
    return { code: "ok", value: {} };
  },
});

const HouseholdRow = z.object({
  code: z.string(),
  head_name: z.string(),
  unit: z.string().nullable(),
  address: z.string().nullable(),
  phone: z.string().nullable(),
  created_at: z.date(),
});
const MemberRow = z.object({
  person_id: z.string(),
  name: z.string(),
  relation: z.string(),
  birth_year: z.int().nullable(),
});
const PhoneRow = z.object({ channel: z.string(), name: z.string().nullable(), since: z.string() });
const ConsentRow = z.object({
  purpose: z.string(),
  given: z.boolean(),
  how: z.string(),
  decided_at: z.date(),
  withdrawn_at: z.date().nullable(),
});
const PlanRow = z.object({
  livelihood: z.string(),
  status: z.string(),
  own_words: z.string().nullable(),
  starts_on: z.string().nullable(),
});
const EntryRow = z.object({
  happened_on: z.string(),
  kind: z.string(),
  amount: z.string().nullable(),
  text: z.string().nullable(),
  photo: z.boolean(),
});
const SeenRow = z.object({ name: z.string(), times: z.int(), last: z.date() });

/** The file: a plain text that every phone opens, in the language of the one who asked. */
export const myData = errand({
  kind: "my_data",
  about: z.object({ household: z.string() }),
  async run(context, { household }) {
    const lines = await linesOf(context, household);
    const name = `${localDateOf(context.now)}-du-lieu.txt`;
    // Notepad of old phones and PCs takes UTF-8 for something else without the mark.
    const bytes = Buffer.from(`\uFEFF${lines.join("\r\n")}\r\n`);
    return { file: { name, mime: "text/plain", bytes }, vars: { lines: lines.length } };
  },
});

async function linesOf(context: ErrandContext, household: string): Promise<string[]> {
  const { sql, words, locale, now } = context;
  const said = (key: string, values: Values = {}): string => words.text(locale, `my_data.${key}`, values);
  const [home] = await sql.rows(
    HouseholdRow,
    `SELECT h.code, h.head_name, ${unitName("h.unit_id", "$2")} AS unit, h.address, h.phone, h.created_at
     FROM households h WHERE h.id = $1`,
    [household, localDateOf(now)],
  );
  if (home === undefined) return [said("nothing")];
  const members = await sql.rows(
    MemberRow,
    `SELECT p.id AS person_id, p.name, m.relation, p.birth_year FROM household_members m JOIN people p ON p.id = m.person_id
     WHERE m.household_id = $1 AND m.valid_to IS NULL ORDER BY m.relation = 'head' DESC, p.name`,
    [household],
  );
  const sections: [string, string[]][] = [
    [
      "members",
      members.map(({ name, relation, birth_year: year }) => said("member", { name, relation, year })),
    ],
    ["phones", await phones(context, household, said)],
    ["consents", await consents(context, household, said)],
    ["locked", await locked(context, [{ kind: "household", id: household }, ...members.map(ownerOf)], said)],
    ["plans", await plans(context, household, said)],
    ["book", await book(context, household, said)],
    ["seen", await seen(context, household, said)],
  ];
  return [
    said("title", { date: localDateOf(now) }),
    said("home", {
      code: home.code,
      name: home.head_name,
      unit: home.unit,
      address: home.address,
      phone: home.phone,
      since: localDateOf(home.created_at),
    }),
    ...sections.flatMap(([key, lines]) => [
      "",
      said(`sections.${key}`),
      ...(lines.length === 0 ? [said("nothing")] : lines),
    ]),
    "",
    said("rights"),
  ];
}

type Said = (key: string, values?: Values) => string;

function ownerOf({ person_id: id }: { person_id: string }): Owner {
  return { kind: "person", id };
}

async function phones({ sql }: ErrandContext, household: string, said: Said): Promise<string[]> {
  const rows = await sql.rows(
    PhoneRow,
    `SELECT c.channel, c.display_name AS name, hc.valid_from::text AS since FROM household_contacts hc
     JOIN contacts c ON c.id = hc.contact_id WHERE hc.household_id = $1 AND hc.valid_to IS NULL ORDER BY hc.valid_from`,
    [household],
  );
  return rows.map((row) => said("phone", row));
}

async function consents({ sql }: ErrandContext, household: string, said: Said): Promise<string[]> {
  const stand = await consentsOf(sql, household);
  const rows = await sql.rows(
    ConsentRow,
    `SELECT purpose, given, how, decided_at, withdrawn_at FROM consents WHERE household_id = $1 ORDER BY decided_at`,
    [household],
  );
  const history = rows.map(({ purpose, given, how, decided_at, withdrawn_at }) =>
    said(given ? (withdrawn_at === null ? "agreed" : "withdrawn") : "refused", {
      purpose,
      how,
      date: localDateOf(decided_at),
      until: withdrawn_at === null ? null : localDateOf(withdrawn_at),
    }),
  );
  const now = PURPOSES.map((purpose) => said(stand.has(purpose) ? "stands" : "stands_not", { purpose }));
  return [...now, ...history];
}

async function locked(context: ErrandContext, owners: Owner[], said: Said): Promise<string[]> {
  const lines: string[] = [];
  for (const owner of owners)
    for (const { kind, masked, at } of await maskedFields(context, owner))
      lines.push(said("field", { kind, masked, date: localDateOf(at) }));
  return lines;
}

async function plans({ sql }: ErrandContext, household: string, said: Said): Promise<string[]> {
  const rows = await sql.rows(
    PlanRow,
    `SELECT v.livelihood, p.status, v.own_words, v.starts_on::text AS starts_on FROM plans p
     JOIN plan_versions v ON v.plan_id = p.id AND v.version = p.version WHERE p.household_id = $1 ORDER BY p.created_at`,
    [household],
  );
  return rows.map((row) => said("plan", row));
}

async function book({ sql }: ErrandContext, household: string, said: Said): Promise<string[]> {
  const rows = await sql.rows(
    EntryRow,
    `SELECT happened_on::text AS happened_on, kind, amount::text AS amount, text, file_id IS NOT NULL AS photo
     FROM diary_entries WHERE household_id = $1 ORDER BY happened_on, created_at`,
    [household],
  );
  return rows.map(({ happened_on: date, kind, amount, text, photo }) =>
    said(photo ? "entry_with_photo" : "entry", {
      date,
      kind,
      amount: amount === null ? null : Number(amount),
      text,
    }),
  );
}

/** Who of the staff has looked at it or written in it, from the audit trail. */
async function seen({ sql }: ErrandContext, household: string, said: Said): Promise<string[]> {
  const rows = await sql.rows(
    SeenRow,
    `SELECT p.name, count(*)::int AS times, max(a.at) AS last FROM audit a JOIN people p ON p.id = a.person_id
     WHERE a.object_kind = 'household' AND a.object_id = $1 AND a.action <> 'refused'
       AND EXISTS (SELECT FROM roles r WHERE r.person_id = p.id)
     GROUP BY p.name ORDER BY max(a.at) DESC`,
    [household],
  );
  return rows.map(({ name, times, last }) => said("seen_by", { name, times, date: localDateOf(last) }));
}
