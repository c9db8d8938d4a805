import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { computeFigures } from "../../src/reports/compute-figures.ts";
import { behind } from "../../src/reports/behind.ts";
import { FIGURES } from "../../src/reports/figures/all.ts";
import { annexBook } from "../../src/reports/annex-book.ts";
import { gatherReport } from "../../src/reports/gather.ts";
import { reportPeriod, spanOf, type Span } from "../../src/reports/span.ts";
import { communeOf300, NOW, type Commune } from "./commune-of-300.ts";
import { shippedLibrary } from "../support/library.ts";

const SPAN = spanOf(reportPeriod("2027-H1"), "2027-05-10");
const Count = z.object({ value: z.coerce.number() });

/** The same figures written again by another hand: `numbered` are the commune's 300 households, which never moved. */
const AGAIN: Readonly<Record<string, string>> = {
  communications:
    "SELECT sum(times) FROM communications WHERE done_on >= '2026-11-01' AND done_on < '2027-05-01'",
  people_reached:
    "SELECT sum(reached) FROM communications WHERE done_on >= '2026-11-01' AND done_on < '2027-05-01'",
  committee_members:
    "SELECT count(*) FROM committee_members WHERE valid_from < '2027-05-01' AND coalesce(valid_to, 'infinity') > '2027-04-30'",
  quota: "SELECT 320",
  taking_part:
    "SELECT count(DISTINCT household_id) FROM enrolments WHERE status = 'taking_part' AND household_id IN (SELECT id FROM numbered) AND daterange(valid_from, valid_to) @> '2027-04-30'::date",
  joined: `SELECT count(*) FROM numbered WHERE (n % 10 = 4 AND ('2026-09-15'::date + (n * 7) % 255) BETWEEN '2026-11-01' AND '2027-04-30')
    OR (n % 10 = 1 AND (n / 10) % 3 = 1 AND ('2026-09-15'::date + (n * 7) % 255 + 20) BETWEEN '2026-11-01' AND '2027-04-30')`,
  replaced:
    "SELECT count(*) FROM enrolments WHERE status = 'replaced' AND daterange('2026-11-01', '2027-04-30', '[]') @> valid_from",
  withdrawn:
    "SELECT count(*) FROM enrolments WHERE status = 'withdrawn' AND daterange('2026-11-01', '2027-04-30', '[]') @> valid_from",
  left_poverty:
    "SELECT count(*) FROM enrolments WHERE status = 'left_poverty' AND daterange('2026-11-01', '2027-04-30', '[]') @> valid_from",
  poor: "SELECT count(*) FROM classifications WHERE status = 'poor' AND valid_from <= '2027-04-30'",
  near_poor: "SELECT count(*) FROM classifications WHERE status = 'near_poor' AND valid_from <= '2027-04-30'",
  exits_registered:
    "SELECT count(*) FROM exit_registrations WHERE registered_on < '2027-05-01' AND (withdrawn_on IS NULL OR withdrawn_on >= '2027-05-01')",
  with_officer: `SELECT count(*) FROM enrolments e JOIN assignments a USING (household_id) JOIN numbered n ON n.id = e.household_id
    WHERE e.status = 'taking_part' AND daterange(e.valid_from, e.valid_to) @> '2027-04-30'::date
      AND a.kind = 'officer' AND daterange(a.valid_from, a.valid_to) @> '2027-04-30'::date`,
  with_plan: `WITH last AS (SELECT DISTINCT ON (plan_id) plan_id, status FROM plan_events
      WHERE at < '2027-05-01T00:00:00+07:00' ORDER BY plan_id, at DESC, id DESC)
    SELECT count(DISTINCT p.household_id) FROM last JOIN plans p ON p.id = last.plan_id JOIN enrolments e USING (household_id)
    WHERE last.status IN ('approved', 'under_way', 'achieved') AND e.status = 'taking_part'
      AND daterange(e.valid_from, e.valid_to) @> '2027-04-30'::date AND household_id IN (SELECT id FROM numbered)`,
  with_entry:
    "SELECT count(DISTINCT household_id) FROM diary_entries WHERE household_id IN (SELECT id FROM numbered) AND happened_on >= '2026-11-01' AND happened_on < '2027-05-01'",
  visited:
    "SELECT count(DISTINCT household_id) FROM visits WHERE met = 'household' AND visited_on >= '2026-11-01' AND visited_on < '2027-05-01' AND household_id IN (SELECT id FROM numbered)",
  ...needs("work", ["job", "training", "abroad"]),
  ...needs("health", ["insurance"]),
  ...needs("schooling", ["schooling"]),
  ...needs("housing", ["housing"]),
  ...needs("water", ["water", "toilet"]),
  ...needs("information", ["information"]),
  borrowers:
    "SELECT count(DISTINCT household_id) FROM loans WHERE lent_on >= '2026-11-01' AND lent_on < '2027-05-01'",
  loan_amount: "SELECT sum(amount_lent) FROM loans WHERE lent_on >= '2026-11-01' AND lent_on < '2027-05-01'",
  supported:
    "SELECT count(DISTINCT household_id) FROM supports WHERE status = 'received' AND received_on >= '2026-11-01' AND received_on < '2027-05-01'",
  support_amount:
    "SELECT sum(amount) FROM supports WHERE status = 'received' AND received_on >= '2026-11-01' AND received_on < '2027-05-01'",
  courses:
    "SELECT count(*) FROM meetings WHERE kind = 'training' AND status = 'held' AND meets_on >= '2026-11-01' AND meets_on < '2027-05-01'",
  course_people: `SELECT sum(coalesce(m.people, c.came)) FROM meetings m LEFT JOIN (SELECT meeting_id, count(*) FILTER (WHERE came) AS came
    FROM meeting_households GROUP BY 1) c ON c.meeting_id = m.id WHERE kind = 'training' AND status = 'held' AND meets_on >= '2026-11-01' AND meets_on < '2027-05-01'`,
  market_links:
    "SELECT count(DISTINCT household_id) FROM supports WHERE category = 'market' AND status = 'received' AND received_on >= '2026-11-01' AND received_on < '2027-05-01'",
  trained:
    "SELECT count(*) FROM work_results WHERE kind = 'training' AND happened_on >= '2026-11-01' AND happened_on < '2027-05-01'",
  placed:
    "SELECT count(*) FROM work_results WHERE kind = 'job' AND happened_on >= '2026-11-01' AND happened_on < '2027-05-01'",
  abroad:
    "SELECT count(*) FROM work_results WHERE kind = 'abroad' AND happened_on >= '2026-11-01' AND happened_on < '2027-05-01'",
  models:
    "SELECT count(*) FROM models WHERE started_on < '2027-05-01' AND coalesce(ended_on, 'infinity') > '2027-04-30'",
  model_households: `SELECT count(DISTINCT household_id) FROM model_households mh JOIN models m ON m.id = mh.model_id
    WHERE daterange(joined_on, left_on) @> '2027-04-30'::date AND daterange(started_on, ended_on) @> '2027-04-30'::date`,
  evaluations:
    "SELECT count(*) FROM model_evaluations WHERE evaluated_on >= '2026-11-01' AND evaluated_on < '2027-05-01'",
  pilot_communes: "SELECT 1",
  pilot_hamlets: "SELECT 1",
  pilot_groups: "SELECT 1",
  pilot_households:
    "SELECT count(*) FROM designations WHERE kind = 'household' AND chosen_on < '2027-05-01' AND coalesce(ended_on, 'infinity') > '2027-04-30'",
  meetings:
    "SELECT count(*) FROM meetings WHERE kind = 'dialogue' AND status = 'held' AND meets_on >= '2026-11-01' AND meets_on < '2027-05-01'",
  meeting_people: `SELECT sum(coalesce(m.people, (SELECT count(*) FROM meeting_households WHERE meeting_id = m.id AND came)))
    FROM meetings m WHERE kind = 'dialogue' AND status = 'held' AND meets_on >= '2026-11-01' AND meets_on < '2027-05-01'`,
  met_households: `SELECT count(DISTINCT household_id) FROM meeting_households JOIN meetings m ON m.id = meeting_id
    WHERE came AND kind = 'dialogue' AND status = 'held' AND meets_on >= '2026-11-01' AND meets_on < '2027-05-01'`,
  issues_raised:
    "SELECT count(*) FROM meeting_statements JOIN meetings m ON m.id = meeting_id WHERE kind = 'dialogue' AND status = 'held' AND meets_on >= '2026-11-01' AND meets_on < '2027-05-01'",
  issues_solved:
    "SELECT count(*) FROM meeting_statements JOIN meetings m ON m.id = meeting_id WHERE answered AND kind = 'dialogue' AND status = 'held' AND meets_on >= '2026-11-01' AND meets_on < '2027-05-01'",
};

/** Of a service: the households that lacked it at some time of the period, and those whose need was met in it. */
function needs(service: string, categories: readonly string[]): Record<string, string> {
  const of = `FROM needs WHERE category IN (${categories.map((one) => `'${one}'`).join(", ")})`;
  return {
    [`need_${service}`]: `SELECT count(DISTINCT household_id) ${of} AND status <> 'withdrawn' AND noted_on < '2027-05-01' AND coalesce(closed_on, 'infinity') >= '2026-11-01'`,
    [`met_${service}`]: `SELECT count(DISTINCT household_id) ${of} AND status = 'received' AND closed_on >= '2026-11-01' AND closed_on < '2027-05-01'`,
  };
}

let stage: Commune;
beforeAll(async () => {
  stage = await communeOf300();
});
afterAll(() => stage.close());

const totalsOf = async (unit: string, span: Span): Promise<Record<string, number>> =>
  Object.fromEntries(
    [...(await computeFigures(stage.sql, unit, span))].map(([code, { total }]) => [code, total]),
  );

describe("a half-year report of a commune with 300 households", () => {
  it("has the figures that SQL of another hand finds", async () => {
    const totals = await totalsOf(stage.commune, SPAN);
    const found: Record<string, number> = {};
    for (const [code, statement] of Object.entries(AGAIN)) {
      const [row] = await stage.sql.rows(Count, `SELECT (${statement}) AS value`);
      found[code] = row?.value ?? -1;
    }
    expect(Object.fromEntries(Object.keys(AGAIN).map((code) => [code, totals[code]]))).toEqual(found);
    // A test whose figures are all nought would prove nothing.
    expect(Object.entries(found).filter(([, value]) => value === 0)).toEqual([]);
    expect(Object.keys(AGAIN).toSorted()).toEqual(FIGURES.map(({ code }) => code).toSorted());
  });

  it("opens the list behind each figure: as long as the figure, or adding up to it", async () => {
    const totals = await totalsOf(stage.commune, SPAN);
    for (const figure of FIGURES) {
      const rows = await behind(stage.sql, figure, stage.commune, SPAN, 10_000);
      const value =
        figure.sums === true ? rows.reduce((sum, { amount }) => sum + (amount ?? 0), 0) : rows.length;
      expect({ code: figure.code, value }).toEqual({ code: figure.code, value: totals[figure.code] });
    }
  });

  it("adds up: hamlets to their commune, communes to their province", async () => {
    const data = await gatherReport(
      stage.sql,
      { report: crypto.randomUUID(), unit: stage.commune, period: "2027-H1", number: null, written: {} },
      NOW,
    );
    for (const { code } of FIGURES)
      expect({ code, sum: data?.parts.reduce((sum, part) => sum + (part.figures[code] ?? 0), 0) }).toEqual({
        code,
        sum: data?.figures[code],
      });
    const [commune, story, province] = [
      await totalsOf(stage.commune, SPAN),
      await totalsOf(stage.story, SPAN),
      await totalsOf(stage.province, SPAN),
    ];
    for (const { code } of FIGURES)
      expect({ code, sum: (commune[code] ?? 0) + (story[code] ?? 0) }).toEqual({ code, sum: province[code] });
  });

  it("puts its annexes into a workbook with numbers as numbers", async () => {
    const wanted = { report: crypto.randomUUID(), unit: stage.commune, period: "2027-H1", number: null };
    const data = await gatherReport(stage.sql, { ...wanted, written: {} }, NOW);
    if (data === null) throw new Error("the commune is not there");
    const lent = data.households.flatMap(({ capital }) => capital ?? []);
    expect(lent.length).toBeGreaterThan(0);
    for (const locale of ["vi", "en"]) {
      const { bytes } = await annexBook(data, shippedLibrary().words, locale, "csv", NOW);
      const text = Buffer.from(bytes).toString("utf8");
      for (const amount of lent) expect(text).toMatch(new RegExp(`[,;]${amount}[,;]`));
    }
  });

  it("names the households that were chosen as examples to their commune, not to the province", async () => {
    const chosen = async (unit: string): Promise<string[]> => {
      const wanted = { report: crypto.randomUUID(), unit, period: "2027-H1", number: null, written: {} };
      const data = await gatherReport(stage.sql, wanted, NOW);
      return (data?.pilots ?? []).filter(({ kind }) => kind === "household").map(({ name }) => name);
    };
    const named = await chosen(stage.commune);
    expect(named.length).toBeGreaterThan(0);
    expect(named).not.toContain("");
    expect(await chosen(stage.province)).toEqual(named.map(() => ""));
  });

  it("adds up under the map of after a merger too, and nothing of what was before it is lost", async () => {
    const { sql, commune, story, province } = stage;
    const before = await totalsOf(province, SPAN);
    const merged = crypto.randomUUID();
    await sql.run("INSERT INTO units (id, created_at) VALUES ($1, now())", [merged]);
    await sql.run(
      `WITH ended AS (UPDATE unit_versions SET valid_to = '2027-02-01'
         WHERE unit_id = ANY ($2::uuid[]) OR parent_id = ANY ($2::uuid[]) RETURNING unit_id, parent_id, name, type),
       heirs AS (INSERT INTO unit_successions (predecessor_id, successor_id, happened_on)
         SELECT one, $1, '2027-02-01' FROM unnest($2::uuid[]) AS one)
       INSERT INTO unit_versions (id, unit_id, parent_id, name, type, valid_from)
       SELECT gen_random_uuid(), unit_id, $1, name, type, '2027-02-01'::date FROM ended WHERE parent_id = ANY ($2::uuid[])
       UNION ALL SELECT gen_random_uuid(), $1, $3, 'Phú Hòa', 'xa', '2027-02-01'::date`,
      [merged, [commune, story], province],
    );
    expect(await totalsOf(province, SPAN)).toEqual(before);
    expect(await totalsOf(merged, SPAN)).toEqual(before);
    // On the day before the merger the old communes stand as they did.
    const then: Span = { ...SPAN, to: "2027-01-31" };
    const [one, other, all] = [
      await totalsOf(commune, then),
      await totalsOf(story, then),
      await totalsOf(province, then),
    ];
    for (const { code } of FIGURES)
      expect({ code, sum: (one[code] ?? 0) + (other[code] ?? 0) }).toEqual({ code, sum: all[code] });
  });
});
