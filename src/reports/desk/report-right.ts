import { unitsWhere, type Asking } from "../../registry/rights.ts";
import { reportById, type ReportRow } from "../report-rows.ts";

/** What may be done with a report: write it (who leads its unit), check it (the level above), see it. */
export type ReportRight = "write" | "check" | "see";

/**
 * The report where the person who writes may do this with it; null where not, or where there is none. That it was asked
 * for is on record: lists with names hang on it.
 */
export async function reportWhere(
  asking: Asking,
  id: string,
  right: ReportRight,
  lock = false,
): Promise<ReportRow | null> {
  const report = await reportById(asking.sql, id, lock);
  if (report === null) return null;
  const granted = await mayWithUnit(asking, report.unit, right);
  asking.touch?.({ kind: "report", id: report.id, granted });
  return granted ? report : null;
}

/** Whether the person may have what names households in the reports of a unit: who writes them, and who checks them. */
export async function mayHaveNames(asking: Asking, unit: string): Promise<boolean> {
  return (await mayWithUnit(asking, unit, "write")) || (await mayWithUnit(asking, unit, "check"));
}

/** Whether the person who writes may do this with the reports of a unit. */
export async function mayWithUnit(asking: Asking, unit: string, right: ReportRight): Promise<boolean> {
  const allowed = await unitsWhere(
    asking,
    right === "write" ? "lead" : right === "check" ? "check" : "count",
  );
  return allowed.includes(unit);
}
