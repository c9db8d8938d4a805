import { z } from "zod";
import { localDateOf } from "../../calendar/local-date.ts";
import type { Value } from "../../domain/value.ts";
import { unitName } from "../../registry/unit-names.ts";
import { isRecordId } from "../../turns/choice-id.ts";
import type { CommandContext } from "../../turns/command.ts";
import { helpFor, SHOCK_KINDS } from "./shock-kinds.ts";

const ShockRow = z.object({
  id: z.string(),
  unit_id: z.string(),
  unit: z.string().nullable(),
  kind: z.enum(SHOCK_KINDS),
  happened_on: z.string(),
  closed_at: z.date().nullable(),
  /** Told of as a whole. */
  whole: z.boolean(),
  households: z.int(),
  open: z.int(),
});
export type ShockRow = z.infer<typeof ShockRow>;

/** One event, held until the turn is written; null where there is none. Says nothing about rights. */
export async function shockById({ sql, now }: CommandContext, id: string): Promise<ShockRow | null> {
  if (!isRecordId(id)) return null;
  const [shock] = await sql.rows(
    ShockRow,
    `SELECT e.id, e.unit_id, ${unitName("e.unit_id", "$2")} AS unit, e.kind, e.happened_on, e.closed_at, e.told IS NOT NULL AS whole,
       (SELECT count(*)::int FROM shock_households s WHERE s.shock_id = e.id) AS households,
       (SELECT count(*)::int FROM shock_households s WHERE s.shock_id = e.id AND s.done_at IS NULL) AS open
     FROM shock_events e WHERE e.id = $1 FOR UPDATE OF e`,
    [id, localDateOf(now)],
  );
  return shock ?? null;
}

const StruckRow = z.object({
  household_id: z.string(),
  household_name: z.string(),
  phone: z.string().nullable(),
  damage: z.string().nullable(),
  file_id: z.string().nullable(),
  outcome: z.string().nullable(),
  done_at: z.date().nullable(),
});
export type StruckRow = z.infer<typeof StruckRow>;

/** What one household of an event reported; null where it is not part of it. */
export async function struckHousehold(
  { sql }: CommandContext,
  shock: string,
  household: string,
): Promise<StruckRow | null> {
  if (!isRecordId(shock) || !isRecordId(household)) return null;
  const [row] = await sql.rows(
    StruckRow,
    `SELECT s.household_id, h.head_name AS household_name, h.phone, s.damage, s.file_id, s.outcome, s.done_at
     FROM shock_households s JOIN households h ON h.id = s.household_id
     WHERE s.shock_id = $1 AND s.household_id = $2 FOR UPDATE OF s`,
    [shock, household],
  );
  return row ?? null;
}

/** What texts may name of an event and of one household in it, with the help that a rule of the day knows. */
export function shownShock(
  shock: ShockRow,
  struck: StruckRow | null,
  today: string,
): { [key: string]: Value } {
  return {
    shock: shock.id,
    kind: shock.kind,
    unit_name: shock.unit,
    happened_on: shock.happened_on,
    households: shock.households,
    open: shock.open,
    is_open: struck === null ? shock.closed_at === null : struck.done_at === null,
    household:
      struck === null
        ? null
        : { id: struck.household_id, label: struck.household_name, name: struck.household_name },
    household_name: struck?.household_name ?? null,
    phone: struck?.phone ?? null,
    damage: struck?.damage ?? null,
    file: struck?.file_id ?? null,
    outcome: struck?.outcome ?? null,
    help: helpFor(shock.kind, today),
  };
}
