import { rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { z } from "zod";
import { databaseFolder } from "../support/scratch.ts";
import { openHouse, type House } from "./house.ts";
import { said } from "./said.ts";
import { linesOf, PATIENCE_MS, rightRecords, strangerRecords, talkAsStranger } from "./stranger.ts";

let house: House;
let dataDir: string;

beforeAll(async () => {
  dataDir = await databaseFolder("sinh-ke-room-");
  house = await openHouse({ DATA_DIR: dataDir });
  await house.pool.query(`CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = 'disk_full'; END $$`);
});
afterAll(async () => {
  await house.close();
  await rm(dataDir, { recursive: true });
});

const NO_ROOM = "CREATE TRIGGER no_room BEFORE INSERT ON";

async function threeTalks(firstId: number): Promise<ReturnType<House["telegram"]["person"]>[]> {
  const people = [0, 1, 2].map((at) =>
    house.telegram.person({ id: firstId + at, first_name: "Bảy", language_code: "vi", started: true }),
  );
  await Promise.all(people.map((person) => talkAsStranger(person, { to: 2 })));
  await house.quiet();
  return people;
}

async function endWell(people: Awaited<ReturnType<typeof threeTalks>>): Promise<void> {
  await Promise.all(people.map((person) => person.sees(said("ask_to_join.sent"), PATIENCE_MS)));
  await house.quiet();
  const records = await strangerRecords((sql, params) => house.pool.query(sql, [...params]), people);
  expect(records).toEqual(rightRecords(people));
  const setAside = z.object({ failure: z.string() });
  expect(await house.rows(setAside, "SELECT failure FROM inbox WHERE failure IS NOT NULL")).toEqual([]);
}

it("keeps what is written while the database's disk is full, sets nothing aside, and goes on in order", async () => {
  const people = await threeTalks(9_201);
  await house.pool.query(`${NO_ROOM} inbox EXECUTE FUNCTION no_room()`);
  for (const person of people) for (const { types } of linesOf(person).slice(2)) person.says(types);
  await house.telegram.settled();
  expect(house.alarms).toContain("spooled");
  await house.pool.query("DROP TRIGGER no_room ON inbox");
  await endWell(people);
});

it("leaves with the vendor what neither the database nor the disk takes, says so, and goes on when it comes again", async () => {
  const people = await threeTalks(9_211);
  const spool = path.join(dataDir, "spool");
  // A file in the folder's place refuses what is put there, as a full disk does.
  await rm(spool, { recursive: true });
  await writeFile(spool, "");
  await house.pool.query(`${NO_ROOM} inbox EXECUTE FUNCTION no_room()`);
  for (const person of people) for (const { types } of linesOf(person).slice(2)) person.says(types);
  await expect.poll(() => house.alarms, { timeout: PATIENCE_MS }).toContain("nowhere_to_put");
  await rm(spool);
  await house.pool.query("DROP TRIGGER no_room ON inbox");
  await endWell(people);
});

it("tries a turn again that found no room for its answers, as often as it takes", async () => {
  const people = await threeTalks(9_221);
  await house.pool.query(`${NO_ROOM} answers EXECUTE FUNCTION no_room()`);
  for (const person of people) for (const { types } of linesOf(person).slice(2)) person.says(types);
  await house.telegram.settled();
  expect(people.flatMap(({ inbox }) => inbox.map(({ text }) => text))).not.toContainEqual(
    expect.stringMatching(said("ask_to_join.sent")),
  );
  await house.pool.query("DROP TRIGGER no_room ON answers");
  await endWell(people);
});
