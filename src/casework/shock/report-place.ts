import { z } from "zod";
import { addDays, localDateOf } from "../../calendar/local-date.ts";
import { addTask } from "../../desk/add-task.ts";
import { rolesThatMay } from "../../domain/scope.ts";
import { placesTold, tellsOfPlace } from "../../language/places-told.ts";
import { leadersOf } from "../../registry/responsible.ts";
import { REACHED } from "../../registry/rights.ts";
import { OptionalChoiceId, OptionalText } from "../../turns/choice-id.ts";
import { command, type CommandContext } from "../../turns/command.ts";
import { SAME_EVENT_DAYS } from "./report-shock.ts";
import { COMMON_KINDS, kindOfWish, type ShockKind } from "./shock-kinds.ts";

const UnitRow = z.object({ id: z.string(), name: z.string() });
type Unit = z.infer<typeof UnitRow>;
const IdRow = z.object({ id: z.string() });
const EventRow = z.object({ id: z.string(), told: z.string().nullable() });

/** Where the tasks of a struck place come from. */
export const PLACE_TASK = "shock_place";

/**
 * "Ấp 3 nước mặn vô rồi", from an officer or leader and without a household's name: the event is written for that hamlet, or
 * for each that is named; its leaders and the officers of its homes hear of it and are to ask these. Homes that report later
 * join it. `none` where the line names no hamlet in reach, asks, tells of one home, or of what strikes single homes.
 */
export const reportPlace = command({
  name: "shock.report_place",
  takes: z.object({ line: OptionalText, wish: OptionalChoiceId }),
  codes: ["none"],
  async run(context, { line, wish }) {
    const kind = kindOfWish(wish);
    if (line === null || kind === null || !COMMON_KINDS.includes(kind) || !tellsOfPlace(line))
      return { code: "none" };
    const units = placesTold(line, await hamletsInReach(context));
    if (units.length === 0) return { code: "none" };
    const told: Unit[] = [];
    for (const unit of units) if (await writeEvent(context, unit, kind, line)) told.push(unit);
    await tellOf(context, told, kind, line);
    return { code: "ok", value: { units: units.map(({ name }) => name), kind, again: told.length === 0 } };
  },
});

/** The places of the lowest level over which the person looks. */
async function hamletsInReach({ sql, me, now }: CommandContext): Promise<Unit[]> {
  return sql.rows(
    UnitRow,
    `WITH RECURSIVE ${REACHED}
     SELECT DISTINCT v.unit_id AS id, v.name FROM reached r JOIN unit_versions v ON v.unit_id = r.unit_id
       AND v.valid_from <= $2 AND (v.valid_to IS NULL OR v.valid_to > $2)
     WHERE r.role = ANY ($3) AND NOT EXISTS (SELECT FROM unit_versions below WHERE below.parent_id = r.unit_id
       AND below.valid_from <= $2 AND (below.valid_to IS NULL OR below.valid_to > $2))
     ORDER BY v.name, v.unit_id`,
    [me.person, localDateOf(now), rolesThatMay("meet")],
  );
}

/** Writes down what was told of a place, behind what stands there already. True where it was not told of as a whole before. */
async function writeEvent(
  context: CommandContext,
  unit: Unit,
  kind: ShockKind,
  line: string,
): Promise<boolean> {
  const { sql, now, me } = context;
  const day = localDateOf(now);
  // Two who tell of it at the same moment make one event: the second waits for the unit's row.
  await sql.rows(IdRow, "SELECT id FROM units WHERE id = $1 FOR NO KEY UPDATE", [unit.id]);
  const [open] = await sql.rows(
    EventRow,
    `SELECT id, told FROM shock_events WHERE unit_id = $1 AND kind = $2 AND closed_at IS NULL
       AND (told IS NOT NULL OR happened_on >= $3) ORDER BY told IS NULL, created_at DESC LIMIT 1`,
    [unit.id, kind, addDays(day, -SAME_EVENT_DAYS)],
  );
  if (open !== undefined && open.told?.split("; ").includes(line) !== true)
    await sql.run("UPDATE shock_events SET told = concat_ws('; ', told, $2::text) WHERE id = $1", [
      open.id,
      line,
    ]);
  const [made] =
    open !== undefined
      ? [open]
      : await sql.rows(
          IdRow,
          `INSERT INTO shock_events (id, unit_id, kind, happened_on, reported_by, told, created_at)
           VALUES (gen_random_uuid(), $1, $2, $3, $4, $5, $6) RETURNING id`,
          [unit.id, kind, day, me.person, line, now],
        );
  const isNew = (open?.told ?? null) === null;
  if (isNew && made !== undefined) await giveTasks(context, made.id, unit, line);
  return isNew;
}

/** Whoever looks after homes there asks them; where nobody does, whoever leads the place. */
async function giveTasks(context: CommandContext, shock: string, unit: Unit, line: string): Promise<void> {
  const officers = await officersIn(context, [unit]);
  const [leader] = officers.length > 0 ? [] : await leadersOf(context, unit.id);
  const owners = [
    ...officers.map(({ id }) => ({ person: id, unit: unit.id })),
    ...(leader === undefined ? [] : [{ unit: leader.unit }]),
  ];
  const source = { kind: PLACE_TASK, id: shock };
  const due = addDays(localDateOf(context.now), 1);
  for (const owner of owners)
    await addTask(context, { kind: PLACE_TASK, household: null, note: line, due, source }, owner);
}

async function officersIn({ sql, now }: CommandContext, units: readonly Unit[]) {
  return sql.rows(
    IdRow,
    `SELECT DISTINCT a.person_id AS id FROM assignments a JOIN households h ON h.id = a.household_id
     WHERE h.unit_id = ANY ($1) AND h.erased_at IS NULL AND a.kind = 'officer'
       AND a.valid_from <= $2 AND (a.valid_to IS NULL OR a.valid_to > $2) ORDER BY id`,
    [units.map(({ id }) => id), localDateOf(now)],
  );
}

/** Each who looks after one of the places hears of it once, whoever told it excepted. */
async function tellOf(
  context: CommandContext,
  units: readonly Unit[],
  kind: ShockKind,
  line: string,
): Promise<void> {
  const places = new Map<string, string[]>();
  for (const unit of units)
    for (const { id } of [...(await officersIn(context, [unit])), ...(await leadersOf(context, unit.id))])
      places.set(id, [...new Set([...(places.get(id) ?? []), unit.name])]);
  places.delete(context.me.person ?? "");
  for (const [person, names] of places)
    await context.tell({ person }, "shock_place_told", {
      kind,
      unit_name: names.join(", "),
      line,
      by_name: context.me.name,
    });
}
