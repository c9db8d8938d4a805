import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { extendSubmission, moveSubmission, reopenSubmission } from "../../src/deadlines/move-submission.ts";
import { onTimeRates } from "../../src/deadlines/on-time.ts";
import { openSubmissions } from "../../src/deadlines/open-submissions.ts";
import { submissionsOf, type Submission } from "../../src/deadlines/submission.ts";
import { found, openCommune, type Commune } from "../registry/stage.ts";

let commune: Commune;
beforeAll(async () => {
  commune = await openCommune();
});
afterAll(async () => commune.close());

const day = (date: string, hour = 9): Date =>
  new Date(`${date}T${String(hour).padStart(2, "0")}:00:00+07:00`);
const open = async (date: string): Promise<void> => {
  await openSubmissions(commune.sql, day(date));
};
const owed = async (unit: string, date: string): Promise<string[]> =>
  (await submissionsOf(commune.sql, [unit], day(date))).map(
    ({ obligation, period, shown, last_day }) => `${obligation} ${period} ${shown} ${last_day}`,
  );
const the = async (unit: string, period: string, date: string): Promise<Submission> => {
  const [one] = await submissionsOf(commune.sql, [unit], day(date), { period });
  if (one === undefined) throw new Error(`nothing is owed for ${period}`);
  return one;
};

describe("what a unit owes", () => {
  it("begins with what falls due after the first look, for every commune of the province", async () => {
    await open("2026-11-22");
    await open("2026-11-22");
    const both = ["report_year 2026-Y open 2026-11-27", "meeting_quarter 2026-Q4 open 2026-12-31"];
    expect(await owed(commune.units.commune, "2026-11-22")).toEqual(both);
    expect(await owed(commune.units.otherCommune, "2026-11-22")).toEqual(both);
    expect(await owed(commune.units.hamlet, "2026-11-22")).toEqual([]);
  });

  it("is late once the last working day has passed, and in time by the day on which it first came in", async () => {
    const { id } = await the(commune.units.commune, "2026-Y", "2026-11-23");
    const by = commune.people.hanh;
    expect(await moveSubmission(commune.sql, { submission: id, to: "accepted", by }, day("2026-11-23"))).toBe(
      "bad_move",
    );
    await moveSubmission(commune.sql, { submission: id, to: "submitted", by }, day("2026-11-27", 23));
    await moveSubmission(commune.sql, { submission: id, to: "returned", by, reason: "?" }, day("2026-12-02"));
    expect(await the(commune.units.commune, "2026-Y", "2026-12-02")).toMatchObject({ shown: "late" });
    await moveSubmission(commune.sql, { submission: id, to: "submitted", by }, day("2026-12-03"));
    await moveSubmission(commune.sql, { submission: id, to: "accepted", by }, day("2026-12-04"));
    expect(await the(commune.units.commune, "2026-Y", "2026-12-04")).toMatchObject({
      shown: "accepted",
      late: false,
    });
    const both = [commune.units.commune, commune.units.otherCommune];
    const rates = await onTimeRates(commune.sql, both, day("2026-12-04"));
    expect(rates.find(({ period }) => period === "2026-Y")).toMatchObject({
      expected: 2,
      came_in: 1,
      on_time: 1,
      late: 1,
    });
    commune.at("2026-12-04T02:00:00Z");
    const seen = async (phone: string) => found(await commune.run(phone, "deadlines.mine"));
    expect(await seen(commune.phones.khoa)).toMatchObject({
      past: [{ what: "report_year", period: "2026-Y", on_time: 1, expected: 2 }],
      kept: null,
    });
    expect(await seen(commune.phones.hanh)).toMatchObject({ past: [], kept: { on_time: 1, expected: 1 } });
  });

  it("is locked long after, and opened again for one unit with a reason", async () => {
    const { id, locks_on } = await the(commune.units.otherCommune, "2026-Y", "2027-03-01");
    expect(locks_on).toBe("2027-02-25");
    const by = commune.people.khoa;
    const submit = { submission: id, to: "submitted", by } as const;
    expect(await moveSubmission(commune.sql, submit, day("2027-03-01"))).toBe("locked");
    expect(
      await reopenSubmission(
        commune.sql,
        { submission: id, until: "2027-03-05", by, reason: "lũ" },
        day("2027-03-01"),
      ),
    ).toBe("ok");
    expect(await moveSubmission(commune.sql, submit, day("2027-03-06"))).toBe("locked");
    expect(await moveSubmission(commune.sql, submit, day("2027-03-05"))).toBe("ok");
    expect(await the(commune.units.otherCommune, "2026-Y", "2027-03-05")).toMatchObject({ late: true });
  });

  it("moves its day for one unit where it is extended", async () => {
    await open("2027-05-01");
    const { id } = await the(commune.units.commune, "2027-H1", "2027-05-20");
    const wish = { submission: id, by: commune.people.khoa, reason: "bão" };
    expect(await extendSubmission(commune.sql, { ...wish, until: "2027-05-20" }, day("2027-05-20"))).toBe(
      "too_early",
    );
    expect(await extendSubmission(commune.sql, { ...wish, until: "2027-06-10" }, day("2027-05-20"))).toBe(
      "ok",
    );
    await open("2027-05-21");
    expect(await the(commune.units.commune, "2027-H1", "2027-06-01")).toMatchObject({
      last_day: "2027-06-10",
      extended_from: "2027-05-28",
      shown: "open",
    });
    // The period that is over for the others is the one that was last, though one unit has more time.
    commune.at("2027-06-01T02:00:00Z");
    const { past } = found(await commune.run(commune.phones.khoa, "deadlines.mine"));
    expect(past).toContainEqual(
      expect.objectContaining({ what: "report_half_year", period: "2027-H1", on_time: 0, expected: 1 }),
    );
    const asked = async (line: string) =>
      found(await commune.run(commune.phones.hanh, "reports.mine", { line }));
    expect(await asked("báo cáo")).toMatchObject({ period: "2027-H1" });
    expect(await asked("bao cao 30/5 toi dau roi")).toMatchObject({ period: "2027-H1" });
    expect(await asked("xem lại báo cáo 30/11")).toMatchObject({ period: "2026-Y", in: true });
    commune.at("2026-12-04T02:00:00Z");
  });

  it("is met for the quarter by a meeting in one of the hamlets, on the day on which it was held", async () => {
    await commune.sql.run(
      `INSERT INTO meetings (id, unit_id, kind, status, meets_on, created_at)
       VALUES (gen_random_uuid(), $1, 'dialogue', 'held', '2027-06-30', now())`,
      [commune.units.hamlet],
    );
    await open("2027-07-02");
    expect(await the(commune.units.commune, "2027-Q2", "2027-07-02")).toMatchObject({
      shown: "accepted",
      late: false,
    });
    expect(await the(commune.units.otherCommune, "2027-Q2", "2027-07-02")).toMatchObject({ shown: "late" });
  });

  it("begins with the day on which a unit came to be", async () => {
    const young = await commune.unit("Tân Phú", "xa", commune.units.province);
    await commune.sql.run("UPDATE unit_versions SET valid_from = '2027-05-03' WHERE unit_id = $1", [young]);
    await open("2027-05-20");
    expect(await owed(young, "2027-05-20")).toEqual(["meeting_quarter 2027-Q2 open 2027-06-30"]);
  });

  it("follows a changed rule while it waits, and ends with one that is switched off for a unit", async () => {
    await open("2027-11-01");
    await commune.sql.run(
      `INSERT INTO obligation_rules (id, code, version, unit_id, active, period, due_month, due_day, due_rule, ladder,
         opens_before, document, valid_from, created_at)
       SELECT gen_random_uuid(), code, 2, NULL::uuid, true, period, 12, 15, 'by_end', ladder, opens_before, 'QĐ 1', valid_from, now()
       FROM obligation_rules WHERE code = 'report_year'
       UNION ALL
       SELECT gen_random_uuid(), code, 1, $1, false, period, NULL::int, NULL::int, due_rule, ladder, opens_before, 'QĐ 2', valid_from, now()
       FROM obligation_rules WHERE code = 'meeting_quarter'`,
      [commune.units.otherCommune],
    );
    await open("2027-11-02");
    expect(await the(commune.units.commune, "2027-Y", "2027-11-02")).toMatchObject({
      last_day: "2027-12-15",
      shown: "open",
    });
    expect(await the(commune.units.otherCommune, "2027-Q4", "2027-11-02")).toMatchObject({
      shown: "forgiven",
    });
    expect(await the(commune.units.commune, "2027-Q4", "2027-11-02")).toMatchObject({ shown: "open" });
  });
});
