import { z } from "zod";
import { errand } from "../../turns/errand.ts";
import { annexBook } from "../annex-book.ts";
import { dataOfReport } from "../report-of.ts";
import { reportById } from "../report-rows.ts";

/** The annexes of a report as a workbook; as .csv on Zalo, which takes no .xlsx. */
export const reportAnnexes = errand({
  kind: "report_annexes",
  about: z.object({ report: z.string() }),
  async run({ sql, now, words, locale, channel }, { report: id }) {
    const report = await reportById(sql, id);
    const data = report === null ? null : await dataOfReport(sql, report, now);
    if (report === null || data === null) return { vars: { made: false } };
    return {
      file: await annexBook(data, words, locale, channel.startsWith("zalo") ? "csv" : "xlsx", now),
      vars: { made: true, obligation: report.obligation, year: data.period.year },
    };
  },
});
