import { appendAudit } from "../../registry/audit/append.ts";
import { askerOf } from "../../registry/errand-asker.ts";
import type { Values } from "../../domain/value.ts";
import type { ErrandContext } from "../../turns/errand.ts";
import { mayHaveNames } from "../desk/report-right.ts";
import { reportById, type ReportRow } from "../report-rows.ts";

/** The report that something with names is made of; null where it is no more, or whoever asked may not have it any more. */
export async function reportToGive(context: ErrandContext, id: string): Promise<ReportRow | null> {
  const report = await reportById(context.sql, id);
  return report !== null && (await mayHaveNames(askerOf(context), report.unit)) ? report : null;
}

/** Puts on record that something of a report left the program as a file. */
export async function givenOut(
  { sql, now, personId }: ErrandContext,
  report: string,
  detail: Values = {},
): Promise<void> {
  await appendAudit(
    sql,
    { person: personId, action: "export", object: { kind: "report", id: report }, road: "export", detail },
    now,
  );
}
