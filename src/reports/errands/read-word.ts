import { z } from "zod";
import { readMarkedParts } from "../../documents/paper/read-marks.ts";
import { askerOf } from "../../registry/errand-asker.ts";
import { errand } from "../../turns/errand.ts";
import { mayWithUnit } from "../desk/report-right.ts";
import { markOf } from "../paper/report-paper.ts";
import { keepPart, reportById, writtenParts } from "../report-rows.ts";
import { isSection } from "../sections.ts";

/** The longest written part that is taken: several pages. */
const LONGEST = 20_000;

/**
 * Takes the written parts over from a Word file that came back. Parts that are as they were stay; one that was emptied is
 * taken away. `outcome`: taken, same, not_ours, other_report, not_allowed, in (handed in meanwhile), gone (the file cannot be had).
 */
export const readWord = errand({
  kind: "report_word",
  about: z.object({ report: z.string(), file: z.string() }),
  async run(context, { report: id, file }) {
    const { sql, now, personId, bytesOf } = context;
    const report = await reportById(sql, id, true);
    const bytes = await bytesOf(file);
    if (report === null || bytes === null) return { vars: { outcome: "gone" } };
    if (!(await mayWithUnit(askerOf(context), report.unit, "write")))
      return { vars: { outcome: "not_allowed" } };
    if (report.status === "submitted" || report.status === "accepted") return { vars: { outcome: "in" } };
    const found = await readMarkedParts(bytes);
    if (found === null) return { vars: { outcome: "not_ours" } };
    if (found.paper !== markOf(report.id)) return { vars: { outcome: "other_report" } };
    const before = await writtenParts(sql, report.id);
    const changed: string[] = [];
    for (const [section, text] of found.parts) {
      if (!isSection(section) || text.slice(0, LONGEST) === (before[section] ?? "")) continue;
      await keepPart(
        sql,
        { report: id, section, text: text.slice(0, LONGEST), source: "word" },
        personId,
        now,
      );
      changed.push(section);
    }
    return {
      vars: { outcome: changed.length === 0 ? "same" : "taken", changed: changed.length, report: id },
    };
  },
});
