import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { computeFigures } from "../../src/reports/compute-figures.ts";
import { behind } from "../../src/reports/behind.ts";
import { FIGURES } from "../../src/reports/figures/all.ts";
import { annexBook } from "../../src/reports/annex-book.ts";
import { gatherReport } from "../../src/reports/gather.ts";
import { whatChanged } from "../../src/reports/what-changed.ts";
import { reportPeriod, spanOf, type Span } from "../../src/reports/span.ts";
import { BY_ANOTHER_HAND, figuresByAnotherHand } from "./by-another-hand.ts";
import { communeOf300, NOW, type Commune } from "./commune-of-300.ts";
import { makeMessy } from "./messy-histories.ts";
import { shippedLibrary } from "../support/library.ts";

const SPANS = [
  { name: "the first half", span: { from: "2026-11-01", to: "2027-04-30", year: 2027 } },
  { name: "the second half", span: { from: "2027-05-01", to: "2027-10-31", year: 2027 } },
  { name: "the year", span: { from: "2026-11-01", to: "2027-10-31", year: 2027 } },
];
const SPAN = spanOf(reportPeriod("2027-H1"), "2027-05-10");
let stage: Commune;
beforeAll(async () => {
  stage = await communeOf300();
});
afterAll(() => stage.close());

const totalsOf = async (unit: string, span: Span): Promise<Record<string, number>> =>
  Object.fromEntries(
    [...(await computeFigures(stage.sql, unit, span))].map(([code, { total }]) => [code, total]),
  );

/** The unit and everything that ever lay below it. */
async function unitsIn(unit: string): Promise<string[]> {
  const rows = await stage.sql.rows(
    z.object({ id: z.string() }),
    `WITH RECURSIVE below AS (SELECT $1::uuid AS id UNION SELECT v.unit_id FROM unit_versions v JOIN below b ON v.parent_id = b.id)
     SELECT id FROM below`,
    [unit],
  );
  return rows.map(({ id }) => id);
}

describe("a half-year report of a commune with 300 households", () => {
  it("has the figures that SQL of another hand finds", async () => {
    const found = await figuresByAnotherHand(stage.sql, await unitsIn(stage.commune), SPAN);
    expect(await totalsOf(stage.commune, SPAN)).toEqual(found);
    // A test whose figures are all nought would prove nothing.
    expect(Object.entries(found).filter(([, value]) => value === 0)).toEqual([]);
    expect(Object.keys(BY_ANOTHER_HAND).toSorted()).toEqual(FIGURES.map(({ code }) => code).toSorted());
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

  it("says what is not as it was handed in before", async () => {
    const wanted = { report: crypto.randomUUID(), unit: stage.commune, period: "2027-H1", number: null };
    const after = await gatherReport(stage.sql, { ...wanted, written: { limits: "mưa" } }, NOW);
    if (after === null) throw new Error("the commune is not there");
    const before = { ...after, figures: { ...after.figures, visited: 3 }, written: { causes: "giá" } };
    expect(whatChanged(before, after)).toEqual({
      figures: [{ figure: "visited", was: 3, now: after.figures["visited"] }],
      parts: ["limits", "causes"],
    });
    expect(whatChanged(after, after)).toEqual({ figures: [], parts: [] });
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
});

describe("the same with the histories that people make", () => {
  beforeAll(() => stage.transaction((sql) => makeMessy(sql, stage.commune, stage.story)), 30_000);

  it.each(SPANS)(
    "has the figures of $name that SQL of another hand finds, also for the province",
    async ({ span }) => {
      for (const unit of [stage.commune, stage.province]) {
        const found = await figuresByAnotherHand(stage.sql, await unitsIn(unit), span);
        expect(await totalsOf(unit, span)).toEqual(found);
      }
    },
  );

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
    for (const { span } of SPANS)
      expect(await totalsOf(merged, span)).toEqual(
        await figuresByAnotherHand(sql, await unitsIn(province), span),
      );
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
