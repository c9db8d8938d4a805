import { z } from "zod";
import type { Sql } from "../turns/ports.ts";
import { canonical, hashOf, ReportData } from "./report-data.ts";

const SnapshotRow = z.object({ id: z.string(), data: z.string(), sha256: z.string(), taken_at: z.date() });

/** What was handed in, as it stood at that moment. */
export type Snapshot = { id: string; data: ReportData; sha256: string; takenAt: Date };

/** Freezes a report: its data as canonical text, with who, when and their SHA-256. */
export async function takeSnapshot(
  sql: Sql,
  data: ReportData,
  by: string | null,
  now: Date,
): Promise<string> {
  const text = canonical(data);
  const sha256 = hashOf(text);
  await sql.run(
    `INSERT INTO report_snapshots (id, report_id, data, sha256, version, taken_at, taken_by)
     SELECT gen_random_uuid(), $1, $2, $3, 1 + count(*), $4, $5 FROM report_snapshots WHERE report_id = $1`,
    [data.report, text, sha256, now, by],
  );
  return sha256;
}

/**
 * The newest snapshot of a report, or the one that lies `back` before it; null where it was not handed in so often. Throws where its text does not fit its hash any more:
 * then somebody changed the record behind the program, and nothing may be signed from it.
 */
export async function newestSnapshot(sql: Sql, report: string, back = 0): Promise<Snapshot | null> {
  const [row] = await sql.rows(
    SnapshotRow,
    `SELECT id, data, sha256, taken_at FROM report_snapshots WHERE report_id = $1 ORDER BY version DESC LIMIT 1 OFFSET $2`,
    [report, back],
  );
  if (row === undefined) return null;
  if (hashOf(row.data) !== row.sha256)
    throw new Error(
      `The snapshot ${row.id} of report ${report} was changed after it was taken: restore a backup.`,
    );
  return {
    id: row.id,
    data: ReportData.parse(JSON.parse(row.data)),
    sha256: row.sha256,
    takenAt: row.taken_at,
  };
}
