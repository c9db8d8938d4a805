import { z } from "zod";
import { localDateOf } from "../../calendar/local-date.ts";
import { listEnding, tableFile } from "../../documents/table-bytes.ts";
import type { WrittenSheet } from "../../documents/written-sheet.ts";
import { fold } from "../../language/normalise.ts";
import { errand } from "../../turns/errand.ts";
import { behind } from "../behind.ts";
import { behindInWords } from "../behind-in-words.ts";
import { figureOf } from "../figures/all.ts";
import { sayIn, type Say } from "../paper/say.ts";
import { reportPeriod, spanOf } from "../span.ts";
import { givenOut, reportToGive } from "./report-made.ts";

const MOST = 50_000;

/** The list behind a figure as a workbook, or what the channel takes instead. */
export const figureList = errand({
  kind: "figure_list",
  about: z.object({ report: z.string(), figure: z.string() }),
  async run(context, { report: id, figure: code }) {
    const { sql, now, words, locale, channel } = context;
    const report = await reportToGive(context, id);
    const figure = figureOf(code);
    if (report === null || figure === null) return { vars: { made: false } };
    const span = spanOf(reportPeriod(report.period), localDateOf(now));
    const say = sayIn(words, locale);
    const rows = await behind(sql, figure, report.unit, span, MOST);
    const title = say.term("figures", code);
    const sheet: WrittenSheet = {
      name: say("lists.sheet"),
      headings: 2,
      rows: [
        [title, say("lists.span", { from: say.day(span.from), to: say.day(span.to) })],
        ["no", "what", "unit", "detail", "amount", "said"].map((key) => headingOf(key, say)),
        ...rows.map((row, at) => {
          const { label, unit, detail, said } = behindInWords(figure, row, say);
          return [at + 1, label, unit, detail, row.amount ?? "", said];
        }),
      ],
    };
    const name = fold(title).replaceAll(/[^a-z0-9]+/g, "-");
    const file = await tableFile(name, listEnding(channel), [sheet], now);
    await givenOut(context, report.id, { figure: code, rows: rows.length });
    return { file, vars: { made: true, title, count: rows.length } };
  },
});

function headingOf(key: string, say: Say): string {
  switch (key) {
    case "no":
      return say("table.no");
    case "what":
      return say("table.what");
    case "unit":
      return say("annex.unit");
    case "detail":
      return say("lists.detail");
    case "said":
      return say("lists.said");
    default:
      return say("lists.amount");
  }
}
