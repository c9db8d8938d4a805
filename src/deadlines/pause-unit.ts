import { z } from "zod";
import { addDays, localDateOf } from "../calendar/local-date.ts";
import { unitsWhere } from "../registry/rights.ts";
import { ChoiceId, RecordId } from "../turns/choice-id.ts";
import { command } from "../turns/command.ts";

const REASONS = ["storm", "flood", "salt_water", "epidemic", "mourning", "other"] as const;
/** Days that a rest may last; a day without a year that has passed is read as that of the next one. */
const LONGEST = 60;

const UnitRow = z.object({ id: z.string(), label: z.string() });

/** The units that the person may let rest: those that she leads or oversees, the widest first. */
export const unitsToRest = command({
  name: "deadlines.units_to_rest",
  takes: z.object({}),
  async run(context) {
    const rows = await context.sql.rows(
      UnitRow,
      `SELECT unit_id AS id, name AS label FROM unit_versions
       WHERE unit_id = ANY ($1::uuid[]) AND valid_from <= $2 AND (valid_to IS NULL OR valid_to > $2)
       ORDER BY parent_id = ANY ($1::uuid[]) NULLS FIRST, name, unit_id LIMIT 200`,
      [await unitsWhere(context, "broadcast"), localDateOf(context.now)],
    );
    return { code: "ok", value: rows };
  },
});

/** Lets a unit and all below it rest until a day: nothing is pushed there, deadlines show it. */
export const restUnit = command({
  name: "deadlines.rest",
  takes: z.object({ unit: RecordId, reason: ChoiceId, until: z.string().nullish() }),
  codes: ["not_allowed", "too_early"],
  async run(context, { unit, reason, until }) {
    const { sql, me, now } = context;
    const today = localDateOf(now);
    if (unit === null || !(await unitsWhere(context, "broadcast")).includes(unit))
      return { code: "not_allowed" };
    if (until === null || until === undefined || until < today || until > addDays(today, LONGEST))
      return { code: "too_early" };
    await sql.run(
      `INSERT INTO unit_pauses (id, unit_id, from_day, to_day, reason, entered_by, created_at)
       VALUES (gen_random_uuid(), $1, $2, $3, $4, $5, $6)`,
      [unit, today, until, z.enum(REASONS).catch("other").parse(reason), me.person, now],
    );
    return { code: "ok" };
  },
});

/** Ends every rest of the units that the person leads or oversees. `none` where there is none. */
export const wakeUnits = command({
  name: "deadlines.wake",
  takes: z.object({}),
  codes: ["none"],
  async run(context) {
    const written = await context.sql.run(
      "UPDATE unit_pauses SET ended_at = $2 WHERE unit_id = ANY ($1::uuid[]) AND ended_at IS NULL AND to_day >= $3",
      [await unitsWhere(context, "broadcast"), context.now, localDateOf(context.now)],
    );
    return { code: written === 0 ? "none" : "ok" };
  },
});
