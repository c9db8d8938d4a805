import { z } from "zod";
import { localDateOf } from "../../calendar/local-date.ts";
import { ChoiceId } from "../../turns/choice-id.ts";
import { command } from "../../turns/command.ts";
import { behind } from "../behind.ts";
import { behindInWords } from "../behind-in-words.ts";
import { computeFigures } from "../compute-figures.ts";
import { figureOf } from "../figures/all.ts";
import { sayBy } from "../paper/say.ts";
import { reportPeriod, spanOf } from "../span.ts";
import { FIGURE_GROUPS } from "./figure-groups.ts";
import { mayHaveNames, reportWhere } from "./report-right.ts";

/** What fits into a message. */
const SHOWN = 10;
const LONGEST_LINE = 140;

/** The figures of one part of a report with their numbers of today, to choose from. */
export const figures = command({
  name: "reports.figures",
  takes: z.object({ report: ChoiceId, group: ChoiceId }),
  async run(context, { report: id, group }) {
    const report = await reportWhere(context, id, "see");
    const wanted = Object.hasOwn(FIGURE_GROUPS, group) ? FIGURE_GROUPS[group] : undefined;
    if (report === null || wanted === undefined) return { code: "ok", value: [] };
    const span = spanOf(reportPeriod(report.period), localDateOf(context.now));
    const computed = await computeFigures(context.sql, report.unit, span, wanted);
    const say = sayBy(context.text, context.locale);
    return {
      code: "ok",
      value: wanted.map(({ code }) => ({
        id: code,
        label: `${say.term("figures", code)}: ${say.number(computed.get(code)?.total ?? 0)}`,
      })),
    };
  },
});

/** What is behind a figure: the first ten. Names only for whoever may see households by name. */
export const figure = command({
  name: "reports.figure",
  takes: z.object({ report: ChoiceId, figure: ChoiceId }),
  codes: ["not_allowed", "numbers_only"],
  async run(context, { report: id, figure: code }) {
    const report = await reportWhere(context, id, "see");
    const found = figureOf(code);
    if (report === null || found === null) return { code: "not_allowed" };
    if (!(await mayHaveNames(context, report.unit))) return { code: "numbers_only" };
    const span = spanOf(reportPeriod(report.period), localDateOf(context.now));
    const rows = await behind(context.sql, found, report.unit, span, SHOWN + 1);
    const say = sayBy(context.text, context.locale);
    const lines = rows.slice(0, SHOWN).map((row, at) => {
      const { label, unit, detail, said } = behindInWords(found, row, say);
      const parts = [label, unit, detail, row.amount === null ? "" : say.number(row.amount)];
      const line = `${at + 1}. ${parts.filter((part) => part !== "").join(" – ")}`;
      return said === ""
        ? line.slice(0, LONGEST_LINE)
        : `${line.slice(0, LONGEST_LINE - said.length - 3)} (${said})`;
    });
    return {
      code: "ok",
      value: {
        name: say.term("figures", code),
        list: lines.join("\n"),
        empty: rows.length === 0,
        more: rows.length > SHOWN,
        from: span.from,
        to: span.to,
      },
    };
  },
});

/** Asks for the whole list as a file. */
export const askList = command({
  name: "reports.ask_list",
  takes: z.object({ report: ChoiceId, figure: ChoiceId }),
  codes: ["not_allowed"],
  async run(context, { report: id, figure: code }) {
    const report = await reportWhere(context, id, "see");
    if (report === null || figureOf(code) === null) return { code: "not_allowed" };
    if (!(await mayHaveNames(context, report.unit))) return { code: "not_allowed" };
    await context.errand({
      kind: "figure_list",
      about: { report: id, figure: code },
      flow: "report_list_ready",
    });
    return { code: "ok" };
  },
});
