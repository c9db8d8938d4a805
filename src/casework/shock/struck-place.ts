import { z } from "zod";
import { unitsWhere } from "../../registry/rights.ts";
import { ChoiceId, isRecordId } from "../../turns/choice-id.ts";
import { command, type CommandContext } from "../../turns/command.ts";
import { closeFollowUps } from "../follow-up.ts";
import { PLACE_TASK } from "./report-place.ts";
import { shockById, type ShockRow } from "./shock-rows.ts";

const Outcome = z.string().trim().min(3);
const ToldRow = z.object({ told: z.string(), by: z.string().nullable() });

/** What was told of a place as a whole, while nobody has said what was done. `none` for every other event, and out of reach. */
export const struckPlace = command({
  name: "shock.place",
  takes: z.object({ shock: ChoiceId }),
  codes: ["none"],
  async run(context, { shock }) {
    const event = await placeInReach(context, shock);
    if (event === null) return { code: "none" };
    const [row] = await context.sql.rows(
      ToldRow,
      `SELECT e.told, p.name AS by FROM shock_events e LEFT JOIN people p ON p.id = e.reported_by WHERE e.id = $1`,
      [shock],
    );
    return {
      code: "ok",
      value: {
        unit_name: event.unit,
        kind: event.kind,
        happened_on: event.happened_on,
        told: row?.told ?? null,
        by_name: row?.by ?? null,
        open: event.open,
      },
    };
  },
});

/**
 * Says what was done for a place as a whole, which closes it and the tasks that came of it. Households that still wait in it
 * go on waiting: what was done for each of them is said by itself.
 */
export const closePlace = command({
  name: "shock.close_place",
  takes: z.object({ shock: ChoiceId, outcome: Outcome }),
  codes: ["none"],
  async run(context, { shock, outcome }) {
    const event = await placeInReach(context, shock);
    if (event === null) return { code: "none" };
    await context.sql.run(
      "UPDATE shock_events SET closed_at = $2, closed_by = $3, outcome = $4 WHERE id = $1 AND closed_at IS NULL",
      [shock, context.now, context.me.person, outcome],
    );
    await closeFollowUps(context, PLACE_TASK, shock);
    return { code: "ok", value: { unit_name: event.unit, left: event.open } };
  },
});

async function placeInReach(context: CommandContext, shock: string): Promise<ShockRow | null> {
  if (!isRecordId(shock)) return null;
  const reached = await unitsWhere(context, "meet");
  const event = await shockById(context, shock);
  const isOpen = event !== null && event.whole && event.closed_at === null;
  return isOpen && reached.includes(event.unit_id) ? event : null;
}
