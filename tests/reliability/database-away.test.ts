import { rm } from "node:fs/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openHouse, type House } from "./house.ts";
import { said } from "./said.ts";
import { linesOf, PATIENCE_MS, rightRecords, strangerRecords, talkAsStranger } from "./stranger.ts";
import { databaseFolder } from "../support/scratch.ts";

let house: House;
let dataDir: string;

beforeAll(async () => {
  dataDir = await databaseFolder("sinh-ke-away-");
  house = await openHouse({ DATA_DIR: dataDir }, { cuttable: true });
});
afterAll(async () => {
  await house.close();
  await rm(dataDir, { recursive: true });
});

it("takes in what is written while the database is away, in its order, once it is back", async () => {
  const people = [9_101, 9_102].map((id) =>
    house.telegram.person({ id, first_name: "Bảy", language_code: "vi", started: true }),
  );
  await Promise.all(people.map((person) => talkAsStranger(person, { to: 2 })));
  await house.quiet();
  await house.line?.cut();
  for (const person of people) for (const { types } of linesOf(person).slice(2)) person.says(types);
  // The vendor was told that all of it is safe: it brings nothing again.
  await house.telegram.settled();
  expect(house.alarms).toContain("spooled");
  await house.line?.mend();
  await Promise.all(people.map((person) => person.sees(said("ask_to_join.sent"), PATIENCE_MS)));
  await house.quiet();
  const records = await strangerRecords((sql, params) => house.pool.query(sql, [...params]), people);
  expect(records).toEqual(rightRecords(people));
});
