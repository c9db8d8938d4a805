import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { patienceOf } from "../../src/reminders/patience.ts";
import { fireTimers } from "../../src/store/fire-timers.ts";
import { found, openCommune, type Commune } from "../registry/stage.ts";

const at = (day: string, hour = 18): Date => new Date(`${day}T${String(hour).padStart(2, "0")}:30:00+07:00`);

describe("how much a household is asked in a week", () => {
  let commune: Commune;
  beforeAll(async () => {
    commune = await openCommune();
  });
  afterAll(async () => commune.close());

  const plant = async (key: string, due: Date, kind: string): Promise<void> => {
    await commune.sql.run(
      `INSERT INTO timers (key, kind, household_id, payload, due_at, created_at)
       VALUES ($1, $2, $3, '{"kind": "start", "flow": "step_due", "vars": {}}', $4, $4)`,
      [key, kind, commune.sau, due],
    );
  };
  const fire = async (now: Date): Promise<string[]> =>
    (
      await commune.transaction((sql) => fireTimers(sql, now, 20, { knock: async () => false, patienceOf }))
    ).map(({ kind }) => kind);
  const timer = async (key: string) =>
    (
      await commune.sql.rows(
        z.object({ due_at: z.date(), outcome: z.string().nullable() }),
        "SELECT due_at, outcome FROM timers WHERE key = $1",
        [key],
      )
    )[0];

  it("is as much as the organisation says; what waits comes when there is room, and is asked once", async () => {
    const organisation = await commune.sql.rows(
      z.object({ id: z.string() }),
      `INSERT INTO organisations (id, name, kind, settings, valid_from)
       VALUES (gen_random_uuid(), 'Đoàn xã', 'union', '{"questions_a_week": 2}', '2025-07-01') RETURNING id`,
    );
    await commune.sql.run("INSERT INTO organisation_units (organisation_id, unit_id) VALUES ($1, $2)", [
      organisation[0]?.id,
      commune.units.commune,
    ]);
    for (const day of ["2026-12-01", "2026-12-02"]) await plant(`first ${day}`, at(day), "step");
    expect(await fire(at("2026-12-01"))).toEqual(["step"]);
    expect(await fire(at("2026-12-02"))).toEqual(["step"]);
    for (const key of ["progress one", "progress two"]) await plant(key, at("2026-12-03"), "progress");
    await plant("third step", at("2026-12-03"), "step");
    await plant("a meeting", at("2026-12-03"), "meeting");
    // The meeting would be said too late, and counts; everything else waits until the first question is a week old.
    expect(await fire(at("2026-12-03"))).toEqual(["meeting"]);
    expect(await timer("progress one")).toEqual({ due_at: at("2026-12-08"), outcome: null });
    expect(await fire(at("2026-12-04"))).toEqual([]);
    // At room for one, the month is asked about once for both.
    expect(await fire(at("2026-12-09"))).toEqual(["progress"]);
    expect((await timer("progress two"))?.outcome).toBe("merged");
    expect((await timer("third step"))?.outcome).toBe(null);
    expect(await fire(at("2026-12-10"))).toEqual(["step"]);
  });

  it("counts once what is put off, when it is asked; what has its day comes all the same", async () => {
    await plant("put off", at("2027-01-04"), "step");
    for (const [day, next] of [
      ["2027-01-04", "2027-01-05"],
      ["2027-01-05", "2027-01-06"],
      ["2027-01-06", "2027-01-07"],
    ] as const) {
      expect(await fire(at(day))).toEqual(["step"]);
      await commune.sql.run(
        "UPDATE timers SET fired_at = NULL, outcome = NULL, due_at = $1 WHERE key = 'put off'",
        [at(next)],
      );
    }
    expect(await fire(at("2027-01-07"))).toEqual(["step"]);
    for (const kind of ["step", "offer", "promise"]) await plant(`one ${kind}`, at("2027-01-08"), kind);
    expect(await fire(at("2027-01-08"))).toEqual(["step", "offer", "promise"]);
    for (const kind of ["step", "offer", "promise"]) await plant(`another ${kind}`, at("2027-01-09"), kind);
    expect(await fire(at("2027-01-09"))).toEqual(["offer", "promise"]);
  });

  it("does not hear on the phone that went away while another is at home", async () => {
    const second = await commune.contact(null);
    await commune.phoneOf(commune.sau, second);
    await commune.agree(commune.sau);
    const tell = async (): Promise<[number, number]> => {
      await commune.run(commune.phones.minh, "needs.note", {
        household: commune.sau,
        category: "water",
        text: "nước phèn",
      });
      const [need] = await commune.sql.rows(
        z.object({ id: z.string() }),
        "SELECT id FROM needs ORDER BY created_at DESC, id LIMIT 1",
      );
      await commune.run(commune.phones.minh, "needs.move", { need: need?.id ?? "", status: "promised" });
      const news = async (phone: string): Promise<number> =>
        (await commune.told(phone)).filter(({ flow }) => flow === "need_news").length;
      return [await news(commune.phones.sau), await news(second)];
    };
    expect(await tell()).toEqual([1, 1]);
    expect(
      found(
        await commune.run(commune.phones.sau, "casework.begin_absence", {
          household: commune.sau,
          who: "Sáu",
          until: null,
          phone: "goes_along",
        }),
      ),
    ).toEqual({ others: 1 });
    expect(await tell()).toEqual([1, 2]);
    // Where nobody is left at home, the one who is away hears.
    await commune.sql.run("UPDATE contacts SET state = 'blocked' WHERE id = $1", [second]);
    expect(await tell()).toEqual([2, 2]);
  });

  it("counts what others tell it and what goes to many, but for answers, what cannot wait and what it brought about itself", async () => {
    await commune.sql.run("DELETE FROM timers WHERE fired_at IS NULL");
    const [phone] = await commune.sql.rows(
      z.object({ id: z.string() }),
      "SELECT contact_id AS id FROM household_contacts WHERE household_id = $1",
      [commune.sau],
    );
    const [own] = await commune.sql.rows(
      z.object({ id: z.string() }),
      `INSERT INTO inbox (contact_id, external_id, payload, happened_at, received_at, handled_at)
       VALUES ($1, 'hers', '{"kind": "text", "text": "xong"}', $2, $2, $2) RETURNING id::text`,
      [phone?.id, at("2027-05-20")],
    );
    const tell = async (flow: string, by: string, day: string): Promise<void> => {
      await commune.sql.run(
        `INSERT INTO inbox (contact_id, external_id, payload, happened_at, received_at, handled_at)
         VALUES ($1, 'told:' || $2 || ':' || gen_random_uuid(), jsonb_build_object('kind', 'start', 'flow', $3::text), $4, $4, $4)`,
        [phone?.id, by, flow, at(day)],
      );
    };
    for (const [flow, by] of [
      ["plan_decided", "900001"],
      ["shock_news", "900002"],
      ["figure_ask", own?.id ?? ""],
    ] as const)
      await tell(flow, by, "2027-05-20");
    await plant("after answers", at("2027-05-21"), "step");
    expect(await fire(at("2027-05-21"))).toEqual(["step"]);
    await tell("support_news", "900003", "2027-05-21");
    await plant("after news", at("2027-05-22"), "step");
    // Two are all that this commune wants in a week: the step that was asked, and the news.
    expect(await fire(at("2027-05-22"))).toEqual([]);
    expect(await timer("after news")).toEqual({ due_at: at("2027-05-28"), outcome: null });
    expect(await fire(at("2027-05-28"))).toEqual(["step"]);
  });
});
