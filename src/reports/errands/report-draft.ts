import { z } from "zod";
import { errand } from "../../turns/errand.ts";
import { buildReport } from "../build-report.ts";
import { dataOfReport } from "../report-of.ts";
import { reportById } from "../report-rows.ts";
import { SECTIONS } from "../sections.ts";

/** The Word file of a report. Who asked was allowed to when asking; the file goes to nobody else. */
export const reportDraft = errand({
  kind: "report_draft",
  about: z.object({ report: z.string() }),
  async run({ sql, now, words, locale }, { report: id }) {
    const report = await reportById(sql, id);
    const data = report === null ? null : await dataOfReport(sql, report, now);
    if (report === null || data === null) return { vars: { made: false } };
    return {
      file: await buildReport(data, words, locale),
      vars: {
        made: true,
        report: id,
        obligation: report.obligation,
        year: data.period.year,
        unwritten: SECTIONS.length - Object.keys(data.written).length,
        draft: report.status === "draft" || report.status === "returned",
      },
    };
  },
});
