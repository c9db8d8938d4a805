import { z } from "zod";
import { localDateOf } from "../../calendar/local-date.ts";
import { COMMUNE_TYPES } from "../../domain/unit-types.ts";
import { unitsWhere } from "../../registry/rights.ts";
import { ChoiceId } from "../../turns/choice-id.ts";
import { command } from "../../turns/command.ts";

const UnitRow = z.object({ unit_id: z.string() });

/** Asks how the person's unit stands; whoever looks at several asks about all of them. */
export const askGlance = command({
  name: "reports.ask_glance",
  takes: z.object({}),
  codes: ["not_allowed"],
  async run(context) {
    const led = await communesAmong(context, await unitsWhere(context, "lead"));
    const [own] = led;
    const seen = led.length === 1 ? led : await communesAmong(context, await unitsWhere(context, "count"));
    if (seen.length === 0) return { code: "not_allowed" };
    await context.errand({
      kind: "unit_glance",
      about: led.length === 1 && own !== undefined ? { unit: own } : { units: seen },
      flow: "unit_seen",
    });
    return { code: "ok" };
  },
});

/** Asks for another picture of a unit that the person leads. */
export const askPicture = command({
  name: "reports.ask_picture",
  takes: z.object({ picture: ChoiceId }),
  codes: ["not_allowed"],
  async run(context, { picture }) {
    const [unit] = await communesAmong(context, await unitsWhere(context, "lead"));
    if (unit === undefined) return { code: "not_allowed" };
    await context.errand({ kind: "unit_picture", about: { unit, picture }, flow: "unit_picture_ready" });
    return { code: "ok" };
  },
});

async function communesAmong(
  { sql, now }: Parameters<typeof unitsWhere>[0],
  units: readonly string[],
): Promise<string[]> {
  const rows = await sql.rows(
    UnitRow,
    `SELECT unit_id FROM unit_versions WHERE unit_id = ANY ($1::uuid[]) AND type = ANY ($2)
       AND valid_from <= $3 AND (valid_to IS NULL OR valid_to > $3) ORDER BY name, unit_id`,
    [units, COMMUNE_TYPES, localDateOf(now)],
  );
  return rows.map(({ unit_id }) => unit_id);
}
