import { z } from "zod";
import { fold } from "../language/normalise.ts";
import type { Me } from "../engine/session.ts";
import type { Sql } from "../turns/ports.ts";
import { HOUSEHOLDS_OF_MINH } from "./households-of-minh.ts";
import { HOUSEHOLDS_OF_NA_RI } from "./households-of-na-ri.ts";
import { tellGatherings } from "./story-gatherings.ts";
import type { StoryHousehold } from "./story-household.ts";
import {
  STORY_BEGINS,
  STORY_OFFICIALS,
  STORY_ORGANISATIONS,
  STORY_UNITS,
  type StoryOfficial,
} from "./story-people.ts";
import { tellConsent, tellScene, type Actor, type Cast } from "./tell-scene.ts";

const IdRow = z.object({ id: z.string() });
const LOADED_KEY = "demo_story";
/** What households were asked in the story; the flows ask in the words of the locales. */
const QUESTIONS: Record<string, string> = {
  register:
    "Đoàn xã Bình Phú Đông xin ghi lại và theo dõi chuyện làm ăn của nhà mình. Nhà mình đồng ý không?",
  photos: "Đoàn xã Bình Phú Đông xin giữ hình nhà mình gửi. Nhà mình đồng ý không?",
};
const JOINED = { monthsAgo: 6, day: 5 } as const;

type Places = { province: string; commune: string; hamlets: ReadonlyMap<string, string> };

/**
 * Puts the demo commune into an empty record: places, organisations, people, households, and what happened to them in
 * the months before `now`. Does nothing where the story is there already. Call it inside a transaction.
 */
export async function loadStory(sql: Sql, now: Date): Promise<void> {
  const first = await sql.run(
    "INSERT INTO settings (key, value, updated_at) VALUES ($1, 'true', $2) ON CONFLICT (key) DO NOTHING",
    [LOADED_KEY, now],
  );
  if (first === 0) return;
  const places = await addPlaces(sql, now);
  const officials = new Map<string, Actor>();
  for (const official of STORY_OFFICIALS)
    officials.set(official.key, await addOfficial(sql, official, places, now));
  const accounts = new Map<string, Actor>();
  const followed: Cast[] = [];
  for (const [index, household] of [...HOUSEHOLDS_OF_MINH, ...HOUSEHOLDS_OF_NA_RI].entries()) {
    const cast = await addHousehold(sql, household, index, places, officials, accounts, now);
    for (const purpose of household.consents)
      await tellConsent(sql, cast, purpose, QUESTIONS[purpose] ?? "", JOINED, now);
    for (const scene of household.scenes) await tellScene(sql, cast, scene, now);
    if (household.consents.includes("register")) followed.push(cast);
  }
  await tellGatherings(sql, { commune: places.commune, casts: followed }, now);
}

async function addPlaces(sql: Sql, now: Date): Promise<Places> {
  const province = await addUnit(sql, STORY_UNITS.province, null, now);
  const commune = await addUnit(sql, STORY_UNITS.commune, province, now);
  const hamlets = new Map<string, string>();
  for (const name of STORY_UNITS.hamlets)
    hamlets.set(name, await addUnit(sql, { name, type: "ap" }, commune, now));
  const above = await addOrganisation(sql, STORY_ORGANISATIONS.province, null, province);
  await addOrganisation(sql, STORY_ORGANISATIONS.commune, above, commune);
  return { province, commune, hamlets };
}

async function addUnit(
  sql: Sql,
  { name, type }: { name: string; type: string },
  parent: string | null,
  now: Date,
): Promise<string> {
  const id = await newId(sql, "INSERT INTO units (id, created_at) VALUES (gen_random_uuid(), $1)", [now]);
  await sql.run(
    `INSERT INTO unit_versions (id, unit_id, parent_id, name, type, valid_from)
     VALUES (gen_random_uuid(), $1, $2, $3, $4, $5)`,
    [id, parent, name, type, STORY_BEGINS],
  );
  return id;
}

async function addOrganisation(sql: Sql, name: string, parent: string | null, unit: string): Promise<string> {
  const id = await newId(
    sql,
    `INSERT INTO organisations (id, parent_id, name, kind, settings, valid_from)
     VALUES (gen_random_uuid(), $1, $2, 'union', '{"own_entry_allowed": false}', $3)`,
    [parent, name, STORY_BEGINS],
  );
  await sql.run("INSERT INTO organisation_units (organisation_id, unit_id) VALUES ($1, $2)", [id, unit]);
  return id;
}

async function addOfficial(sql: Sql, official: StoryOfficial, places: Places, now: Date): Promise<Actor> {
  const person = await addPerson(sql, official, now);
  await sql.run(
    `INSERT INTO roles (id, person_id, role, unit_id, valid_from) VALUES (gen_random_uuid(), $1, $2, $3, $4)`,
    [person, official.role, places[official.at], STORY_BEGINS],
  );
  const contactId = await addContact(sql, official.account, person, official.name, now);
  return { contactId, me: meOf(person, official, [official.role]) };
}

async function addHousehold(
  sql: Sql,
  household: StoryHousehold,
  index: number,
  places: Places,
  officials: ReadonlyMap<string, Actor>,
  accounts: Map<string, Actor>,
  now: Date,
): Promise<Cast> {
  const officer = officials.get(household.officer);
  const leader = officials.get("hanh");
  if (officer === undefined || leader === undefined) throw new Error("The story has lost its officials.");
  const id = await newId(
    sql,
    `INSERT INTO households (id, code, head_name, head_folded, unit_id, created_at, created_by)
     VALUES (gen_random_uuid(), $1, $2, $3, $4, $5, $6)`,
    [
      `H${String(index + 1).padStart(7, "0")}`,
      household.name,
      fold(household.name),
      places.hamlets.get(household.hamlet),
      now,
      officer.me.person,
    ],
  );
  const head = await addPerson(sql, household, now);
  await sql.run(
    `WITH head AS (
       INSERT INTO household_members (household_id, person_id, relation, valid_from) VALUES ($1, $2, 'head', $4)
     ), officer AS (
       INSERT INTO assignments (id, household_id, person_id, kind, valid_from)
       VALUES (gen_random_uuid(), $1, $3, 'officer', $4)
     )
     INSERT INTO enrolments (id, household_id, status, valid_from, entered_by)
     VALUES (gen_random_uuid(), $1, 'proposed', $4, $3)`,
    [id, head, officer.me.person, STORY_BEGINS],
  );
  const actor = household.account === null ? null : await phone(household.account);
  return { household: { id, name: household.name }, actors: { household: actor, officer, leader } };

  /** The phone is its owner's, whose household comes first in the story; a neighbour may use it too. */
  async function phone(account: string): Promise<Actor> {
    const known = accounts.get(account) ?? {
      contactId: await addContact(sql, account, head, household.name, now),
      me: meOf(head, household, []),
    };
    accounts.set(account, known);
    await sql.run(
      "INSERT INTO household_contacts (household_id, contact_id, valid_from) VALUES ($1, $2, $3)",
      [id, known.contactId, STORY_BEGINS],
    );
    return known;
  }
}

async function addPerson(
  sql: Sql,
  { name, address, born }: { name: string; address: string; born: number },
  now: Date,
): Promise<string> {
  return newId(
    sql,
    `INSERT INTO people (id, name, folded, address_as, birth_year, created_at)
     VALUES (gen_random_uuid(), $1, $2, $3, $4, $5)`,
    [name, fold(name), address, born, now],
  );
}

async function addContact(
  sql: Sql,
  account: string,
  person: string,
  name: string,
  now: Date,
): Promise<string> {
  return newId(
    sql,
    `INSERT INTO contacts (id, channel, external_id, person_id, display_name, created_at)
     VALUES (gen_random_uuid(), 'simulator', $1, $2, $3, $4)`,
    [account, person, name, now],
  );
}

function meOf(person: string, { name, address }: { name: string; address: string }, roles: string[]): Me {
  return { person, name, address, roles, households: [] };
}

async function newId(sql: Sql, insert: string, params: readonly unknown[]): Promise<string> {
  const [row] = await sql.rows(IdRow, `${insert} RETURNING id`, params);
  if (row === undefined) throw new Error("A row was written and came back without an id.");
  return row.id;
}
