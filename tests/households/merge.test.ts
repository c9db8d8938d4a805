import { afterAll, beforeAll, expect, it } from "vitest";
import { z } from "zod";
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
});
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

it("told apart, they are not shown again", async () => {
  const { run, phones, sau } = commune;
  expect((await run(phones.hanh, "households.tell_apart", { pair: `${twin}+${sau}` })).code).toBe("ok");
  expect(labels(await run(phones.minh, "households.duplicates"))).toEqual([]);
});

it("after thirty days a merge stands", async () => {
  const { run, phones, sau } = commune;
  await run(phones.hanh, "households.merge", { keep: sau, gone: twin });
  commune.at("2026-12-23T03:00:00Z");
  expect((await run(phones.hanh, "households.merges")).value).toEqual([]);
  commune.at("2026-11-22T03:00:00Z");
});
