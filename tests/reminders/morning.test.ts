import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { planDuties } from "../../src/casework/plan-duties.ts";
import { moveSubmission } from "../../src/deadlines/move-submission.ts";
import { submissionsOf } from "../../src/deadlines/submission.ts";
import { openCommune, type Commune } from "../registry/stage.ts";
import { at, fire, ledger, pass, plan } from "./ledger.ts";

let commune: Commune;
beforeEach(async () => {
  commune = await openCommune("2026-10-01T03:00:00Z");
  await commune.contact(commune.people.khoa);
});
afterEach(async () => commune.close());

/** What chị Hạnh was told of the year's report: rung, day, why not on its own day. */
const ofTheYear = async (state = "told"): Promise<string[]> =>
  (await ledger(commune))
    .filter((line) => line.period === "2026-Y" && line.name === "Lê Thị Mỹ Hạnh" && line.state === state)
    .map(({ rung, day, reason }) => [rung, day, reason].filter((part) => part !== null).join(" "));

const submit = async (period: string, date: string): Promise<void> => {
  const [one] = await submissionsOf(commune.sql, [commune.units.commune], at(date), { period });
  if (one === undefined) throw new Error(`nothing is owed for ${period}`);
  await moveSubmission(commune.sql, { submission: one.id, to: "submitted", by: null }, at(date));
};

describe("the ladder", () => {
  it("says every rung on its working day, and the level above hears once of all at T+1 and T+7", async () => {
    const said = await pass(commune, "2026-10-10", "2026-12-12");
    // domain.md 7.6: T is the last working day before 30/11, holidays left out.
    expect(await ofTheYear()).toEqual([
      "T-30 2026-10-15",
      "T-14 2026-11-06",
      "T-7 2026-11-17",
      "T-3 2026-11-23",
      "T-1 2026-11-26",
      "T 2026-11-27",
      "T+1 2026-11-30",
      "T+7 2026-12-08",
    ]);
    const above = said.filter(({ person }) => person === commune.people.khoa);
    expect(above.map(({ at: when }) => when.toISOString().slice(0, 10))).toEqual([
      "2026-11-30",
      "2026-12-08",
    ]);
    expect(above[0]?.news["above"]).toEqual([
      {
        what: "report_year",
        period: "2026-Y",
        expected: 2,
        came_in: 0,
        late: 2,
        names: ["An Hội", "Bình Phú Đông"],
        more: null,
      },
    ]);
  });

  it("ends when the thing is in, and goes on when it is returned", async () => {
    await pass(commune, "2026-11-05", "2026-12-12", {
      on: async (date) => {
        if (date === "2026-11-18") await submit("2026-Y", date);
        if (date === "2026-11-24")
          await commune.sql.run("UPDATE submissions SET state = 'returned' WHERE period = '2026-Y'");
        if (date === "2026-11-27") await submit("2026-Y", date);
      },
    });
    expect(await ofTheYear()).toEqual([
      "T-30 2026-11-05 delayed",
      "T-14 2026-11-06",
      "T-7 2026-11-17",
      "T-1 2026-11-26",
    ]);
    expect((await ofTheYear("left_out")).map((line) => line.split(" ").at(-1))).toEqual(
      Array(4).fill("done"),
    );
  });

  it("speaks with one voice of the quarter's meeting, and falls silent as soon as one is logged in a hamlet", async () => {
    const morning = "2026-12-11"; // T-14 of the quarter
    await pass(commune, "2026-11-19", "2026-12-10");
    await plan(commune, at(morning, 0, 10));
    await planDuties(commune.sql, at(morning, 0, 10));
    const kinds = z.object({ kind: z.string() });
    expect(
      await commune.sql.rows(kinds, "SELECT kind FROM timers WHERE fired_at IS NULL AND due_at <= $1", [
        at(morning, 8),
      ]),
    ).toEqual([{ kind: "deadline" }]);
    commune.at(at(morning, 7).toISOString());
    const log = { kind: "dialogue", unit: commune.units.hamlet, day: "today" };
    expect((await commune.run(commune.phones.hanh, "casework.begin_log", log)).code).toBe("ok");
    expect(await fire(commune, at(morning, 8))).toEqual([]);
  });

  it("tells whoever becomes responsible late once where things stand, and the one before nothing more", async () => {
    const next = await commune.person("Võ Thị Tư");
    await commune.contact(next);
    const said = await pass(commune, "2026-11-16", "2026-11-24", {
      on: async (date) => {
        if (date !== "2026-11-20") return;
        await commune.role(next, "leader", commune.units.commune, "2026-11-20");
        await commune.sql.run("UPDATE roles SET valid_to = $1 WHERE person_id = $2", [
          date,
          commune.people.hanh,
        ]);
      },
    });
    const hers = said.filter(({ person }) => person === next);
    expect(
      hers.map(({ at: when, news }) => `${when.toISOString().slice(0, 10)} ${String(news["how"])}`),
    ).toEqual(["2026-11-20 catch_up", "2026-11-23 usual"]);
    expect(hers[0]?.news).toMatchObject({
      coming: [{ what: "report_year", left: 4 }, { what: "meeting_quarter" }],
    });
    const lines = (await ledger(commune)).filter(
      ({ name, period }) => name === "Võ Thị Tư" && period === "2026-Y",
    );
    expect(
      lines.filter(({ reason }) => reason === "joined_later").map(({ rung, state }) => `${rung} ${state}`),
    ).toEqual(["T-30 left_out", "T-14 left_out", "T-7 told"]);
    expect(await ofTheYear("left_out")).toEqual([
      "T-30 2026-11-16 overtaken",
      "T-3 2026-11-20 not_responsible",
      "T-1 2026-11-20 not_responsible",
      "T 2026-11-20 not_responsible",
      "T+1 2026-11-20 not_responsible",
      "T+7 2026-11-20 not_responsible",
    ]);
  });

  it("tells whoever is invited first and comes with an account later where things stand, in one message", async () => {
    const next = await commune.person("Võ Thị Tư");
    const said = await pass(commune, "2026-11-19", "2026-11-25", {
      on: async (date) => {
        if (date === "2026-11-20") await commune.role(next, "leader", commune.units.commune, date);
        if (date === "2026-11-25") await commune.contact(next);
      },
    });
    const hers = said.filter(({ person }) => person === next);
    expect(hers.map(({ at: when }) => when.toISOString().slice(0, 10))).toEqual(["2026-11-25"]);
    expect(hers[0]?.news).toMatchObject({
      how: "catch_up",
      coming: [{ what: "report_year", left: 2 }, { what: "meeting_quarter" }],
    });
  });

  it("says after an outage what still makes sense, in one message, and records what it left out", async () => {
    const said = await pass(commune, "2026-11-02", "2026-11-30", {
      down: (date) => date >= "2026-11-05" && date <= "2026-11-18",
    });
    const back = said.filter(({ at: when }) => when.toISOString().startsWith("2026-11-19"));
    expect(back.map(({ person, news }) => [person, news["how"]])).toEqual([
      [commune.people.hanh, "catch_up"],
    ]);
    expect(await ofTheYear("left_out")).toContain("T-14 2026-11-19 overtaken");
    expect(await ofTheYear()).toContain("T-7 2026-11-19 delayed");
  });

  it("says at once what a new leader hears on the last day of a period that was opened again", async () => {
    const next = await commune.person("Võ Thị Tư");
    await commune.contact(next);
    await plan(commune, at("2026-11-16", 9));
    await commune.sql.run("UPDATE submissions SET reopened_until = '2026-12-10' WHERE period = '2026-Y'");
    await commune.role(next, "leader", commune.units.commune, "2026-12-10");
    await plan(commune, at("2026-12-10", 9));
    const said = (await fire(commune, at("2026-12-10", 9))).filter(({ person }) => person === next);
    expect(said.map(({ news }) => news["today"])).toMatchObject([[{ what: "report_year" }]]);
  });

  it("plans the state of the unit once a month, however often it is asked for, and not for whoever leads none", async () => {
    commune.at("2026-11-30T01:00:00Z");
    await commune.run(commune.phones.hanh, "reports.set_monthly", { on: true });
    for (const second of ["00", "07"]) {
      commune.at(`2026-12-01T01:00:${second}Z`);
      expect((await commune.run(commune.phones.hanh, "reports.ask_monthly")).code).toBe("ok");
    }
    const planned = (await commune.timers()).filter(({ kind }) => kind === "monthly");
    expect(planned.map(({ due }) => due)).toEqual(["2026-12-01T01:00:00.000Z", "2027-01-04T01:00:00.000Z"]);
    expect((await commune.run(commune.phones.sau, "reports.ask_monthly")).code).toBe("not_allowed");
  });

  it("puts what is due on one morning into one message", async () => {
    const said = await pass(commune, "2026-11-19", "2026-11-22");
    expect(said.map(({ person, at: when }) => [person, when.toISOString().slice(0, 10)])).toEqual([
      [commune.people.hanh, "2026-11-19"],
    ]);
    expect(said[0]?.news).toMatchObject({
      how: "catch_up",
      coming: [
        { what: "report_year", left: 5 },
        { what: "meeting_quarter", left: 29 },
      ],
      report: true,
      meeting: true,
    });
  });

  it("keeps still while the unit rests because of a flood, and speaks once afterwards", async () => {
    const said = await pass(commune, "2026-11-02", "2026-11-26", {
      on: async (date) => {
        if (date === "2026-11-05")
          await commune.sql.run(
            `INSERT INTO unit_pauses (id, unit_id, from_day, to_day, reason, created_at)
             VALUES (gen_random_uuid(), $1, '2026-11-05', '2026-11-20', 'flood', now())`,
            [commune.units.province],
          );
      },
    });
    expect(said.map(({ at: when }) => when.toISOString().slice(0, 10))).toEqual([
      "2026-11-02",
      "2026-11-23",
      "2026-11-26",
    ]);
  });

  it("begins anew before an extended day, and does not repeat a rung that a changed rule moves by a day", async () => {
    await pass(commune, "2026-11-10", "2026-11-23");
    await commune.sql.run(
      `UPDATE submissions SET last_day = '2026-11-30', extended_from = last_day WHERE period = '2026-Y'`,
    );
    await pass(commune, "2026-11-24", "2026-11-25");
    expect(await ofTheYear("left_out")).toContain("T-3 2026-11-25 covered");
    await commune.sql.run("UPDATE submissions SET last_day = '2026-12-15' WHERE period = '2026-Y'");
    const said = await pass(commune, "2026-11-26", "2026-12-15");
    const days = said
      .filter(({ person }) => person === commune.people.hanh)
      .map(({ at: when }) => when.toISOString().slice(0, 10));
    expect(days).toContain("2026-12-04");
    expect(await ofTheYear()).toContain("T 2026-12-15");
  });

  it("is on record as failed where nobody answers for a unit or can be written to", async () => {
    await commune.sql.run("UPDATE contacts SET reminders_off = true WHERE person_id = $1", [
      commune.people.hanh,
    ]);
    await pass(commune, "2026-11-16", "2026-11-19");
    const failed = (await ledger(commune)).filter(
      ({ state, period }) => state === "failed" && period === "2026-Y",
    );
    expect(failed.map(({ unit, rung, reason }) => `${unit} ${rung} ${reason ?? ""}`)).toEqual([
      "An Hội T-30 nobody",
      "Bình Phú Đông T-30 stopped",
      "An Hội T-14 nobody",
      "Bình Phú Đông T-14 stopped",
      "An Hội T-7 nobody",
      "Bình Phú Đông T-7 stopped",
    ]);
  });

  it("does not repeat anything when it is planned or fired again, or the clock goes back", async () => {
    await pass(commune, "2026-11-16", "2026-11-17");
    const before = await ledger(commune);
    await plan(commune, at("2026-11-16", 7));
    await plan(commune, at("2026-11-17", 15));
    expect(await fire(commune, at("2026-11-17", 15))).toEqual([]);
    expect(await ledger(commune)).toEqual(before);
  });
});
