import { z } from "zod";
import type { Sql } from "../../turns/ports.ts";
import { lockMap } from "./change-units.ts";
import { checkUnitRows, refOf, type Place, type RowProblem } from "./check-unit-rows.ts";
import { importUnits } from "./import-units.ts";
import { readUnitFile, type UnitFileRow } from "./read-unit-file.ts";
import { typeOfCode } from "./unit-types.ts";

export type FileImport = { added: number; known: number; problems: RowProblem[] };

const PlaceRow = z.object({
  id: z.string(),
  code: z.string().nullable(),
  parent: z.string().nullable(),
  name: z.string(),
  type: z.string(),
  from: z.string(),
  to: z.string().nullable(),
});
type PlaceRow = z.infer<typeof PlaceRow>;

/**
 * Adds the places of a file, all of them or, where any row is wrong, none. What the record has already is left as it is,
 * so that the same file twice changes nothing. Call it inside a transaction.
 */
export async function importUnitFile(sql: Sql, text: string, now: Date): Promise<FileImport> {
  const rows = readUnitFile(text);
  await lockMap(sql);
  const { units, problems } = checkUnitRows(rows, await placesNamed(sql, rows));
  if (problems.length > 0) return { added: 0, known: 0, problems };
  const { added, known } = await importUnits(sql, units, now);
  return { added: added.size, known, problems };
}

/** The places of the record that rows can mean: by their codes, and whatever lies or lay below those. */
async function placesNamed(sql: Sql, rows: readonly UnitFileRow[]): Promise<ReadonlyMap<string, Place>> {
  const codes = rows.flatMap(({ values }) => [
    values["code"] ?? "",
    refOf(values["parent"] ?? "").split("/")[0] ?? "",
  ]);
  const found = await sql.rows(
    PlaceRow,
    `WITH RECURSIVE below (id) AS (
       SELECT id FROM units WHERE code = ANY ($1)
       UNION SELECT v.unit_id FROM unit_versions v JOIN below ON v.parent_id = below.id
     )
     SELECT u.id, u.code, v.parent_id AS parent, v.name, v.type,
       (min(v.valid_from) OVER whole)::text AS "from",
       CASE WHEN bool_or(v.valid_to IS NULL) OVER whole THEN NULL ELSE max(v.valid_to) OVER whole END::text AS "to"
     FROM below JOIN units u USING (id) JOIN unit_versions v ON v.unit_id = u.id
     WINDOW whole AS (PARTITION BY u.id) ORDER BY v.valid_from`,
    [[...new Set(codes)].filter((code) => code !== "")],
  );
  const byId = new Map(found.map((row) => [row.id, row]));
  return new Map(found.map((row) => [keyOf(row, byId), { ...row, level: typeOfCode(row.type).level }]));
}

/** How rows refer to a version of a place: its code, or where it lay with the name that it had. */
function keyOf(row: PlaceRow, byId: ReadonlyMap<string, PlaceRow>): string {
  if (row.code !== null) return row.code;
  const parent = row.parent === null ? undefined : byId.get(row.parent);
  return refOf(`${parent === undefined ? "" : keyOf(parent, byId)}/${row.name}`);
}
