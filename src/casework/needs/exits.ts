import { z } from "zod";
import { localDateOf } from "../../calendar/local-date.ts";
import { OPEN_NEEDS } from "../../domain/need-status.ts";
import { may, rolesFor, rolesThatMay } from "../../domain/scope.ts";
import { mayBeFollowed } from "../../registry/consent.ts";
import { IN_CHARGE, inSight, mayWith, REACHED, relationsTo } from "../../registry/rights.ts";
import { theHousehold } from "../../registry/the-household.ts";
import { unitName } from "../../registry/unit-names.ts";
import { isRecordId, OptionalChoiceId } from "../../turns/choice-id.ts";
import { command, type CommandContext } from "../../turns/command.ts";
import { AmountColumn } from "../given.ts";

const IdRow = z.object({ id: z.string() });
const SumRow = z.object({ needs: z.int(), amount: AmountColumn });
const ListRow = z.object({
  id: z.string(),
  household_id: z.string(),
  household_name: z.string(),
  needs: z.int(),
  amount: AmountColumn,
});
const Year = z.int().min(2000).max(2100);
/** SQL of the needs that hang on exit `e`. */
const NEEDS_OF = "FROM needs n WHERE n.exit_id = e.id AND n.status <> 'withdrawn'";
const MOST = 60;

/** The years that a household can register for: this one, and the next. */
export const exitYears = command({
  name: "exits.years",
  takes: z.object({}),
  async run({ now }) {
    const year = Number(localDateOf(now).slice(0, 4));
    return Promise.resolve({
      code: "ok",
      value: [year, year + 1].map((one) => ({ id: String(one), label: String(one), year: one })),
    });
  },
});

/**
 * A household registers to leave poverty in a year (seed 002, L27 and L77); what it lacks now hangs on that. Registered a
 * second time, it is the same registration, and needs that came up since are added.
 */
export const registerExit = command({
  name: "exits.register",
  takes: z.object({ household: OptionalChoiceId, year: Year }),
  codes: ["not_allowed", "no_consent"],
  async run(context, { household: handed, year }) {
    const { sql, now, me } = context;
    const household = theHousehold(context, handed);
    if (household === null) return { code: "not_allowed" };
    const relations = await relationsTo(context, household);
    if (!may(relations, "manage")) return { code: "not_allowed" };
    if (!(await mayBeFollowed(sql, household))) return { code: "no_consent" };
    const [exit] = await sql.rows(
      IdRow,
      `INSERT INTO exit_registrations (id, household_id, year, registered_on, entered_by, on_behalf, created_at)
       VALUES (gen_random_uuid(), $1, $2, $3, $4, true, $5)
       ON CONFLICT (household_id, year) DO UPDATE SET withdrawn_on = NULL RETURNING id`,
      [household, year, localDateOf(now), me.person, now],
    );
    if (exit === undefined) throw new Error("a registration was written and came back without an id");
    await sql.run(
      "UPDATE needs SET exit_id = $1 WHERE household_id = $2 AND exit_id IS NULL AND status = ANY ($3)",
      [exit.id, household, OPEN_NEEDS],
    );
    return { code: "ok", value: { exit: exit.id, year, ...(await sumOf(context, exit.id)) } };
  },
});

/** How many needs hang on a registration by now, and what they cost together. */
export const lookAtExit = command({
  name: "exits.look",
  takes: z.object({ household: OptionalChoiceId, exit: z.string() }),
  codes: ["not_allowed"],
  async run(context, { household: handed, exit }) {
    const household = theHousehold(context, handed);
    if (household === null || !isRecordId(exit) || !(await mayWith(context, household, "see")))
      return { code: "not_allowed" };
    const [found] = await context.sql.rows(
      z.object({ year: z.int() }),
      "SELECT year FROM exit_registrations WHERE id = $1 AND household_id = $2",
      [exit, household],
    );
    if (found === undefined) return { code: "not_allowed" };
    return { code: "ok", value: { exit, year: found.year, ...(await sumOf(context, exit)) } };
  },
});

/** The households in sight that registered for a year, with how many needs and what they cost. */
export const exitsList = command({
  name: "exits.list",
  takes: z.object({ year: Year }),
  async run({ sql, me, now }, { year }) {
    const rows = await sql.rows(
      ListRow,
      `WITH RECURSIVE ${REACHED}, ${IN_CHARGE}, ${inSight("$4")}
       SELECT e.id, e.household_id, h.head_name AS household_name, (SELECT count(*)::int ${NEEDS_OF}) AS needs,
         (SELECT coalesce(sum(n.cost), 0)::text ${NEEDS_OF}) AS amount
       FROM in_sight JOIN exit_registrations e USING (household_id) JOIN households h ON h.id = e.household_id
       WHERE e.year = $5 AND e.withdrawn_on IS NULL ORDER BY h.head_folded, h.id LIMIT $3`,
      [me.person, localDateOf(now), MOST, rolesFor("manage"), year],
    );
    return {
      code: "ok",
      value: rows.map((row) => ({
        ...row,
        label: row.household_name,
        household: { id: row.household_id, label: row.household_name, name: row.household_name },
      })),
    };
  },
});

/** Takes a registration back; its needs stay needs. */
export const withdrawExit = command({
  name: "exits.withdraw",
  takes: z.object({ household: OptionalChoiceId, year: Year }),
  codes: ["not_allowed"],
  async run(context, { household: handed, year }) {
    const household = theHousehold(context, handed);
    if (household === null || !(await mayWith(context, household, "manage"))) return { code: "not_allowed" };
    await context.sql.run(
      "UPDATE exit_registrations SET withdrawn_on = $3 WHERE household_id = $1 AND year = $2 AND withdrawn_on IS NULL",
      [household, year, localDateOf(context.now)],
    );
    await context.sql.run(
      `UPDATE needs SET exit_id = NULL WHERE exit_id IN (SELECT id FROM exit_registrations WHERE household_id = $1 AND year = $2)`,
      [household, year],
    );
    return { code: "ok", value: {} };
  },
});

const UnitRow = z.object({
  unit_id: z.string(),
  unit: z.string().nullable(),
  households: z.int(),
  needs: z.int(),
  amount: AmountColumn,
  signed_on: z.date().nullable(),
});

/** The numbers of a year for each unit that the person leads by a role of her own, and when she signed them last. */
export const exitsOfUnits = command({
  name: "exits.count",
  takes: z.object({ year: Year }),
  codes: ["not_allowed"],
  async run(context, { year }) {
    const [unit] = await unitsLed(context, year);
    if (unit === undefined) return { code: "not_allowed" };
    const { signed_on, ...numbers } = unit;
    return {
      code: "ok",
      value: {
        ...numbers,
        unit_name: unit.unit,
        year,
        signed_on: signed_on === null ? null : localDateOf(signed_on),
      },
    };
  },
});

/** Whoever leads a unit signs its list of a year (seed 002, L261: she answers for figures, list and needs). */
export const signExits = command({
  name: "exits.sign",
  takes: z.object({ year: Year }),
  codes: ["not_allowed"],
  async run(context, { year }) {
    const [unit] = await unitsLed(context, year);
    if (unit === undefined) return { code: "not_allowed" };
    await context.sql.run(
      `INSERT INTO exit_sign_offs (unit_id, year, households, needs, amount, person_id, at) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [unit.unit_id, year, unit.households, unit.needs, unit.amount ?? 0, context.me.person, context.now],
    );
    return { code: "ok", value: {} };
  },
});

async function unitsLed({ sql, me, now }: CommandContext, year: number) {
  return sql.rows(
    UnitRow,
    `WITH RECURSIVE own (unit_id) AS (
       SELECT unit_id FROM roles WHERE person_id = $1 AND role = ANY ($3)
         AND valid_from <= $2 AND (valid_to IS NULL OR valid_to > $2)
     ), below (top, unit_id) AS (
       SELECT unit_id, unit_id FROM own
       UNION
       SELECT below.top, v.unit_id FROM unit_versions v JOIN below ON v.parent_id = below.unit_id
       WHERE v.valid_from <= $2 AND (v.valid_to IS NULL OR v.valid_to > $2)
     ), registered AS (
       SELECT b.top, e.id, (SELECT count(*)::int ${NEEDS_OF}) AS needs, (SELECT coalesce(sum(n.cost), 0) ${NEEDS_OF}) AS amount
       FROM below b JOIN households h ON h.unit_id = b.unit_id JOIN exit_registrations e ON e.household_id = h.id
       WHERE e.year = $4 AND e.withdrawn_on IS NULL
     )
     SELECT own.unit_id, ${unitName("own.unit_id", "$2")} AS unit, count(r.id)::int AS households,
       coalesce(sum(r.needs), 0)::int AS needs, coalesce(sum(r.amount), 0)::text AS amount,
       (SELECT max(s.at) FROM exit_sign_offs s WHERE s.unit_id = own.unit_id AND s.year = $4) AS signed_on
     FROM own LEFT JOIN registered r ON r.top = own.unit_id GROUP BY own.unit_id ORDER BY households DESC, own.unit_id`,
    [me.person, localDateOf(now), rolesThatMay("lead"), year],
  );
}

async function sumOf({ sql }: CommandContext, exit: string): Promise<{ needs: number; amount: number }> {
  const [sum] = await sql.rows(
    SumRow,
    `SELECT count(*)::int AS needs, coalesce(sum(n.cost), 0)::text AS amount FROM exit_registrations e
     JOIN needs n ON n.exit_id = e.id AND n.status <> 'withdrawn' WHERE e.id = $1`,
    [exit],
  );
  return { needs: sum?.needs ?? 0, amount: sum?.amount ?? 0 };
}
