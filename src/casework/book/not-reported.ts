import { z } from "zod";
import { localDateOf } from "../../calendar/local-date.ts";
import { isRunning, statusesWhere } from "../../domain/plan-status.ts";
import { rolesFor } from "../../domain/scope.ts";
import { HouseholdRow, householdOption } from "../../registry/household-options.ts";
import { IN_CHARGE, inSight, REACHED } from "../../registry/rights.ts";
import { unitName } from "../../registry/unit-names.ts";
import { command } from "../../turns/command.ts";
import { isFollowed } from "../followed.ts";

/**
 * The households whose plan is under way and who have told nothing of this month yet: an officer's own, those of the units
 * for whoever has none. By place and name.
 */
export const notReported = command({
  name: "casework.not_reported",
  takes: z.object({}),
  async run({ sql, me, now }) {
    const today = localDateOf(now);
    const rows = await sql.rows(
      HouseholdRow,
      `WITH RECURSIVE ${REACHED}, ${IN_CHARGE}, ${inSight("$3")}, asked AS (
         SELECT household_id FROM in_charge
         UNION SELECT household_id FROM in_sight WHERE NOT EXISTS (SELECT FROM in_charge)
       )
       SELECT h.id, h.head_name AS name, ${unitName("h.unit_id", "$2")} AS unit
       FROM asked JOIN households h ON h.id = asked.household_id
       WHERE ${isFollowed("h.id", "$2")}
         AND EXISTS (SELECT FROM plans p WHERE p.household_id = h.id AND p.status = ANY ($5))
         AND NOT EXISTS (SELECT FROM diary_entries d
         WHERE d.household_id = h.id AND d.kind = 'progress' AND d.happened_on >= $4)
       ORDER BY unit, h.head_folded, h.id`,
      [me.person, today, rolesFor("see"), `${today.slice(0, 7)}-01`, statusesWhere(isRunning)],
    );
    return { code: "ok", value: rows.map(householdOption) };
  },
});
