import { afterAll, beforeAll, expect, it } from "vitest";
import { z } from "zod";
import { PAIR_RULES } from "../../src/households/merge-rules.ts";
import { found, labels, openCommune, type Commune } from "../registry/stage.ts";

let commune: Commune;
let twin: string;
beforeAll(async () => {
  commune = await openCommune();
  const { units, people, phones } = commune;
  twin = await commune.household("Nguyễn Thị Sáu", units.hamlet);
  await commune.assign(twin, people.minh);
  // The same phone answers for both: of two such rows one has to go, and to come back.
  await commune.phoneOf(twin, phones.sau);
  await commune.agree(twin);
  await commune.sql.run(
    `INSERT INTO enrolments (id, household_id, status, valid_from)
     SELECT gen_random_uuid(), id, 'proposed', '2026-01-01' FROM households`,
  );
  await commune.sql.run(
    `INSERT INTO tasks (id, kind, household_id, person_id, created_at) VALUES (gen_random_uuid(), 'call', $1, $2, now())`,
    [twin, people.minh],
  );
  await commune.sql.run("UPDATE households SET code = 'H1234567' WHERE id = $1", [twin]);
  for (const statement of BOTH_SAID)
    await commune.sql.run(
      statement.replaceAll("$unit", `'${units.hamlet}'`).replaceAll("$someone", `'${people.minh}'`),
      [commune.sau, twin].slice(0, statement.includes("$2") ? 2 : statement.includes("$1") ? 1 : 0),
    );
});

const NEW = "gen_random_uuid()";
/** The one who is kept ($1) and the other ($2) have each told of the same things. */
const BOTH_SAID = [
  `INSERT INTO meetings (id, unit_id, kind, status, meets_on, created_at) VALUES (${NEW}, $unit, 'dialogue', 'held', '2026-10-01', now())`,
  `INSERT INTO meeting_households (meeting_id, household_id, invited_at, answer, answered_at, came, how)
   SELECT m.id, h, CASE WHEN h = $1 THEN '2026-09-01'::timestamptz END, CASE WHEN h = $1 THEN 'cannot' END,
     CASE WHEN h = $1 THEN '2026-09-02'::timestamptz END, h = $2, CASE WHEN h = $2 THEN 'code' ELSE 'roll' END FROM meetings m, unnest(ARRAY[$1, $2]::uuid[]) h`,
  `INSERT INTO offers (id, unit_id, kind, title, expires_on, created_by, created_at) VALUES (${NEW}, $unit, 'training', 'May', '2026-12-01', $someone, now())`,
  `INSERT INTO offer_answers (offer_id, household_id, answer, answered_at, note)
   SELECT o.id, h, CASE WHEN h = $1 THEN 'sent' ELSE 'interested' END, now(), CASE WHEN h = $1 THEN 'bận' ELSE 'đi được' END FROM offers o, unnest(ARRAY[$1, $2]::uuid[]) h`,
  `INSERT INTO work_results (id, household_id, kind, what, happened_on, offer_id, created_at)
   SELECT ${NEW}, h, 'training', 'may', '2026-10-05', o.id, now() FROM offers o, unnest(ARRAY[$1, $2]::uuid[]) h`,
  `INSERT INTO shock_events (id, unit_id, kind, happened_on, created_at) VALUES (${NEW}, $unit, 'flood', '2026-10-02', now())`,
  `INSERT INTO shock_households (shock_id, household_id, damage, at)
   SELECT s.id, h, CASE WHEN h = $1 THEN 'sập chuồng' ELSE 'mất 3 con dê' END, now() FROM shock_events s, unnest(ARRAY[$1, $2]::uuid[]) h`,
  `INSERT INTO revisits (unit_id, period, household_id, seed, drawn_at, visited_at, result)
   SELECT $unit, '2026-Q4', h, 's', now(), CASE WHEN h = $2 THEN now() END, CASE WHEN h = $2 THEN 'as_said' END FROM unnest(ARRAY[$1, $2]::uuid[]) h`,
  `INSERT INTO models (id, unit_id, livelihood, name, started_on, created_at) VALUES (${NEW}, $unit, 'goat', 'Nuôi dê', '2026-01-01', now())`,
  `INSERT INTO model_households (model_id, household_id, joined_on, left_on)
   SELECT m.id, h, '2026-02-01', CASE WHEN h = $1 THEN '2026-05-01'::date END FROM models m, unnest(ARRAY[$1, $2]::uuid[]) h`,
  `INSERT INTO exit_registrations (id, household_id, year, registered_on, withdrawn_on, created_at)
   SELECT ${NEW}, h, 2026, '2026-03-01', CASE WHEN h = $1 THEN '2026-04-01'::date END, now() FROM unnest(ARRAY[$1, $2]::uuid[]) h`,
  `INSERT INTO needs (id, household_id, category, status, exit_id, noted_on, created_at)
   SELECT ${NEW}, household_id, CASE WHEN household_id = $1 THEN 'water' ELSE 'housing' END, 'noted', id, '2026-03-01', now()
   FROM exit_registrations WHERE household_id = ANY (ARRAY[$1, $2]::uuid[])`,
  `INSERT INTO inspections (id, unit_id, inspected_on, team, findings, created_at) VALUES (${NEW}, $unit, '2026-10-03', 'Đoàn', 'tốt', now())`,
  `INSERT INTO inspection_households (inspection_id, household_id) SELECT i.id, h FROM inspections i, unnest(ARRAY[$1, $2]::uuid[]) h`,
  `INSERT INTO handovers (id, unit_id, from_person, status, asked_at) VALUES (${NEW}, $unit, $someone, 'asked', now())`,
  `INSERT INTO handover_households (handover_id, household_id) SELECT i.id, h FROM handovers i, unnest(ARRAY[$1, $2]::uuid[]) h`,
  `INSERT INTO classifications (id, household_id, status, standard, area, valid_from, created_at)
   SELECT ${NEW}, h, CASE WHEN h = $1 THEN 'poor' ELSE 'near_poor' END, '2022', 'rural', CASE WHEN h = $1 THEN '2025-01-01' ELSE '2026-01-01' END::date, now() FROM unnest(ARRAY[$1, $2]::uuid[]) h`,
  `INSERT INTO need_groups (id, household_id, need, noted_on) SELECT ${NEW}, h, 'capital', CASE WHEN h = $1 THEN '2026-02-01' ELSE '2026-01-01' END::date FROM unnest(ARRAY[$1, $2]::uuid[]) h`,
  `INSERT INTO household_members (household_id, person_id, relation, valid_from, valid_to)
   SELECT h, $someone::uuid, 'other', '2026-01-01', CASE WHEN h = $1 THEN '2026-02-01'::date END FROM unnest(ARRAY[$1, $2]::uuid[]) h`,
  `INSERT INTO household_past_units (household_id, unit_id, lived_until) SELECT h, $unit, '2025-09-01' FROM unnest(ARRAY[$1, $2]::uuid[]) h`,
];
afterAll(async () => commune.close());

/** Every row of every table, but for those that say when something was merged. */
async function everything(): Promise<string[]> {
  const tables = await commune.sql.rows(
    z.object({ name: z.string() }),
    `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'
       AND tablename NOT IN ('_prisma_migrations', 'household_merges', 'not_duplicates', 'audit')`,
  );
  const all = await Promise.all(
    tables.map(({ name }) =>
      commune.sql.rows(
        z.object({ row: z.string() }),
        `SELECT '${name} ' || to_jsonb(t)::text AS row FROM ${name} t`,
      ),
    ),
  );
  return all
    .flat()
    .map(({ row }) => row)
    .toSorted();
}

it("two records of one household are found, made one, and two again, to the last row", async () => {
  const { run, phones, sau, people } = commune;
  const pairs = z
    .array(z.object({ id: z.string(), why: z.string() }).loose())
    .parse((await run(phones.minh, "households.duplicates")).value);
  expect(pairs).toHaveLength(1);
  const pair = pairs[0]?.id ?? "";
  expect(found(await run(phones.minh, "households.pair", { pair }))).toMatchObject({ gone: { id: twin } });
  const before = await everything();

  const merged = await run(phones.minh, "households.merge", { keep: sau, gone: twin });
  expect(found(merged)["until"]).toBe("2026-12-22");
  expect(labels(await run(phones.minh, "registry.my_households"))).toEqual(["Nguyễn Thị Sáu · Ấp 3"]);
  expect(labels(await run(phones.minh, "registry.find_households", { text: "h1234567" }))).toEqual([
    "Nguyễn Thị Sáu · Ấp 3",
  ]);
  expect(labels(await run(phones.minh, "desk.my_tasks"))).toHaveLength(1);
  const officers = await commune.sql.rows(
    z.object({ person: z.string() }),
    "SELECT person_id AS person FROM assignments WHERE household_id = $1 AND valid_to IS NULL",
    [sau],
  );
  expect(officers).toEqual([{ person: people.minh }]);

  expect(await said(sau)).toEqual([
    "came by code, invited t, answered cannot",
    "interested: bận; đi được",
    "1 course",
    "sập chuồng; mất 3 con dê",
    "seen again: as_said",
    "in the model: t",
    "registered to leave: t, needs housing water",
    "poor to 2026-01-01, near_poor",
    "capital since 2026-01-01",
    "member: t",
  ]);

  const [past] = z
    .array(z.object({ id: z.string() }).loose())
    .parse((await run(phones.minh, "households.merges")).value);
  expect(await run(phones.stranger, "households.undo_merge", { merge: past?.id ?? "" })).toEqual({
    code: "gone",
  });
  expect((await run(phones.minh, "households.undo_merge", { merge: past?.id ?? "" })).code).toBe("ok");
  expect(await everything()).toEqual(before);
  expect((await run(phones.minh, "households.undo_merge", { merge: past?.id ?? "" })).code).toBe("gone");
});

/** What is on record of the household that was kept. */
async function said(household: string): Promise<string[]> {
  const rows = await commune.sql.rows(
    z.object({ line: z.string() }),
    `SELECT format('came by %s, invited %s, answered %s', how, invited_at IS NOT NULL, answer) AS line, 1 AS nth FROM meeting_households WHERE household_id = $1 AND came
     UNION ALL SELECT format('%s: %s', answer, note), 2 FROM offer_answers WHERE household_id = $1
     UNION ALL SELECT format('%s course', count(*)), 3 FROM work_results WHERE household_id = $1
     UNION ALL SELECT damage, 4 FROM shock_households WHERE household_id = $1
     UNION ALL SELECT concat('seen again: ', result), 5 FROM revisits WHERE household_id = $1
     UNION ALL SELECT format('in the model: %s', left_on IS NULL), 6 FROM model_households WHERE household_id = $1
     UNION ALL SELECT format('registered to leave: %s, needs %s', withdrawn_on IS NULL,
       (SELECT string_agg(category, ' ' ORDER BY category) FROM needs WHERE exit_id = e.id)), 7 FROM exit_registrations e WHERE household_id = $1
     UNION ALL SELECT string_agg(concat_ws(' to ', status, valid_to), ', ' ORDER BY valid_from), 8 FROM classifications WHERE household_id = $1
     UNION ALL SELECT format('%s since %s', need, noted_on), 9 FROM need_groups WHERE household_id = $1
     UNION ALL SELECT format('member: %s', valid_to IS NULL), 10 FROM household_members WHERE household_id = $1 AND relation = 'other'
     ORDER BY nth`,
    [household],
  );
  return rows.map(({ line }) => line);
}

it("has a rule for every table in which a household may stand once", async () => {
  const keys = await commune.sql.rows(
    z.object({ table: z.string(), pair: z.array(z.string()) }),
    `SELECT c.relname AS table, coalesce(array_agg(k.attname ORDER BY k.attname) FILTER (WHERE k.attname <> a.attname), '{}')::text[] AS pair
     FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
     JOIN pg_index i ON i.indrelid = c.oid AND i.indisunique AND a.attnum = ANY (i.indkey)
     JOIN pg_attribute k ON k.attrelid = c.oid AND k.attnum = ANY (i.indkey)
     WHERE c.relnamespace = 'public'::regnamespace AND (a.attname = 'household_id' OR EXISTS (SELECT FROM pg_constraint f
       WHERE f.conrelid = c.oid AND f.contype = 'f' AND f.confrelid = 'households'::regclass AND a.attnum = ANY (f.conkey)))
     GROUP BY c.relname, a.attname, i.indexrelid ORDER BY 1`,
  );
  const ruled = Object.entries(PAIR_RULES).map(([table, { pair }]) => ({ table, pair: pair.toSorted() }));
  expect(keys).toEqual(ruled.toSorted((a, b) => (a.table < b.table ? -1 : 1)));
});

it("a phone that came to each of the two on another day answers once for the one, and for both when they come apart", async () => {
  const { run, phones, sau } = commune;
  await commune.sql.run("UPDATE household_contacts SET valid_from = '2026-03-01' WHERE household_id = $1", [
    twin,
  ]);
  await commune.sql.run(
    "UPDATE household_members SET valid_from = '2026-03-01', valid_to = NULL WHERE relation = 'other' AND household_id = $1",
    [sau],
  );
  const before = await everything();
  await run(phones.minh, "households.merge", { keep: sau, gone: twin });
  const links = await commune.sql.rows(
    z.object({ of: z.string() }),
    `SELECT contact_id::text AS of FROM household_contacts WHERE household_id = $1 AND valid_to IS NULL
     UNION ALL SELECT relation FROM household_members WHERE household_id = $1 AND relation = 'other' AND valid_to IS NULL`,
    [sau],
  );
  expect(links).toEqual([{ of: phones.sau }, { of: "other" }]);
  const [past] = z
    .array(z.object({ id: z.string() }).loose())
    .parse((await run(phones.minh, "households.merges")).value);
  expect((await run(phones.minh, "households.undo_merge", { merge: past?.id ?? "" })).code).toBe("ok");
  expect(await everything()).toEqual(before);
});

it("told apart, they are not shown again", async () => {
  const { run, phones, sau } = commune;
  expect((await run(phones.hanh, "households.tell_apart", { pair: `${twin}+${sau}` })).code).toBe("ok");
  expect(labels(await run(phones.minh, "households.duplicates"))).toEqual([]);
});

it("a record into which another was merged is merged itself, and the first code finds what is left", async () => {
  const { run, phones, sau, people, units } = commune;
  const third = await commune.household("Nguyễn Thị Sáu", units.hamlet);
  await commune.assign(third, people.minh);
  await run(phones.hanh, "households.merge", { keep: sau, gone: twin });
  await run(phones.hanh, "households.merge", { keep: third, gone: sau });
  expect(labels(await run(phones.minh, "registry.find_households", { text: "h1234567" }))).toHaveLength(1);
  // Taken apart in the order in which they were made, and all the same each has its own again.
  const past = z.array(z.object({ id: z.string(), code: z.string() }).loose());
  const all = past.parse((await run(phones.hanh, "households.merges")).value);
  const first = all.find(({ code }) => code === "H1234567")?.id ?? "";
  expect((await run(phones.hanh, "households.undo_merge", { merge: first })).code).toBe("ok");
  const [second] = past.parse((await run(phones.hanh, "households.merges")).value);
  expect((await run(phones.hanh, "households.undo_merge", { merge: second?.id ?? "" })).code).toBe("ok");
  const [tasks] = await commune.sql.rows(
    z.object({ of: z.string().nullable() }),
    "SELECT household_id AS of FROM tasks WHERE kind = 'call'",
  );
  expect(tasks?.of).toBe(twin);
  expect(await said(sau)).toContain("sập chuồng");
  await run(phones.hanh, "households.merge", { keep: sau, gone: third });
});

it("after thirty days a merge stands", async () => {
  const { run, phones, sau } = commune;
  await run(phones.hanh, "households.merge", { keep: sau, gone: twin });
  commune.at("2026-12-23T03:00:00Z");
  expect((await run(phones.hanh, "households.merges")).value).toEqual([]);
  commune.at("2026-11-22T03:00:00Z");
});
