import { z } from "zod";
import { addDays, localDateOf } from "../../calendar/local-date.ts";
import { rolesThatMay } from "../../domain/scope.ts";
import { REACHED, unitsWhere } from "../../registry/rights.ts";
import { unitName } from "../../registry/unit-names.ts";
import { ChoiceId, RecordId } from "../../turns/choice-id.ts";
import { command } from "../../turns/command.ts";
import { dayDone, GivenDay } from "../meetings/given-time.ts";

const IdRow = z.object({ id: z.string() });
const UnitRow = z.object({ id: z.string(), name: z.string() });
const InspectionRow = z.object({
  id: z.string(),
  date: z.string(),
  unit: z.string().nullable(),
  team: z.string(),
  findings: z.string(),
});
const MOST = 120;
const LOOK_BACK_DAYS = 400;

/** The units that the person can inspect, the highest last. */
export const inspectionPlaces = command({
  name: "casework.inspection_places",
  takes: z.object({}),
  async run({ sql, me, now }) {
    const places = await sql.rows(
      UnitRow,
      `WITH RECURSIVE ${REACHED}
       SELECT v.unit_id AS id, v.name FROM unit_versions v
       WHERE v.unit_id IN (SELECT unit_id FROM reached WHERE role = ANY ($3))
         AND v.valid_from <= $2 AND (v.valid_to IS NULL OR v.valid_to > $2)
       ORDER BY v.parent_id IN (SELECT unit_id FROM reached WHERE role = ANY ($3)) DESC, length(v.name), v.name LIMIT $4`,
      [me.person, localDateOf(now), rolesThatMay("inspect"), MOST],
    );
    return { code: "ok", value: places.map(({ id, name }) => ({ id, name, label: name })) };
  },
});

/** Writes down an inspection: where, when, who went, what was found. What it recommends is agreed on afterwards. */
export const logInspection = command({
  name: "casework.log_inspection",
  takes: z.object({ unit: ChoiceId, day: GivenDay, team: z.string(), findings: z.string() }),
  codes: ["not_allowed", "future"],
  async run(context, { unit, day, team, findings }) {
    const { sql, now, me } = context;
    if (!(await unitsWhere(context, "inspect")).includes(unit)) return { code: "not_allowed" };
    const today = localDateOf(now);
    const on = dayDone(day, today);
    if (on === null) return { code: "future" };
    const [row] = await sql.rows(
      IdRow,
      `INSERT INTO inspections (id, unit_id, inspected_on, team, findings, entered_by, created_at)
       VALUES (gen_random_uuid(), $1, $2, $3, $4, $5, $6) RETURNING id`,
      [unit, on, team, findings, me.person, now],
    );
    return { code: "ok", value: { inspection: row?.id ?? null, date: on } };
  },
});

/** A household that the inspection went to see; one that the person may not see is `not_allowed`. */
export const inspectedHousehold = command({
  name: "casework.inspected_household",
  takes: z.object({ inspection: ChoiceId, household: RecordId }),
  codes: ["not_allowed"],
  async run(context, { inspection, household }) {
    const units = await unitsWhere(context, "inspect");
    const added = await context.sql.run(
      `INSERT INTO inspection_households (inspection_id, household_id)
       SELECT i.id, h.id FROM inspections i, households h
       WHERE i.id::text = $1 AND h.id = $2 AND i.unit_id = ANY ($3) AND h.unit_id = ANY ($3)
       ON CONFLICT (inspection_id, household_id) DO UPDATE SET household_id = excluded.household_id`,
      [inspection, household, units],
    );
    return added === 0 ? { code: "not_allowed" } : { code: "ok", value: {} };
  },
});

/** Inspections of the last year, the latest first. */
export const inspections = command({
  name: "casework.inspections",
  takes: z.object({}),
  async run(context) {
    const rows = await context.sql.rows(
      InspectionRow,
      `SELECT i.id, i.inspected_on AS date, ${unitName("i.unit_id", "i.inspected_on")} AS unit, i.team, i.findings
       FROM inspections i WHERE i.unit_id = ANY ($1) AND i.inspected_on >= $2
       ORDER BY i.inspected_on DESC, i.created_at DESC, unit, i.findings, i.id LIMIT 30`,
      [await unitsWhere(context, "inspect"), addDays(localDateOf(context.now), -LOOK_BACK_DAYS)],
    );
    return { code: "ok", value: rows.map((row) => ({ ...row, label: row.unit ?? row.date })) };
  },
});
