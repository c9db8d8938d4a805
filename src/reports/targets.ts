import { z } from "zod";
import { isRecordId } from "../turns/choice-id.ts";
import type { Sql } from "../turns/ports.ts";
import type { TargetRow } from "./report-data.ts";
import { percentOf } from "./share.ts";

const StoredTarget = z.object({
  id: z.string(),
  unit: z.string(),
  figure: z.string(),
  label: z.string().nullable(),
  measure: z.string(),
  value: z.coerce.number(),
  reached: z.coerce.number().nullable(),
  document: z.string().nullable(),
});
export type StoredTarget = z.infer<typeof StoredTarget>;

const COLUMNS = "id, unit_id AS unit, figure, label, measure, value, reached, document";

/** What is entered for a target: a figure of ours, or `own` with a label and, now and then, what has been reached. */
export type NewTarget = {
  unit: string;
  year: number;
  figure: string;
  label: string | null;
  measure: "count" | "percent" | "money";
  value: number;
  document: string | null;
};

/** The targets of a unit for a year that hold, in the order in which they were entered. */
export async function targetsOf(sql: Sql, unit: string, year: number): Promise<StoredTarget[]> {
  return sql.rows(
    StoredTarget,
    `SELECT ${COLUMNS} FROM targets
     WHERE unit_id = $1 AND year = $2 AND ended_at IS NULL ORDER BY entered_at, figure, label, id`,
    [unit, year],
  );
}

/** A target that holds; null where there is none, or it has ended. */
export async function targetById(sql: Sql, id: string): Promise<StoredTarget | null> {
  if (!isRecordId(id)) return null;
  const [target] = await sql.rows(
    StoredTarget,
    `SELECT ${COLUMNS} FROM targets WHERE id = $1 AND ended_at IS NULL`,
    [id],
  );
  return target ?? null;
}

/** Takes a target out of its year; what it was stays on record. */
export async function endTarget(sql: Sql, id: string, now: Date): Promise<void> {
  await sql.run("UPDATE targets SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL", [id, now]);
}

/** Enters a target. One of the same figure (or, among own ones, of the same label) ends; both stay on record. */
export async function setTarget(sql: Sql, target: NewTarget, by: string | null, now: Date): Promise<void> {
  await sql.run(
    `UPDATE targets SET ended_at = $5 WHERE unit_id = $1 AND year = $2 AND figure = $3
       AND label IS NOT DISTINCT FROM $4 AND ended_at IS NULL`,
    [target.unit, target.year, target.figure, target.label, now],
  );
  await sql.run(
    `INSERT INTO targets (id, unit_id, year, figure, label, measure, value, document, entered_by, entered_at)
     VALUES (gen_random_uuid(), $1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      target.unit,
      target.year,
      target.figure,
      target.label,
      target.measure,
      target.value,
      target.document,
      by,
      now,
    ],
  );
}

/** Says how far an own target is. False where there is no such target. */
export async function setReached(sql: Sql, target: string, reached: number): Promise<boolean> {
  return (
    (await sql.run("UPDATE targets SET reached = $2 WHERE id = $1 AND ended_at IS NULL", [target, reached])) >
    0
  );
}

/** Targets with how far they are by the figures of their year; own ones as somebody entered it. */
export function reachedBy<T extends TargetRow>(
  targets: readonly T[],
  figures: Readonly<Record<string, number>>,
): T[] {
  return targets.map((target) => ({
    ...target,
    reached: target.figure === "own" ? target.reached : reachedIn(target.figure, target.measure, figures),
  }));
}

/** What a figure has reached, in the target's measure: a share is one of the households that take part. */
function reachedIn(
  figure: string,
  measure: string,
  figures: Readonly<Record<string, number>>,
): number | null {
  const value = figures[figure];
  if (value === undefined || measure !== "percent") return value ?? null;
  return percentOf(value, figures["taking_part"] ?? 0);
}
