import { z } from "zod";
import { localDateOf } from "../calendar/local-date.ts";
import { fold } from "../language/normalise.ts";
import type { Sql } from "../turns/ports.ts";
import { insertMany, type Row } from "../turns/insert-many.ts";
import { communeName, randomPerson } from "./large-names.ts";
import { addPlan, type Add } from "./large-plan.ts";
import { TABLES, type Table } from "./large-tables.ts";
import { randomFrom, type Random } from "./random.ts";
import { STORY_BEGINS } from "./story-people.ts";

const HOUSEHOLDS_PER_COMMUNE = 1200;
const HAMLETS_PER_COMMUNE = 8;
const HOUSEHOLDS_PER_OFFICER = 40;
const QUESTION = "Đoàn xã xin ghi lại và theo dõi chuyện làm ăn của nhà mình. Nhà mình đồng ý không?";

const ProvinceRow = z.object({ id: z.string() });

/**
 * Adds a large record beside the story, made from the seed and the same for the same seed: communes below the story's
 * province, each with a leader, officers, eight hamlets and 1,200 households, most with a phone and a plan. It reminds of
 * nothing, so that pushing the clock does not wake a hundred thousand people at once. Does nothing where it was loaded
 * already. Call it inside a transaction, after `loadStory`.
 */
export async function loadLarge(
  sql: Sql,
  { households, seed }: { households: number; seed: number },
  now: Date,
): Promise<void> {
  const first = await sql.run(
    "INSERT INTO settings (key, value, updated_at) VALUES ($1, 'true', $2) ON CONFLICT (key) DO NOTHING",
    [`demo_large:${seed}:${households}`, now],
  );
  if (first === 0) return;
  const [province] = await sql.rows(
    ProvinceRow,
    // The demo's own province has no official code; the real ones, where they are loaded, have.
    "SELECT v.unit_id AS id FROM unit_versions v JOIN units u ON u.id = v.unit_id WHERE v.type = 'tinh' AND u.code IS NULL LIMIT 1",
  );
  const random = randomFrom(seed);
  for (let made = 0, index = 0; made < households; made += HOUSEHOLDS_PER_COMMUNE, index++) {
    const count = Math.min(HOUSEHOLDS_PER_COMMUNE, households - made);
    const batch = new Batch();
    addCommune(batch.add, random, { index, first: made, count, seed, province: province?.id ?? null }, now);
    await batch.insert(sql);
  }
  await sql.run("ANALYZE");
}

type CommuneToMake = { index: number; first: number; count: number; seed: number; province: string | null };

function addCommune(add: Add, random: Random, commune: CommuneToMake, now: Date): void {
  const unit = (name: string, type: string, parent: string | null): string => {
    const id = random.id();
    add("units", { id, created_at: now.toISOString() });
    add("unit_versions", {
      id: random.id(),
      unit_id: id,
      parent_id: parent,
      name,
      type,
      valid_from: STORY_BEGINS,
    });
    return id;
  };
  const key = `s${commune.seed}-${commune.index}`;
  const place = unit(communeName(commune.index), "xa", commune.province);
  const hamlets = Array.from({ length: HAMLETS_PER_COMMUNE }, (_, index) =>
    unit(`Ấp ${index + 1}`, "ap", place),
  );
  addOfficial(add, random, "leader", place, `telegram:${key}-leader`, now);
  const officers = Array.from({ length: Math.ceil(commune.count / HOUSEHOLDS_PER_OFFICER) }, (_, index) =>
    addOfficial(add, random, "officer", place, `zalo:${key}-officer-${index}`, now),
  );
  for (let index = 0; index < commune.count; index++)
    addHousehold(
      add,
      random,
      {
        number: `${commune.seed}-${commune.first + index + 1}`,
        hamlet: hamlets[index % hamlets.length] ?? place,
        officer: officers[Math.floor(index / HOUSEHOLDS_PER_OFFICER)] ?? null,
      },
      now,
    );
}

function addOfficial(
  add: Add,
  random: Random,
  role: string,
  unit: string,
  account: string,
  now: Date,
): string {
  const person = addPerson(add, random, account, now);
  add("roles", { id: random.id(), person_id: person.id, role, unit_id: unit, valid_from: STORY_BEGINS });
  return person.id;
}

function addHousehold(
  add: Add,
  random: Random,
  place: { number: string; hamlet: string; officer: string | null },
  now: Date,
): void {
  const id = random.id();
  const today = localDateOf(now);
  const head = addPerson(add, random, random.chance(0.7) ? `zalo:s${place.number}` : null, now);
  add("households", {
    id,
    code: `D${place.number}`,
    head_name: head.name,
    head_folded: head.folded,
    unit_id: place.hamlet,
    phone: null,
    created_at: now.toISOString(),
  });
  add("household_members", {
    household_id: id,
    person_id: head.id,
    relation: "head",
    valid_from: STORY_BEGINS,
  });
  add("enrolments", { id: random.id(), household_id: id, status: "taking_part", valid_from: STORY_BEGINS });
  if (head.contact !== null)
    add("household_contacts", { household_id: id, contact_id: head.contact, valid_from: STORY_BEGINS });
  if (place.officer === null) return;
  add("assignments", {
    id: random.id(),
    household_id: id,
    person_id: place.officer,
    kind: "officer",
    valid_from: STORY_BEGINS,
  });
  add("consents", {
    id: random.id(),
    person_id: head.id,
    household_id: id,
    purpose: "register",
    given: true,
    text: QUESTION,
    locale: "vi",
    how: "witnessed",
    decided_at: `${STORY_BEGINS}T03:00:00Z`,
  });
  if (today > STORY_BEGINS && random.chance(0.7))
    addPlan(add, random, { household: id, head: head.id, officer: place.officer }, now);
}

function addPerson(
  add: Add,
  random: Random,
  account: string | null,
  now: Date,
): { id: string; name: string; folded: string; contact: string | null } {
  const id = random.id();
  const { name, address, born } = randomPerson(random, now.getUTCFullYear());
  const folded = fold(name);
  const created_at = now.toISOString();
  add("people", { id, name, folded, address_as: address, birth_year: born, created_at });
  if (account === null) return { id, name, folded, contact: null };
  const contact = random.id();
  add("contacts", {
    id: contact,
    channel: "simulator",
    external_id: account,
    person_id: id,
    display_name: name,
    created_at,
  });
  return { id, name, folded, contact };
}

/** The rows of one commune; the tables are filled in the order in which they refer to one another. */
class Batch {
  readonly #rows = new Map<Table, Row[]>();

  readonly add: Add = (table, row) => {
    const rows = this.#rows.get(table) ?? [];
    rows.push(row);
    this.#rows.set(table, rows);
  };

  async insert(sql: Sql): Promise<void> {
    for (const [table, types] of Object.entries(TABLES)) {
      const rows = [...this.#rows].find(([name]) => name === table)?.[1] ?? [];
      await insertMany(sql, table, types, rows);
    }
  }
}
