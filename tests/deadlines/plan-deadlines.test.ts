import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { planDeadlines } from "../../src/deadlines/plan-deadlines.ts";
import { remindBy } from "../../src/turns/command-context.ts";
import { found, openCommune, type Commune } from "../registry/stage.ts";

let commune: Commune;
beforeAll(async () => {
  commune = await openCommune();
});
afterAll(async () => commune.close());

const plan = async (at: string): Promise<void> => {
  const now = new Date(at);
  await planDeadlines(
    commune.sql,
    remindBy(commune.sql, now, (instant) => instant),
    now,
  );
};
const planned = async (): Promise<string[]> =>
  (await commune.timers()).map(({ key, due }) => `${key.split(":").slice(1, 4).join(" ")} ${due}`);

describe("the report deadlines", () => {
  it("are planned for the commune's leader, rungs to come only", async () => {
    await plan("2026-11-22T03:00:00Z");
    expect(await planned()).toEqual([
      "report_year 2026-Y T-7 2026-11-23T01:00:00.000Z",
      "report_year 2026-Y T-3 2026-11-27T01:00:00.000Z",
      "report_year 2026-Y T-1 2026-11-29T01:00:00.000Z",
      "report_half_year 2027-H1 T-14 2027-05-16T01:00:00.000Z",
      "report_half_year 2027-H1 T-7 2027-05-23T01:00:00.000Z",
      "report_half_year 2027-H1 T-3 2027-05-27T01:00:00.000Z",
      "report_half_year 2027-H1 T-1 2027-05-29T01:00:00.000Z",
    ]);
  });

  it("are planned once, however often it is done", async () => {
    await plan("2026-11-22T04:00:00Z");
    await plan("2026-11-23T00:59:00Z");
    expect(await planned()).toHaveLength(7);
  });

  it("tell what is due until when", async () => {
    const [timer] = await commune.sql.rows(
      z.object({ payload: z.record(z.string(), z.unknown()), person_id: z.string() }),
      "SELECT payload, person_id FROM timers WHERE key LIKE '%T-7:%' ORDER BY due_at LIMIT 1",
    );
    expect(timer).toEqual({
      person_id: commune.people.hanh,
      payload: {
        kind: "start",
        flow: "deadline",
        vars: {
          obligation: "report_year",
          period: "2026-Y",
          due: "2026-11-30",
          last_day: "2026-11-27",
          days_left: 7,
        },
      },
    });
    expect(found(await commune.run(commune.phones.hanh, "deadlines.mine"))["next"]).toMatchObject({
      due: "2026-11-30",
      days_left: 8,
    });
    expect((await commune.run(commune.phones.minh, "deadlines.mine")).code).toBe("none");
  });

  it("go over to the next leader when one leaves", async () => {
    const next = await commune.person("Võ Thị Tư");
    await commune.role(next, "leader", commune.units.commune, "2026-11-24");
    await commune.sql.run(
      "UPDATE roles SET valid_to = '2026-11-24' WHERE role = 'leader' AND person_id = $1",
      [commune.people.hanh],
    );
    await plan("2026-11-24T00:00:00Z");
    const timers = await commune.timers();
    expect(timers).toHaveLength(6);
    expect(timers.every(({ key }) => key.endsWith(next))).toBe(true);
  });
});
