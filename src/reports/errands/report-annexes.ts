import { z } from "zod";
import { listEnding } from "../../documents/table-bytes.ts";
import { errand } from "../../turns/errand.ts";
import { annexBook } from "../annex-book.ts";
import { dataOfReport } from "../report-of.ts";
import { givenOut, reportToGive } from "./report-made.ts";

/** The annexes of a report as a workbook, or what the channel takes instead. */
export const reportAnnexes = errand({
  kind: "report_annexes",
  about: z.object({ report: z.string() }),
  async run(context, { report: id }) {
    const { sql, now, words, locale, channel } = context;
    const report = await reportToGive(context, id);
    const data = report === null ? null : await dataOfReport(sql, report, now);
    if (report === null || data === null) return { vars: { made: false } };
    const file = await annexBook(data, words, locale, listEnding(channel), now);
    await givenOut(context, report.id, { annexes: true });
    return { file, vars: { made: true, obligation: report.obligation, year: data.period.year } };
  },
});
