import { z } from "zod";
import { NEED_STATUSES } from "../../domain/need-status.ts";
import type { Value } from "../../domain/value.ts";
import { isRecordId } from "../../turns/choice-id.ts";
import type { Sql } from "../../turns/ports.ts";
import { AmountColumn } from "../given.ts";
import { NEED_CATEGORIES } from "./need-categories.ts";

const NeedRow = z.object({
  id: z.string(),
  household_id: z.string(),
  household_name: z.string(),
  category: z.enum(NEED_CATEGORIES),
  text: z.string().nullable(),
  cost: AmountColumn,
  source: z.string().nullable(),
  status: z.enum(NEED_STATUSES),
  due_on: z.string().nullable(),
  noted_on: z.string(),
  entered_by: z.string().nullable(),
  enterer: z.string().nullable(),
  acts: z.string().nullable(),
  acts_address: z.string().nullable(),
  note: z.string().nullable(),
  plan_id: z.string().nullable(),
});
/** A need with what the talk says beside it. */
export type NeedRow = z.infer<typeof NeedRow>;

/** SQL of needs `n` with their household `h`; put WHERE behind it. */
const NEEDS = `
SELECT n.id, n.household_id, h.head_name AS household_name, n.category, n.text, n.cost::text, n.source, n.status, n.due_on,
  n.noted_on, n.plan_id, n.entered_by, enterer.name AS enterer, actor.name AS acts, actor.address_as AS acts_address,
  (SELECT note FROM need_events e WHERE e.need_id = n.id ORDER BY e.id DESC LIMIT 1) AS note
FROM needs n JOIN households h ON h.id = n.household_id
LEFT JOIN people enterer ON enterer.id = n.entered_by
LEFT JOIN people actor ON actor.id = n.person_id`;

/** A need by its id, held against others until the turn is written; null where there is none. Says nothing about rights. */
export async function needById(sql: Sql, id: string): Promise<NeedRow | null> {
  if (!isRecordId(id)) return null;
  const [need] = await sql.rows(NeedRow, `${NEEDS} WHERE n.id = $1 FOR UPDATE OF n`, [id]);
  return need ?? null;
}

/** The needs of a household, open ones first, then the newest. */
export async function needsOf(sql: Sql, household: string): Promise<NeedRow[]> {
  return sql.rows(
    NeedRow,
    `${NEEDS} WHERE n.household_id = $1 AND n.status <> 'withdrawn'
     ORDER BY n.closed_on IS NOT NULL, n.noted_on DESC, n.created_at DESC, array_position($2::text[], n.category), n.id LIMIT 60`,
    [household, NEED_CATEGORIES],
  );
}

/** What texts may name of a need. */
export function shownNeed(need: NeedRow): { [key: string]: Value } {
  return {
    id: need.id,
    household: { id: need.household_id, label: need.household_name, name: need.household_name },
    household_name: need.household_name,
    category: need.category,
    text: need.text,
    cost: need.cost,
    source: need.source,
    status: need.status,
    due_on: need.due_on,
    noted_on: need.noted_on,
    enterer: need.enterer,
    acts: need.acts === null ? null : { name: need.acts, address: need.acts_address },
    note: need.note,
    is_open: ["noted", "looking", "promised"].includes(need.status),
  };
}
