import { afterAll, beforeAll, expect, it } from "vitest";
import type { ZaloPerson } from "../fakes/zalo/people.ts";
import { openHouse, type House } from "./house.ts";
import { said } from "./said.ts";
import { PATIENCE_MS } from "./stranger.ts";

const HOUR_MS = 3_600_000;
let house: House;
let people = 0;

beforeAll(async () => {
  house = await openHouse({}, { zaloOa: 4 });
});
afterAll(() => house.close());

/** Somebody who has been asked a first question. */
async function greeted(): Promise<ZaloPerson> {
  people += 1;
  const person = house.zalo?.person({ name: `Bảy ${people}` });
  if (person === undefined) throw new Error("there is no Official Account here");
  person.follows();
  person.says("xin chào");
  await person.sees(said("welcome.hello"), PATIENCE_MS);
  await house.quiet();
  return person;
}

const fromBot = (person: ZaloPerson): number => person.inbox.length;

it("is silent while somebody of the staff writes by hand, and goes on with its question afterwards", async () => {
  const bay = await greeted();
  house.zalo?.staffSays(bay.id, "Dạ cô Bảy, con là Minh đây.");
  await house.quiet();
  const before = fromBot(bay);
  bay.says("ừ con, cô hỏi chuyện vay vốn");
  bay.says("2");
  await house.quiet();
  expect(fromBot(bay)).toBe(before);
  house.push(3 * HOUR_MS);
  bay.says("2");
  await bay.sees(said("ask_to_join.name"), PATIENCE_MS);
});

it("comes back at once where the person asks for the menu", async () => {
  const tam = await greeted();
  house.zalo?.staffSays(tam.id, "Chị Tám chờ em chút nha.");
  await house.quiet();
  tam.says("menu");
  const answer = await tam.sees(said("welcome.hello"), PATIENCE_MS);
  expect(answer.text).not.toBe("");
});

it("does not take what it sent itself for somebody of the staff", async () => {
  const nam = await greeted();
  nam.says("2");
  const answer = await nam.sees(said("ask_to_join.name"), PATIENCE_MS);
  expect(answer.text).not.toBe("");
});
