import { z } from "zod";
import { errand } from "../../turns/errand.ts";
import { buildReport } from "../build-report.ts";
import { dataOfReport } from "../report-of.ts";
import { SECTIONS } from "../sections.ts";
import { givenOut, reportToGive } from "./report-made.ts";

/** The Word file of a report, with its annexes. */
export const reportDraft = errand({
  kind: "report_draft",
  about: z.object({ report: z.string() }),
  async run(context, { report: id }) {
    const { sql, now, words, locale } = context;
    const report = await reportToGive(context, id);
    const data = report === null ? null : await dataOfReport(sql, report, now);
    if (report === null || data === null) return { vars: { made: false } };
    const file = await buildReport(data, words, locale);
    await givenOut(context, report.id);
    return {
      file,
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
