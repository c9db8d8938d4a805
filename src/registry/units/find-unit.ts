import { z } from "zod";
import { AppError } from "../../domain/app-error.ts";
import { fold } from "../../language/normalise.ts";
import type { Sql } from "../../turns/ports.ts";
import { isRecordId } from "../../turns/choice-id.ts";

const IdRow = z.object({ id: z.string() });
const NamedRow = IdRow.extend({ name: z.string() });

/**
 * The id of a unit by its code, by its id, or by a code and names below it, present or former: `29110/Ấp 1`. Null where
 * there is none. Throws an AppError where a name fits several.
 */
export async function findUnit(sql: Sql, ref: string): Promise<string | null> {
  const [head = "", ...names] = ref.split("/").map((part) => part.trim());
  const [first] = await sql.rows(IdRow, "SELECT id FROM units WHERE code = $1 OR id = $2::uuid", [
    head,
    isRecordId(head) ? head : null,
  ]);
  let found = first?.id ?? null;
  for (const name of names) {
    if (found === null) return null;
    found = await childNamed(sql, found, name);
  }
  return found;
}

async function childNamed(sql: Sql, parent: string, name: string): Promise<string | null> {
  const children = await sql.rows(
    NamedRow,
    `SELECT DISTINCT ON (v.unit_id, n.name) v.unit_id AS id, n.name FROM unit_versions v
     JOIN unit_versions n ON n.unit_id = v.unit_id WHERE v.parent_id = $1`,
    [parent],
  );
  const ids = new Set(children.filter((child) => fold(child.name) === fold(name)).map(({ id }) => id));
  const [only, ...others] = ids;
  if (others.length > 0)
    throw new AppError(
      "many_units",
      `Several units are or were called ${name} there: give the id of one, as sinh-ke units show has it.`,
      1,
    );
  return only ?? null;
}
