import { z } from "zod";
import { localDateOf } from "../calendar/local-date.ts";
import { isRecordId } from "../turns/choice-id.ts";
import type { CommandContext } from "../turns/command.ts";
import type { Sql } from "../turns/ports.ts";

const HandoverRow = z.object({
  id: z.string(),
  unit: z.string(),
  status: z.enum(["asked", "proposed", "done", "refused", "cancelled"]),
  reason: z.string().nullable(),
  asked_by: z.string().nullable(),
  from_id: z.string(),
  from_name: z.string(),
  from_address: z.string().nullable(),
  from_agreed: z.boolean(),
  to_id: z.string().nullable(),
  to_name: z.string().nullable(),
  to_address: z.string().nullable(),
  to_agreed: z.boolean(),
  /** The last day, where it is for a time. */
  until: z.string().nullable(),
  is_back: z.boolean(),
});
/** Households on their way from one officer to another, and who has agreed so far. */
export type HandoverRow = z.infer<typeof HandoverRow>;

const HandedRow = z.object({ id: z.string(), name: z.string() });
export type Handed = z.infer<typeof HandedRow>;

/** A handover by its id, locked until the turn is over; null where there is none. Says nothing about rights. */
export async function handoverById(sql: Sql, id: string | null): Promise<HandoverRow | null> {
  if (id === null || !isRecordId(id)) return null;
  const [row] = await sql.rows(
    HandoverRow,
    `SELECT o.id, o.unit_id AS unit, o.status, o.reason, o.asked_by, f.id AS from_id, f.name AS from_name,
       f.address_as AS from_address, o.from_agreed_at IS NOT NULL AS from_agreed, t.id AS to_id, t.name AS to_name,
       t.address_as AS to_address, o.to_agreed_at IS NOT NULL AS to_agreed,
       o.until_on::text AS until, o.back_at IS NOT NULL AS is_back
     FROM handovers o JOIN people f ON f.id = o.from_person LEFT JOIN people t ON t.id = o.to_person
     WHERE o.id = $1 FOR UPDATE OF o`,
    [id],
  );
  return row ?? null;
}

/** The households of a handover which its first officer still has, by name. */
export async function handedBy(
  { sql, now }: Pick<CommandContext, "sql" | "now">,
  handover: Pick<HandoverRow, "id" | "from_id">,
): Promise<Handed[]> {
  return sql.rows(
    HandedRow,
    `SELECT h.id, h.head_name AS name FROM handover_households l JOIN households h ON h.id = l.household_id
     JOIN assignments a ON a.household_id = h.id AND a.kind = 'officer' AND a.person_id = $2
       AND a.valid_from <= $3 AND (a.valid_to IS NULL OR a.valid_to > $3)
     WHERE l.handover_id = $1 ORDER BY h.head_folded, h.id`,
    [handover.id, handover.from_id, localDateOf(now)],
  );
}

const HeldRow = HandedRow.extend({ holder: z.string() });

/**
 * The households of a handover for a time with whoever has them now for its officer: the one who stands in, or who stands in for
 * that one in turn. What went to somebody else for good is left out.
 */
export async function heldFor(
  { sql, now }: Pick<CommandContext, "sql" | "now">,
  handover: Pick<HandoverRow, "id" | "from_id" | "to_id">,
): Promise<z.infer<typeof HeldRow>[]> {
  return sql.rows(
    HeldRow,
    `WITH RECURSIVE held (household_id, person_id) AS (
       SELECT household_id, $2::uuid FROM handover_households WHERE handover_id = $1
       UNION
       SELECT held.household_id, o.to_person FROM held JOIN handovers o ON o.from_person = held.person_id
       JOIN handover_households l ON l.handover_id = o.id AND l.household_id = held.household_id
       WHERE o.status = 'done' AND o.until_on IS NOT NULL AND o.back_at IS NULL AND o.to_person <> $3
     )
     SELECT h.id, h.head_name AS name, held.person_id AS holder FROM held JOIN households h ON h.id = held.household_id
     JOIN assignments a ON a.household_id = h.id AND a.kind = 'officer' AND a.person_id = held.person_id
       AND a.valid_from <= $4 AND (a.valid_to IS NULL OR a.valid_to > $4)
     ORDER BY h.head_folded, h.id`,
    [handover.id, handover.to_id, handover.from_id, localDateOf(now)],
  );
}
