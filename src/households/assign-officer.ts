import { z } from "zod";
import { localDateOf } from "../calendar/local-date.ts";
import { officerOf, spokenOf } from "../registry/responsible.ts";
import { unitsWhere } from "../registry/rights.ts";
import { unitName } from "../registry/unit-names.ts";
import { OptionalChoiceId, RecordId } from "../turns/choice-id.ts";
import { command } from "../turns/command.ts";
import { allowed } from "./allowed.ts";
import { officersUnder } from "./assign.ts";
import { carryOutHandover } from "./carry-out-handover.ts";

const HamletRow = z.object({ id: z.string(), name: z.string(), count: z.int() });
const HouseholdRow = z.object({ id: z.string(), name: z.string() });

/**
 * Puts a household that nobody looks after into an officer's charge. `has_officer` where somebody does: that is a handover,
 * to which both agree.
 */
export const assignOfficer = command({
  name: "households.assign_officer",
  takes: z.object({ household: OptionalChoiceId, officer: RecordId }),
  codes: ["not_allowed", "has_officer"],
  async run(context, { household: handed, officer }) {
    const found = await allowed(context, handed, "manage");
    const next = (await officersUnder(context)).find(({ id }) => id === officer);
    if (found === null || !found.relations.includes("leads") || next === undefined)
      return { code: "not_allowed" };
    const now = await officerOf(context, found.id);
    if (now !== null)
      return { code: "has_officer", value: { id: now.id, label: now.name, ...spokenOf(now) } };
    const [household] = await context.sql.rows(
      HouseholdRow,
      "SELECT id, head_name AS name FROM households WHERE id = $1",
      [found.id],
    );
    if (household === undefined) return { code: "not_allowed" };
    await carryOutHandover(context, [household], null, next);
    if (next.id !== context.me.person)
      await context.tell({ person: next.id }, "households_assigned", { names: [household.name], count: 1 });
    return { code: "ok", value: { count: 1, officer: spokenOf(next) } };
  },
});

const NOBODYS = `NOT EXISTS (SELECT FROM assignments a WHERE a.household_id = h.id AND a.kind = 'officer'
  AND a.valid_from <= $2 AND (a.valid_to IS NULL OR a.valid_to > $2))`;

/** The hamlets that the person leads in which households have no officer, with how many. */
export const hamletsWithout = command({
  name: "households.hamlets_without",
  takes: z.object({}),
  async run(context) {
    const rows = await context.sql.rows(
      HamletRow,
      `SELECT h.unit_id AS id, ${unitName("h.unit_id", "$2")} AS name, count(*)::int AS count FROM households h
       WHERE h.unit_id = ANY ($1) AND ${NOBODYS} GROUP BY h.unit_id`,
      [await unitsWhere(context, "lead"), localDateOf(context.now)],
    );
    const inTurn = rows.toSorted((a, b) => a.name.localeCompare(b.name, "vi", { numeric: true }));
    return { code: "ok", value: inTurn.map((row) => ({ ...row, label: row.name })) };
  },
});

/** Puts all households of a hamlet that nobody looks after into an officer's charge. */
export const assignHamlet = command({
  name: "households.assign_hamlet",
  takes: z.object({ unit: RecordId, officer: RecordId }),
  codes: ["not_allowed", "nothing"],
  async run(context, { unit, officer }) {
    const next = (await officersUnder(context)).find(({ id }) => id === officer);
    if (unit === null || next === undefined || !(await unitsWhere(context, "lead")).includes(unit))
      return { code: "not_allowed" };
    const households = await context.sql.rows(
      HouseholdRow,
      `SELECT h.id, h.head_name AS name FROM households h WHERE h.unit_id = $1 AND ${NOBODYS} ORDER BY h.head_folded, h.id`,
      [unit, localDateOf(context.now)],
    );
    if (households.length === 0) return { code: "nothing" };
    await carryOutHandover(context, households, null, next);
    if (next.id !== context.me.person)
      await context.tell({ person: next.id }, "households_assigned", {
        names: households.slice(0, 12).map(({ name }) => name),
        count: households.length,
      });
    return { code: "ok", value: { count: households.length, officer: spokenOf(next) } };
  },
});
