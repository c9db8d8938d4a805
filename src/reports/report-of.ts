import type { Sql } from "../turns/ports.ts";
import { gatherReport } from "./gather.ts";
import type { ReportData } from "./report-data.ts";
import { writtenParts, type ReportRow } from "./report-rows.ts";
import { newestSnapshot } from "./snapshot.ts";

/** What a report says: as it was handed in, or, while it is being written, as the record has it now. Null where its unit is no more. */
export async function dataOfReport(sql: Sql, report: ReportRow, now: Date): Promise<ReportData | null> {
  if (report.status === "submitted" || report.status === "accepted") {
    const snapshot = await newestSnapshot(sql, report.id);
    if (snapshot !== null) return { ...snapshot.data, number: report.number };
  }
  return gatherReport(
    sql,
    {
      report: report.id,
      unit: report.unit,
      period: report.period,
      number: report.number,
      written: await writtenParts(sql, report.id),
    },
    now,
  );
}
