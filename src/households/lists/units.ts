import { z } from "zod";
import { localDateOf } from "../../calendar/local-date.ts";
import type { Sql } from "../../turns/ports.ts";
import { unitName } from "../../registry/unit-names.ts";
import { command } from "../../turns/command.ts";

const UnitRow = z.object({ id: z.string(), label: z.string().nullable() });

/** The units at which the person works or leads: whose lists she takes in and gives out. */
export const listUnits = command({
  name: "households.list_units",
  takes: z.object({}),
  async run({ sql, me, now }) {
    const rows = await sql.rows(
      UnitRow,
      `SELECT DISTINCT r.unit_id AS id, ${unitName("r.unit_id", "$2")} AS label FROM roles r
       WHERE r.person_id = $1 AND r.role IN ('officer', 'leader') AND r.valid_from <= $2
         AND (r.valid_to IS NULL OR r.valid_to > $2) ORDER BY 2, 1`,
      [me.person, localDateOf(now)],
    );
    return { code: "ok", value: rows };
  },
});

/** A unit's name with its type as it stands today; null where it does not exist. */
export async function nameOfUnit(sql: Sql, unit: string, now: Date): Promise<string | null> {
  const [row] = await sql.rows(
    z.object({ name: z.string().nullable() }),
    `SELECT ${unitName("$1::uuid", "$2")} AS name`,
    [unit, localDateOf(now)],
  );
  return row?.name ?? null;
}
