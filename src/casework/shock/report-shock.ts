import { z } from "zod";
import { addDays, localDateOf } from "../../calendar/local-date.ts";
import { may } from "../../domain/scope.ts";
import { consentsOf, mayBeFollowed } from "../../registry/consent.ts";
import { spokenOf } from "../../registry/responsible.ts";
import { mayWith, relationsTo } from "../../registry/rights.ts";
import { theHousehold } from "../../registry/the-household.ts";
import { ChoiceId, OptionalChoiceId, OptionalText, RecordId } from "../../turns/choice-id.ts";
import { command, type CommandContext } from "../../turns/command.ts";
import { OptionalDate, OptionalFile } from "../given.ts";
import { raiseAlarm } from "./raise-alarm.ts";
import { COMMON_KINDS, kindOfWish, SHOCK_KINDS, type ShockKind } from "./shock-kinds.ts";
import { shockById, struckHousehold } from "./shock-rows.ts";

const IdRow = z.object({ id: z.string() });
const UnitRow = z.object({ unit_id: z.string() });
/** Reports of the same kind from one hamlet within this time are one event. */
export const SAME_EVENT_DAYS = 7;

/** Whether something that struck a household may be written down, and what the line that began the talk reports. */
export const beginShock = command({
  name: "shock.begin",
  takes: z.object({ household: OptionalChoiceId, wish: OptionalChoiceId }),
  codes: ["not_allowed", "no_consent"],
  async run(context, { household: handed, wish }) {
    const household = theHousehold(context, handed);
    if (household === null || !(await mayWith(context, household, "act_for"))) return { code: "not_allowed" };
    if (!(await mayBeFollowed(context.sql, household))) return { code: "no_consent" };
    return { code: "ok", value: { kind: kindOfWish(wish) } };
  },
});

/**
 * Writes that something struck a household, at once and before any detail is asked: whoever looks after it and its leaders
 * hear of it in this turn. It joins the event of the same kind in its hamlet, if that is open; the same household reports an
 * open event once. `shock` moves what was reported a moment ago to another kind.
 */
export const reportShock = command({
  name: "shock.report",
  takes: z.object({
    household: OptionalChoiceId,
    kind: ChoiceId.pipe(z.enum(SHOCK_KINDS)),
    on: OptionalDate,
    damage: OptionalText,
    shock: RecordId,
  }),
  codes: ["not_allowed"],
  async run(context, { household: handed, kind, on, damage, shock: before }) {
    const household = theHousehold(context, handed);
    if (household === null) return { code: "not_allowed" };
    const relations = await relationsTo(context, household);
    if (!may(relations, "act_for") || !(await mayBeFollowed(context.sql, household)))
      return { code: "not_allowed" };
    if (before !== null) await takeBack(context, before, household, kind);
    const day = on ?? localDateOf(context.now);
    const id = await eventFor(context, household, kind, day);
    const added = await context.sql.run(
      `INSERT INTO shock_households (shock_id, household_id, damage, entered_by, on_behalf, at)
       VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING`,
      [id, household, damage, context.me.person, !relations.includes("own"), context.now],
    );
    if (added === 0) await addWords(context, id, household, damage);
    const told = added === 0 ? null : await raiseAlarm(context, id, household, kind, damage);
    return {
      code: "ok",
      value: { shock: id, officer: told === null ? null : spokenOf(told), again: added === 0 },
    };
  },
});

/** Adds to what a household reported: words behind those that stand, also those under a picture, and the picture where it has agreed to pictures. */
export const addDetail = command({
  name: "shock.add",
  takes: z.object({
    shock: ChoiceId,
    household: OptionalChoiceId,
    damage: OptionalText,
    file: OptionalFile,
    words: OptionalText,
  }),
  codes: ["not_allowed"],
  async run(context, { shock, household: handed, damage, file, words }) {
    const household = theHousehold(context, handed);
    if (household === null || !(await mayWith(context, household, "act_for"))) return { code: "not_allowed" };
    if ((await struckHousehold(context, shock, household)) === null) return { code: "not_allowed" };
    const photos = (await consentsOf(context.sql, household)).has("photos");
    await addWords(context, shock, household, damage);
    await addWords(context, shock, household, words);
    if (photos && file !== null)
      await context.sql.run(
        "UPDATE shock_households SET file_id = $3 WHERE shock_id = $1 AND household_id = $2",
        [shock, household, file],
      );
    return { code: "ok", value: { kept: file === null || photos } };
  },
});

/** Words behind those that stand, in the report and in the task that it became. */
async function addWords(
  { sql }: CommandContext,
  shock: string,
  household: string,
  damage: string | null,
): Promise<void> {
  if (damage === null) return;
  await sql.run(
    `UPDATE shock_households SET damage = concat_ws('; ', damage, $3::text) WHERE shock_id = $1 AND household_id = $2`,
    [shock, household, damage],
  );
  await sql.run(
    `UPDATE tasks SET note = concat_ws('; ', note, $2::text) WHERE source = 'shock' AND source_id = $1 AND done_at IS NULL`,
    [`${shock}:${household}`, damage],
  );
}

/** The open event that this belongs to, or a new one. */
async function eventFor(
  { sql, now, me }: CommandContext,
  household: string,
  kind: ShockKind,
  day: string,
): Promise<string> {
  // Two neighbours who report at the same moment make one event: the second waits for the unit's row.
  const [home] = await sql.rows(
    UnitRow,
    `SELECT u.id AS unit_id FROM households h JOIN units u ON u.id = h.unit_id WHERE h.id = $1 FOR NO KEY UPDATE OF u`,
    [household],
  );
  if (home === undefined) throw new Error("a household without a unit");
  const [open] = await sql.rows(
    IdRow,
    `SELECT e.id FROM shock_events e WHERE e.kind = $1 AND e.closed_at IS NULL AND e.happened_on BETWEEN $3 AND $4
       AND (($5 AND e.unit_id = $2)
         OR EXISTS (SELECT FROM shock_households s WHERE s.shock_id = e.id AND s.household_id = $6 AND s.done_at IS NULL))
     ORDER BY e.created_at DESC LIMIT 1`,
    [
      kind,
      home.unit_id,
      addDays(day, -SAME_EVENT_DAYS),
      addDays(day, SAME_EVENT_DAYS),
      COMMON_KINDS.includes(kind),
      household,
    ],
  );
  if (open !== undefined) return open.id;
  const [made] = await sql.rows(
    IdRow,
    `INSERT INTO shock_events (id, unit_id, kind, happened_on, reported_by, created_at)
     VALUES (gen_random_uuid(), $1, $2, $3, $4, $5) RETURNING id`,
    [home.unit_id, kind, day, me.person, now],
  );
  if (made === undefined) throw new Error("an event was written and came back without an id");
  return made.id;
}

/** A slip of the finger: what was reported a moment ago under another kind is not an event. */
async function takeBack(
  context: CommandContext,
  before: string,
  household: string,
  kind: ShockKind,
): Promise<void> {
  const event = await shockById(context, before);
  if (event === null || event.kind === kind) return;
  await context.sql.run(
    "DELETE FROM shock_households WHERE shock_id = $1 AND household_id = $2 AND done_at IS NULL",
    [before, household],
  );
  await context.sql.run(
    `UPDATE shock_events SET closed_at = $2, outcome = NULL
     WHERE id = $1 AND NOT EXISTS (SELECT FROM shock_households WHERE shock_id = $1)`,
    [before, context.now],
  );
  await context.sql.run(
    "UPDATE tasks SET done_at = $2, outcome = 'by_itself' WHERE source = 'shock' AND source_id = $1 AND done_at IS NULL",
    [`${before}:${household}`, context.now],
  );
}
