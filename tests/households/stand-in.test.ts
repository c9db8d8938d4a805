import { afterEach, beforeEach, expect, it } from "vitest";
import { z } from "zod";
import { found, labels, openCommune, type Commune } from "../registry/stage.ts";

const BEFORE = "2026-11-23T02:00:00Z";
const LAST_DAY = "2026-11-28";
const ON_THE_LAST_DAY = "2026-11-28T08:00:00Z";
const MORNING_AFTER = "2026-11-29T00:30:00Z";

let commune: Commune;
let lan = "";
let lanPhone = "";
let handover = "";
const IdRow = z.object({ id: z.string() });
const EndRow = z.object({ flow: z.string(), vars: z.looseObject({ end: z.unknown().optional() }) });

/** Minh's households are with Lan until the 28th. */
beforeEach(async () => {
  commune = await openCommune();
  commune.at(BEFORE);
  const { run, phones, people, units } = commune;
  lan = await commune.person("Phạm Thị Lan");
  await commune.role(lan, "officer", units.commune);
  lanPhone = await commune.contact(lan);
  const planned = await run(phones.hanh, "households.plan_handover", {
    from: people.minh,
    to: lan,
    from_gone: true,
    until: LAST_DAY,
  });
  handover = madeIn(planned);
  const agreed = await run(lanPhone, "households.agree_handover", { handover, agrees: "agree" });
  if (agreed.code !== "ok") throw new Error(`the handover was not carried out: ${agreed.code}`);
});
afterEach(async () => commune.close());

const madeIn = (planned: Parameters<typeof found>[0]) => z.string().parse(found(planned)["id"]);
const back = (phone: string) => commune.run(phone, "households.bring_back", { handover });
const followed = async (phone: string) => labels(await commune.run(phone, "registry.my_households"));
const endsTold = async (phone: string) =>
  (await commune.told(phone)).map((one) => EndRow.parse(one)).filter(({ flow }) => flow.includes("_over"));

it("comes back on the morning after the last day, once, whoever's reminder is first", async () => {
  const all = await followed(lanPhone);
  expect(all.length).toBeGreaterThan(0);
  const due = (await commune.timers()).filter(({ kind }) => kind === "handover_back").map((one) => one.due);
  expect(due).toEqual(["2026-11-29T00:30:00.000Z", "2026-11-29T00:40:00.000Z", "2026-11-29T00:50:00.000Z"]);
  commune.at(ON_THE_LAST_DAY);
  expect((await back(lanPhone)).code).toBe("gone");
  commune.at(MORNING_AFTER);
  expect((await back(commune.phones.khoa)).code).toBe("gone");
  expect((await back(lanPhone)).code).toBe("ok");
  expect(await followed(commune.phones.minh)).toEqual(all);
  expect(await followed(lanPhone)).toEqual([]);
  expect((await back(commune.phones.minh)).code).toBe("gone");
  expect(await endsTold(commune.phones.hanh)).toMatchObject([{ vars: { end: { how: "back" } } }]);
  expect(await endsTold(commune.phones.minh)).toHaveLength(1);
});

it("what went on to somebody else meanwhile stays there", async () => {
  const { run, phones, people, sau } = commune;
  await run(phones.hanh, "households.plan_handover", {
    from: lan,
    to: people.hanh,
    household: sau,
    from_gone: true,
  });
  const hers = await followed(phones.hanh);
  expect(hers).toHaveLength(1);
  commune.at(MORNING_AFTER);
  // Nothing is left to come back, and nobody hears of no households.
  expect((await back(lanPhone)).code).toBe("gone");
  expect(await endsTold(phones.minh)).toEqual([]);
  expect(await followed(phones.hanh)).toEqual(hers);
  expect(await followed(phones.minh)).not.toContain(hers[0]);
});

it("stays, and says so, where the first officer looks after nobody any more", async () => {
  const all = await followed(lanPhone);
  await commune.sql.run("UPDATE roles SET valid_to = '2026-11-27' WHERE person_id = $1", [
    commune.people.minh,
  ]);
  commune.at(MORNING_AFTER);
  expect((await back(lanPhone)).code).toBe("stays");
  expect(await followed(lanPhone)).toEqual(all);
  expect(await endsTold(commune.phones.hanh)).toMatchObject([{ vars: { end: { how: "stays" } } }]);
  expect((await back(commune.phones.hanh)).code).toBe("gone");
});

it("the officer may have them back before the day, and leave them there for longer", async () => {
  const { run, phones } = commune;
  expect((await run(lanPhone, "households.take_back")).code).toBe("none");
  expect(await run(phones.minh, "households.stand_in")).toMatchObject({
    code: "ok",
    value: { until: LAST_DAY, to: { name: "Phạm Thị Lan" } },
  });
  expect((await run(phones.minh, "households.stay_away", { until: "2026-12-03" })).code).toBe("ok");
  expect(await endsTold(lanPhone)).toMatchObject([{ vars: { end: { how: "longer", until: "2026-12-03" } } }]);
  commune.at(MORNING_AFTER);
  expect((await back(lanPhone)).code).toBe("gone");
  expect((await run(phones.minh, "households.take_back")).code).toBe("ok");
  expect((await followed(phones.minh)).length).toBeGreaterThan(0);
  expect((await run(phones.minh, "households.take_back")).code).toBe("none");
  expect((await run(phones.minh, "households.stand_in")).code).toBe("none");
});

it("comes back to the first officer from whoever stands in for the one who stands in", async () => {
  const { run, phones, people } = commune;
  const all = await followed(lanPhone);
  const second = madeIn(
    await run(phones.hanh, "households.plan_handover", {
      from: lan,
      to: people.hanh,
      from_gone: true,
      until: "2026-12-05",
    }),
  );
  expect(await followed(phones.hanh)).toEqual(all);
  expect(await run(phones.minh, "households.stand_in")).toMatchObject({ value: { count: all.length } });
  commune.at(MORNING_AFTER);
  expect((await back(phones.minh)).code).toBe("ok");
  expect(await followed(phones.minh)).toEqual(all);
  expect(await followed(phones.hanh)).toEqual([]);
  expect(await endsTold(phones.hanh)).toHaveLength(1);
  commune.at("2026-12-06T00:30:00Z");
  expect((await run(lanPhone, "households.bring_back", { handover: second })).code).toBe("gone");
  expect(await endsTold(phones.hanh)).toHaveLength(1);
  expect(await followed(phones.minh)).toEqual(all);
});

it("comes back to the one who stands in, where her own time away is over first", async () => {
  const { run, phones, people } = commune;
  const all = await followed(lanPhone);
  const second = madeIn(
    await run(phones.hanh, "households.plan_handover", {
      from: lan,
      to: people.hanh,
      from_gone: true,
      until: "2026-11-25",
    }),
  );
  commune.at("2026-11-26T00:30:00Z");
  expect((await run(lanPhone, "households.bring_back", { handover: second })).code).toBe("ok");
  expect(await followed(lanPhone)).toEqual(all);
  commune.at(MORNING_AFTER);
  expect((await back(lanPhone)).code).toBe("ok");
  expect(await followed(phones.minh)).toEqual(all);
});

it("moves nobody where the other officer agrees after the last day, and says so to who asked", async () => {
  const { run, phones, people } = commune;
  const all = await followed(lanPhone);
  const planned = await run(phones.hanh, "households.plan_handover", {
    from: lan,
    to: people.minh,
    from_gone: true,
    until: "2026-11-25",
  });
  const late = { handover: madeIn(planned), agrees: "agree" };
  commune.at("2026-11-26T02:00:00Z");
  expect(await run(phones.minh, "households.agree_handover", late)).toMatchObject({
    code: "past",
    value: { until: "2026-11-25" },
  });
  expect(await followed(lanPhone)).toEqual(all);
  expect(await endsTold(phones.hanh)).toMatchObject([{ vars: { end: { how: "unused" } } }]);
  expect((await run(phones.minh, "households.agree_handover", late)).code).toBe("gone");
});

it("moves nobody where a leader answers after the last day, unless another day is named", async () => {
  const { run, phones, people } = commune;
  const answer = async (until: string) => {
    await run(lanPhone, "households.ask_handover", { until: "2026-12-02" });
    const [asked] = await commune.sql.rows(IdRow, "SELECT id FROM handovers WHERE status = 'asked'", []);
    commune.at("2026-12-03T02:00:00Z");
    const given = { from: lan, to: people.hanh, handover: asked?.id ?? null, until };
    return (await run(phones.hanh, "households.plan_handover", given)).code;
  };
  expect(await answer("2026-12-02")).toBe("past");
  expect(await endsTold(lanPhone)).toMatchObject([{ vars: { end: { how: "unused" } } }]);
  expect(await answer("2026-12-09")).toBe("ok");
});
