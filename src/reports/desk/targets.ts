import { z } from "zod";
import { localDateOf } from "../../calendar/local-date.ts";
import { periodOf } from "../../calendar/periods.ts";
import { unitName } from "../../registry/unit-names.ts";
import { ChoiceId, OptionalText, RecordId } from "../../turns/choice-id.ts";
import { command, type CommandContext } from "../../turns/command.ts";
import { figureOf } from "../figures/all.ts";
import { sayBy, type Say } from "../paper/say.ts";
import { spanOf } from "../span.ts";
import { endTarget, setReached, setTarget, targetById, type StoredTarget } from "../targets.ts";
import { targetsWithReached } from "../targets-reached.ts";
import { FIGURE_GROUPS } from "./figure-groups.ts";

const UnitRow = z.object({ id: z.string(), label: z.string().nullable() });
const Goal = z.number().min(0).max(1e13).nullish();
/** The year that runs, or the one for which next year's plan is made. */
const Year = ChoiceId.pipe(z.enum(["this_year", "next_year"]));

/** The units whose targets the person enters: those that she leads, and at the province its own. */
export const targetUnits = command({
  name: "reports.target_units",
  takes: z.object({}),
  async run(context) {
    return { code: "ok", value: await ownUnits(context) };
  },
});

/** The one unit whose targets the person enters; `several` where she has to say which, `none` where she leads none. */
export const targetUnit = command({
  name: "reports.target_unit",
  takes: z.object({}),
  codes: ["several", "none"],
  async run(context) {
    const units = await ownUnits(context);
    const [only] = units;
    if (only === undefined) return { code: "none" };
    return units.length > 1 ? { code: "several" } : { code: "ok", value: only };
  },
});

/** The targets of a unit for a year, with how far each is today. */
export const targets = command({
  name: "reports.targets",
  takes: z.object({ unit: RecordId, year: Year }),
  async run(context, { unit, year }) {
    if (unit === null || !(await isOwn(context, unit))) return { code: "ok", value: [] };
    const say = sayBy(context.text, context.locale);
    const today = localDateOf(context.now);
    const rows = await targetsWithReached(context.sql, unit, yearOf(context, year), today);
    const span = spanOf(periodOf("report_year", `${yearOf(context, year)}-01-01`), today);
    return {
      code: "ok",
      value: rows.map((row) => ({
        id: row.id,
        name: row.label ?? say.term("figures", row.figure),
        label: row.label ?? say.term("figures", row.figure),
        goal: amountIn(row.value, row, say),
        reached: row.reached === null ? null : amountIn(row.reached, row, say),
        share: row.reached === null || row.value === 0 ? null : Math.round((row.reached / row.value) * 100),
        own: row.figure === "own",
        // Which days were counted; of what somebody entered nobody knows.
        counted: row.figure === "own" || row.reached === null ? null : { from: span.from, to: span.to },
        measure: row.measure,
        document: row.document,
      })),
    };
  },
});

/** The figures of a part of the report that can be aimed at. */
export const targetFigures = command({
  name: "reports.target_figures",
  takes: z.object({ group: ChoiceId }),
  run(context, { group }) {
    const say = sayBy(context.text, context.locale);
    const figures = Object.hasOwn(FIGURE_GROUPS, group) ? (FIGURE_GROUPS[group] ?? []) : [];
    const value = figures.map(({ code, measure }) => ({
      id: code,
      label: say.term("figures", code),
      measure,
    }));
    return Promise.resolve({ code: "ok", value });
  },
});

/** Enters a target; one of the same figure or name ends with it. `not_allowed` where it is not the person's own unit. */
export const keepTarget = command({
  name: "reports.set_target",
  takes: z.object({
    unit: RecordId,
    year: Year,
    /** A figure of ours; null where it has a name of its own. */
    figure: ChoiceId.nullish(),
    label: OptionalText,
    /** One of the three says how much, and by that in what measure. */
    count: Goal,
    percent: Goal,
    money: Goal,
    document: OptionalText,
  }),
  codes: ["not_allowed", "no_goal"],
  async run(context, { unit, year, figure, label, count, percent, money, document }) {
    if (unit === null || !(await isOwn(context, unit))) return { code: "not_allowed" };
    const known = figure === null || figure === undefined ? null : figureOf(figure);
    const value = money ?? percent ?? count ?? null;
    if (value === null || (known === null && label === null)) return { code: "no_goal" };
    await setTarget(
      context.sql,
      {
        unit,
        year: yearOf(context, year),
        figure: known?.code ?? "own",
        label: known === null ? label : null,
        measure: typeof money === "number" ? "money" : typeof percent === "number" ? "percent" : "count",
        value,
        document,
      },
      context.me.person,
      context.now,
    );
    return { code: "ok", value: { year: yearOf(context, year) } };
  },
});

/** Says how far a target with a name of its own is. */
export const keepReached = command({
  name: "reports.set_reached",
  takes: z.object({ target: ChoiceId, reached: z.number().min(0).max(1e13) }),
  codes: ["not_allowed"],
  async run(context, { target: id, reached }) {
    const target = await ownTarget(context, id);
    if (target === null || target.figure !== "own") return { code: "not_allowed" };
    await setReached(context.sql, target.id, reached);
    return { code: "ok" };
  },
});

/** Takes a target out of the year; it stays on record. */
export const dropTarget = command({
  name: "reports.end_target",
  takes: z.object({ target: ChoiceId }),
  codes: ["not_allowed"],
  async run(context, { target: id }) {
    const target = await ownTarget(context, id);
    if (target === null) return { code: "not_allowed" };
    await endTarget(context.sql, target.id, context.now);
    return { code: "ok" };
  },
});

async function ownTarget(context: CommandContext, id: string): Promise<StoredTarget | null> {
  const target = await targetById(context.sql, id);
  return target !== null && (await isOwn(context, target.unit)) ? target : null;
}

async function isOwn(context: CommandContext, unit: string): Promise<boolean> {
  return (await ownUnits(context)).some(({ id }) => id === unit);
}

async function ownUnits({ sql, me, now }: CommandContext): Promise<{ id: string; label: string }[]> {
  const rows = await sql.rows(
    UnitRow,
    `SELECT DISTINCT r.unit_id AS id, ${unitName("r.unit_id", "$2")} AS label FROM roles r
     WHERE r.person_id = $1 AND r.role IN ('leader', 'province') AND r.valid_from <= $2
       AND (r.valid_to IS NULL OR r.valid_to > $2) ORDER BY 2, 1`,
    [me.person, localDateOf(now)],
  );
  return rows.map(({ id, label }) => ({ id, label: label ?? "" }));
}

function yearOf({ now }: Pick<CommandContext, "now">, year: z.infer<typeof Year>): number {
  return Number(localDateOf(now).slice(0, 4)) + (year === "next_year" ? 1 : 0);
}

function amountIn(value: number, { figure, measure }: StoredTarget, say: Say): string {
  const unit = measure === "count" ? (figureOf(figure)?.measure ?? "count") : measure;
  return unit === "percent"
    ? `${say.number(value)}%`
    : `${say.number(value)} ${say(`measures.${unit}`)}`.trim();
}
