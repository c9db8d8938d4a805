import { z } from "zod";
import { localDateOf } from "../../calendar/local-date.ts";
import { rolesFor } from "../../domain/scope.ts";
import { command } from "../../turns/command.ts";
import { IN_CHARGE, inSight, REACHED } from "../../registry/rights.ts";
import { unitName } from "../../registry/unit-names.ts";

const Row = z.object({ id: z.string(), name: z.string(), unit: z.string().nullable() });
const MOST = 60;

/** The plans that wait for a decision and that the person may look at, the longest waiting first. */
export const plansToReview = command({
  name: "casework.plans_to_review",
  takes: z.object({}),
  async run({ sql, me, now }) {
    const plans = await sql.rows(
      Row,
      `WITH RECURSIVE ${REACHED}, ${IN_CHARGE}, ${inSight("$4")}
       SELECT p.id, h.head_name AS name, ${unitName("h.unit_id", "$2")} AS unit
       FROM in_sight JOIN plans p USING (household_id) JOIN households h ON h.id = p.household_id
       WHERE p.status = 'submitted' AND NOT EXISTS (SELECT FROM plan_approvals a
         WHERE a.plan_id = p.id AND a.version = p.version AND a.person_id = $1)
       ORDER BY (SELECT max(at) FROM plan_events e WHERE e.plan_id = p.id), h.head_folded, p.id LIMIT $3`,
      [me.person, localDateOf(now), MOST, rolesFor("decide")],
    );
    return {
      code: "ok",
      value: plans.map(({ id, name, unit }) => ({
        id,
        label: unit === null ? name : `${name} · ${unit}`,
        name,
      })),
    };
  },
});
