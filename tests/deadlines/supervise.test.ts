import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openSubmissions } from "../../src/deadlines/open-submissions.ts";
import { submissionsOf, type Submission } from "../../src/deadlines/submission.ts";
import { openCommune, type Commune } from "../registry/stage.ts";

let commune: Commune;
beforeAll(async () => {
  commune = await openCommune("2026-12-01T02:00:00Z");
  await openSubmissions(commune.sql, new Date("2026-11-22T02:00:00Z"));
});
afterAll(async () => commune.close());

const report = async (): Promise<Submission> => {
  const [found] = await submissionsOf(
    commune.sql,
    [commune.units.commune],
    new Date("2026-12-01T02:00:00Z"),
    {
      period: "2026-Y",
    },
  );
  if (found === undefined) throw new Error("nothing is owed");
  return found;
};

describe("the level above", () => {
  it("is the province, and not the leader herself nor her officer", async () => {
    const { id } = await report();
    const handed = { submission: id, until: "2026-12-20", reason: "lũ" };
    expect((await commune.attempt(commune.phones.hanh, "deadlines.extend", handed)).code).toBe("gone");
    expect((await commune.attempt(commune.phones.minh, "deadlines.extend", handed)).code).toBe("gone");
    expect((await commune.attempt(commune.phones.khoa, "deadlines.extend", handed)).code).toBe("ok");
    expect(
      (await commune.attempt(commune.phones.khoa, "deadlines.extend", { ...handed, until: "2027-11-30" }))
        .code,
    ).toBe("too_far");
  });

  it("reminds again once a day", async () => {
    const { id } = await report();
    expect((await commune.run(commune.phones.khoa, "reminders.again", { submission: id })).code).toBe("ok");
    expect((await commune.run(commune.phones.khoa, "reminders.again", { submission: id })).code).toBe(
      "today_already",
    );
    expect((await commune.timers()).map(({ kind, due }) => [kind, due])).toEqual([
      ["deadline", "2026-12-01T02:00:00.000Z"],
    ]);
  });

  it("hands in what came on paper, and the unit hears of it", async () => {
    const { id } = await report();
    const settled = await commune.run(commune.phones.khoa, "deadlines.settle", {
      submission: id,
      how: { id: "hand_in", label: "Nộp thay" },
      reason: "bản giấy",
    });
    expect(settled.code).toBe("ok");
    expect(await report()).toMatchObject({ state: "accepted", on_behalf: true, late: true });
    expect(await commune.told(commune.phones.hanh)).toMatchObject([
      { flow: "deadline_moved", vars: { how: "handed_in", what: "report_year", reason: "bản giấy" } },
    ]);
  });

  it("opens it again for one unit until a day", async () => {
    const { id } = await report();
    const handed = { submission: id, until: "2026-12-10", reason: "số liệu sai" };
    expect((await commune.run(commune.phones.khoa, "deadlines.reopen", handed)).code).toBe("ok");
    expect(await report()).toMatchObject({ state: "returned", reopened_until: "2026-12-10" });
  });
});

describe("a rest", () => {
  it("is asked for by who leads the unit, until a day that has not passed, and ended by her", async () => {
    const handed = { unit: commune.units.commune, reason: "flood", until: "2026-12-05" };
    expect((await commune.run(commune.phones.minh, "deadlines.rest", handed)).code).toBe("not_allowed");
    expect(
      (await commune.run(commune.phones.hanh, "deadlines.rest", { ...handed, until: "2026-11-30" })).code,
    ).toBe("too_early");
    expect((await commune.run(commune.phones.hanh, "deadlines.rest", handed)).code).toBe("ok");
    expect((await commune.run(commune.phones.hanh, "deadlines.mine")).value).toMatchObject({
      pause: { reason: "flood", to: "2026-12-05" },
    });
    expect((await commune.run(commune.phones.hanh, "deadlines.wake")).code).toBe("ok");
    expect((await commune.run(commune.phones.hanh, "deadlines.wake")).code).toBe("none");
  });
});
