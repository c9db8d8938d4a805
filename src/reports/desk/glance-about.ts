import { z } from "zod";
import { localDateOf } from "../../calendar/local-date.ts";
import { COMMUNE_TYPES } from "../../domain/unit-types.ts";
import { unitsWhere } from "../../registry/rights.ts";

const UnitRow = z.object({ unit_id: z.string() });
type Asking = Parameters<typeof unitsWhere>[0];

/** What a person's glance is about: the one commune that she leads, or all that she looks at; null where there is none. */
export async function glanceAbout(asking: Asking): Promise<{ unit: string } | { units: string[] } | null> {
  const led = await communesLed(asking);
  const [own] = led;
  if (led.length === 1 && own !== undefined) return { unit: own };
  const seen = await communesAmong(asking, await unitsWhere(asking, "count"));
  return seen.length === 0 ? null : { units: seen };
}

/** The communes that a person leads, by name. */
export async function communesLed(asking: Asking): Promise<string[]> {
  return communesAmong(asking, await unitsWhere(asking, "lead"));
}

async function communesAmong({ sql, now }: Asking, units: readonly string[]): Promise<string[]> {
  const rows = await sql.rows(
    UnitRow,
    `SELECT unit_id FROM unit_versions WHERE unit_id = ANY ($1::uuid[]) AND type = ANY ($2)
       AND valid_from <= $3 AND (valid_to IS NULL OR valid_to > $3) ORDER BY name, unit_id`,
    [units, COMMUNE_TYPES, localDateOf(now)],
  );
  return rows.map(({ unit_id }) => unit_id);
}
