import { z } from "zod";
import { localDateOf } from "../../calendar/local-date.ts";
import { rolesFor, rolesThatMay } from "../../domain/scope.ts";
import { IN_CHARGE, inSight, mayWith, REACHED } from "../../registry/rights.ts";
import { unitName } from "../../registry/unit-names.ts";
import { ChoiceId } from "../../turns/choice-id.ts";
import { command, type CommandContext } from "../../turns/command.ts";
import { closeFollowUps } from "../follow-up.ts";
import { SHOCK_KINDS } from "./shock-kinds.ts";
import { shockById, shownShock, struckHousehold } from "./shock-rows.ts";

const MOST = 60;
const EventRow = z.object({
  id: z.string(),
  kind: z.enum(SHOCK_KINDS),
  unit: z.string().nullable(),
  happened_on: z.string(),
  open: z.int(),
  whole: z.boolean(),
});
const HouseholdRow = z.object({ id: z.string(), name: z.string(), damage: z.string().nullable() });
const Outcome = z.string().trim().min(3);

/**
 * The open events with households in sight, and those of a place within reach as a whole (`whole`), the oldest first, with how
 * many households still wait.
 */
export const openShocks = command({
  name: "shock.open",
  takes: z.object({}),
  async run({ sql, me, now, text }) {
    const events = await sql.rows(
      EventRow,
      `WITH RECURSIVE ${REACHED}, ${IN_CHARGE}, ${inSight("$4")}, waiting AS (
         SELECT s.shock_id AS id, count(*)::int AS open FROM in_sight JOIN shock_households s USING (household_id)
         WHERE s.done_at IS NULL GROUP BY s.shock_id
       ), places AS (
         SELECT id FROM shock_events WHERE told IS NOT NULL AND closed_at IS NULL
           AND unit_id IN (SELECT unit_id FROM reached WHERE role = ANY ($5))
       )
       SELECT e.id, e.kind, ${unitName("e.unit_id", "$2")} AS unit, e.happened_on, coalesce(waiting.open, 0) AS open,
         places.id IS NOT NULL AS whole
       FROM waiting FULL JOIN places USING (id) JOIN shock_events e USING (id)
       ORDER BY e.happened_on, e.kind, unit, e.id LIMIT $3`,
      [me.person, localDateOf(now), MOST, rolesFor("decide"), rolesThatMay("meet")],
    );
    const value = events.map(({ unit, whole, ...event }) => ({
      ...event,
      unit: whole ? text("common.whole_place", { unit }) : unit,
      label: event.kind,
    }));
    return { code: "ok", value };
  },
});

/** The households in sight that wait in one event. */
export const struckHouseholds = command({
  name: "shock.households",
  takes: z.object({ shock: ChoiceId }),
  async run({ sql, me, now }, { shock }) {
    const rows = await sql.rows(
      HouseholdRow,
      `WITH RECURSIVE ${REACHED}, ${IN_CHARGE}, ${inSight("$4")}
       SELECT h.id, h.head_name AS name, s.damage FROM in_sight JOIN shock_households s USING (household_id)
       JOIN households h ON h.id = s.household_id
       WHERE s.shock_id::text = $5 AND s.done_at IS NULL ORDER BY s.at, h.head_folded, h.id LIMIT $3`,
      [me.person, localDateOf(now), MOST, rolesFor("decide"), shock],
    );
    return { code: "ok", value: rows.map((row) => ({ ...row, label: row.name })) };
  },
});

/** One household of an event, with the help that a rule of the day knows. */
export const oneShock = command({
  name: "shock.one",
  takes: z.object({ shock: ChoiceId, household: ChoiceId }),
  codes: ["not_allowed", "done"],
  async run(context, { shock, household }) {
    if (!(await mayWith(context, household, "decide"))) return { code: "not_allowed" };
    const event = await shockById(context, shock);
    const struck = await struckHousehold(context, shock, household);
    if (event === null || struck === null) return { code: "not_allowed" };
    const value = shownShock(event, struck, localDateOf(context.now));
    return { code: struck.done_at === null ? "ok" : "done", value };
  },
});

/**
 * Says what was done for one household, or for all that wait and are in the person's charge (`all`). Each hears it; the event
 * is closed when nobody waits any more, with the words that closed it; one of a whole place is not by that alone.
 */
export const closeShock = command({
  name: "shock.close",
  takes: z.object({ shock: ChoiceId, household: ChoiceId, outcome: Outcome, all: z.boolean().nullish() }),
  codes: ["gone", "not_allowed"],
  async run(context, { shock, household, outcome, all }) {
    if (!(await mayWith(context, household, "decide"))) return { code: "not_allowed" };
    const event = await shockById(context, shock);
    if (event === null || (await struckHousehold(context, shock, household)) === null)
      return { code: "not_allowed" };
    const wait = all === true ? await waitingIn(context, shock) : [household];
    let closed = 0;
    for (const one of wait) closed += await closeOne(context, shock, one, outcome, event.happened_on);
    if (closed === 0) return { code: "gone" };
    await context.sql.run(
      `UPDATE shock_events SET closed_at = $2, closed_by = $3, outcome = $4 WHERE id = $1 AND closed_at IS NULL
         AND told IS NULL AND NOT EXISTS (SELECT FROM shock_households WHERE shock_id = $1 AND done_at IS NULL)`,
      [shock, context.now, context.me.person, outcome],
    );
    const left = (await shockById(context, shock))?.open ?? 0;
    return { code: "ok", value: { closed, left } };
  },
});

async function closeOne(
  context: CommandContext,
  shock: string,
  household: string,
  outcome: string,
  happenedOn: string,
): Promise<number> {
  const { sql, now, me } = context;
  if (!(await mayWith(context, household, "decide"))) return 0;
  const closed = await sql.run(
    `UPDATE shock_households SET outcome = $3, done_at = $4, done_by = $5
     WHERE shock_id = $1 AND household_id = $2 AND done_at IS NULL`,
    [shock, household, outcome, now, me.person],
  );
  if (closed === 0) return 0;
  await closeFollowUps(context, "shock", `${shock}:${household}`);
  const struck = await struckHousehold(context, shock, household);
  await context.tell({ household }, "shock_news", {
    outcome,
    happened_on: happenedOn,
    officer: { name: me.name, address: me.address === "unknown" ? null : me.address },
    household: {
      id: household,
      label: struck?.household_name ?? "",
      name: struck?.household_name ?? "",
    },
  });
  return closed;
}

async function waitingIn({ sql }: CommandContext, shock: string): Promise<string[]> {
  const rows = await sql.rows(
    z.object({ household_id: z.string() }),
    "SELECT household_id FROM shock_households WHERE shock_id = $1 AND done_at IS NULL ORDER BY household_id",
    [shock],
  );
  return rows.map(({ household_id }) => household_id);
}
