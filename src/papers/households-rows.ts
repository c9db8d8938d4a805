import { z } from "zod";
import { localDateOf } from "../calendar/local-date.ts";
import { below } from "../casework/followed.ts";
import { rolesFor } from "../domain/scope.ts";
import { IN_CHARGE, inSight, REACHED, type Asking } from "../registry/rights.ts";
import { unitName } from "../registry/unit-names.ts";
import { isRecordId } from "../turns/choice-id.ts";

const HouseholdRow = z.object({
  name: z.string(),
  birth: z.int().nullable(),
  unit: z.string().nullable(),
  class: z.string().nullable(),
  livelihood: z.string().nullable(),
  own_words: z.string().nullable(),
  officer: z.string().nullable(),
  open: z.int(),
});
/** A household as a line of a list on paper. */
export type HouseholdRow = z.infer<typeof HouseholdRow>;

const HandoverRow = z.object({
  id: z.string(),
  unit: z.string(),
  from_name: z.string(),
  to_name: z.string().nullable(),
  reason: z.string().nullable(),
  on: z.string(),
  /** How many households it is about, also those that the person may not see. */
  all: z.int(),
});
export type HandoverOnPaper = z.infer<typeof HandoverRow>;

/** The households of a unit that take part, as far as the person may see them. */
export async function householdsOf(asking: Asking, unit: string): Promise<HouseholdRow[]> {
  return listed(
    asking,
    `h.unit_id IN (SELECT unit_id FROM below) AND EXISTS (SELECT FROM enrolments e WHERE e.household_id = h.id
       AND e.status = 'taking_part' AND e.valid_from <= $2 AND (e.valid_to IS NULL OR e.valid_to > $2))`,
    unit,
    below("$4", "$2"),
  );
}

/** A handover and its households, as far as the person may see them; null where there is none, or none of them. */
export async function handoverOnPaper(
  asking: Asking,
  id: string,
): Promise<{ handover: HandoverOnPaper; households: HouseholdRow[] } | null> {
  if (!isRecordId(id)) return null;
  const [handover] = await asking.sql.rows(
    HandoverRow,
    `SELECT o.id, o.unit_id AS unit, f.name AS from_name, t.name AS to_name, o.reason,
       (SELECT count(*)::int FROM handover_households hh JOIN households h ON h.id = hh.household_id
         WHERE hh.handover_id = o.id AND h.erased_at IS NULL) AS all,
       (coalesce(o.ended_at, o.asked_at) AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AS on
     FROM handovers o JOIN people f ON f.id = o.from_person LEFT JOIN people t ON t.id = o.to_person
     WHERE o.id = $1 AND o.status IN ('proposed', 'done')`,
    [id],
  );
  if (handover === undefined) return null;
  const households = await listed(
    asking,
    `h.id IN (SELECT household_id FROM handover_households WHERE handover_id = $4)`,
    id,
  );
  return households.length === 0 ? null : { handover, households };
}

/** $4 is what the condition is about; `parts` are more parts of the statement, which it may use. */
async function listed(
  asking: Asking,
  condition: string,
  about: string,
  ...parts: readonly string[]
): Promise<HouseholdRow[]> {
  const { sql, me, now } = asking;
  return sql.rows(
    HouseholdRow,
    `WITH RECURSIVE ${[REACHED, IN_CHARGE, inSight("$3"), ...parts].join(", ")}
     SELECT h.head_name AS name, ${unitName("h.unit_id", "$2")} AS unit,
       (SELECT p.birth_year FROM household_members m JOIN people p ON p.id = m.person_id
         WHERE m.household_id = h.id AND m.relation = 'head' AND m.valid_to IS NULL ORDER BY m.valid_from DESC LIMIT 1) AS birth,
       (SELECT c.status FROM classifications c WHERE c.household_id = h.id AND c.valid_from <= $2
         AND (c.valid_to IS NULL OR c.valid_to > $2) LIMIT 1) AS class,
       plan.livelihood, plan.own_words,
       (SELECT p.name FROM assignments a JOIN people p ON p.id = a.person_id WHERE a.household_id = h.id AND a.kind = 'officer'
         AND a.valid_from <= $2 AND (a.valid_to IS NULL OR a.valid_to > $2) LIMIT 1) AS officer,
       (SELECT count(*)::int FROM tasks t WHERE t.household_id = h.id AND t.done_at IS NULL) AS open
     FROM in_sight JOIN households h ON h.id = in_sight.household_id
     LEFT JOIN LATERAL (SELECT v.livelihood, v.own_words FROM plans p JOIN plan_versions v ON v.plan_id = p.id AND v.version = p.version
       WHERE p.household_id = h.id AND p.status IN ('approved', 'under_way', 'achieved') ORDER BY p.created_at DESC LIMIT 1) plan ON true
     WHERE h.erased_at IS NULL AND ${condition}
     ORDER BY length(${unitName("h.unit_id", "$2")}), 2, h.head_folded, h.id`,
    [me.person, localDateOf(now), rolesFor("see"), about],
  );
}
