import { z } from "zod";
import { localDateOf } from "../calendar/local-date.ts";
import { leadersOf, spokenOf, type Responsible } from "../registry/responsible.ts";
import { mayWith } from "../registry/rights.ts";
import { theHousehold } from "../registry/the-household.ts";
import { unitOfPlace } from "../registry/unit-of-place.ts";
import { OptionalText } from "../turns/choice-id.ts";
import { command, type CommandContext } from "../turns/command.ts";
import { addTask } from "./add-task.ts";
import { handOver, handOverToUnit } from "./hand-over.ts";

const ToldRow = z.object({ id: z.string(), name: z.string(), address: z.string().nullable() });
const UnitRow = z.object({ unit_id: z.string() });
const PhoneRow = z.object({ phone: z.string() });

/** Somebody who asked for a person and is still waiting is not announced again within this time. */
const AGAIN_AFTER_MS = 12 * 3_600_000;

/**
 * A person, please: a task for the officer in charge, else the leaders of the unit, who hear of it at once. An officer
 * who asks reaches his leaders. Gives the name of who was told, and the office's phone where the organisation has one.
 */
export const callPerson = command({
  name: "desk.call_person",
  takes: z.object({ reason: OptionalText }),
  async run(context, { reason }) {
    const household = await householdAsking(context);
    // Somebody who says why is heard every time.
    const waiting = household === null || reason !== null ? null : await stillWaiting(context, household);
    const told = waiting ?? (await call(context, household, reason));
    return {
      code: "ok",
      value: { officer: told === null ? null : spokenOf(told), phone: await officePhone(context, household) },
    };
  },
});

/** Whom the call is about: the household that she acts for, an officer at work on one too. */
async function householdAsking(context: CommandContext): Promise<string | null> {
  const household = theHousehold(context, null);
  return household !== null && (await mayWith(context, household, "act_for")) ? household : null;
}

async function call(
  context: CommandContext,
  household: string | null,
  reason: string | null,
): Promise<Responsible | null> {
  const kind = "call";
  if (household !== null) return (await handOver(context, { kind, household, note: reason })).told;
  const note = [context.me.name, reason].filter((part) => part !== null && part !== "").join(" · ");
  const unit = (await unitOfRole(context)) ?? (await unitOfPlace(context, ""));
  if (unit !== null) return (await handOverToUnit(context, { kind, household, note }, unit)).told;
  await addTask(context, { kind, household, note }, null);
  return null;
}

async function stillWaiting({ sql, now }: CommandContext, household: string): Promise<Responsible | null> {
  const [told] = await sql.rows(
    ToldRow,
    `SELECT p.id, p.name, p.address_as AS address FROM tasks t JOIN people p ON p.id = t.person_id
     WHERE t.household_id = $1 AND t.kind = 'call' AND t.done_at IS NULL AND t.created_at > $2 LIMIT 1`,
    [household, new Date(now.getTime() - AGAIN_AFTER_MS)],
  );
  return told ?? null;
}

async function unitOfRole({ sql, now, me }: CommandContext): Promise<string | null> {
  const [row] = await sql.rows(
    UnitRow,
    `SELECT unit_id FROM roles WHERE person_id = $1 AND valid_from <= $2 AND (valid_to IS NULL OR valid_to > $2)
     ORDER BY role = 'officer' DESC LIMIT 1`,
    [me.person, localDateOf(now)],
  );
  return row?.unit_id ?? null;
}

/** The number that the organisation of the nearest leaders gives out (its setting `phone`). */
async function officePhone(context: CommandContext, household: string | null): Promise<string | null> {
  const [home] =
    household === null
      ? []
      : await context.sql.rows(UnitRow, "SELECT unit_id FROM households WHERE id = $1", [household]);
  const [leader] = home === undefined ? [] : await leadersOf(context, home.unit_id);
  if (leader === undefined) return null;
  const [row] = await context.sql.rows(
    PhoneRow,
    `SELECT o.settings ->> 'phone' AS phone FROM organisation_units ou
     JOIN organisations o ON o.id = ou.organisation_id
     WHERE ou.unit_id = $1 AND o.settings ? 'phone' AND o.valid_from <= $2 AND (o.valid_to IS NULL OR o.valid_to > $2)
     LIMIT 1`,
    [leader.unit, localDateOf(context.now)],
  );
  return row?.phone ?? null;
}
