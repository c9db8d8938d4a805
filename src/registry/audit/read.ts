import { z } from "zod";
import type { Sql } from "../../turns/ports.ts";

/** What the administrator asks the trail for; what is null does not narrow it down. */
export type AuditQuery = {
  household: string | null;
  person: string | null;
  /** Local dates, both included. */
  from: string | null;
  to: string | null;
  limit: number;
};

const Row = z.object({
  at: z.date(),
  who: z.string().nullable(),
  action: z.string(),
  object_kind: z.string(),
  object_id: z.string(),
  object: z.string().nullable(),
  road: z.string(),
  detail: z.record(z.string(), z.unknown()),
  sealed: z.boolean(),
});
export type AuditLine = z.infer<typeof Row>;

/**
 * The lines of the trail, the newest first. A household is found where it was named, where it stood in a list, and by its
 * plans and tasks. Reading the trail is an administrator's right: whoever calls this has asked for it.
 */
export async function readAudit(sql: Sql, query: AuditQuery): Promise<AuditLine[]> {
  return sql.rows(
    Row,
    `WITH concerned (id) AS (
       SELECT $1::text WHERE $1::text IS NOT NULL
       UNION ALL SELECT id::text FROM plans WHERE household_id = $1::uuid
       UNION ALL SELECT id::text FROM tasks WHERE household_id = $1::uuid
     )
     SELECT a.at, coalesce(p.name, c.display_name) AS who, a.action, a.object_kind, a.object_id,
       h.code AS object, a.road, a.detail, a.position IS NOT NULL AS sealed
     FROM audit a
     LEFT JOIN people p ON p.id = a.person_id
     LEFT JOIN contacts c ON c.id = a.contact_id
     LEFT JOIN households h ON a.object_kind = 'household' AND h.id::text = a.object_id
     WHERE ($1::text IS NULL OR a.object_id IN (SELECT id FROM concerned)
         OR EXISTS (SELECT FROM concerned k WHERE a.detail -> 'shown' ? k.id))
       AND ($2::uuid IS NULL OR a.person_id = $2)
       AND ($3::date IS NULL OR (a.at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date >= $3)
       AND ($4::date IS NULL OR (a.at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date <= $4)
     ORDER BY a.at DESC, a.id DESC LIMIT $5`,
    [query.household, query.person, query.from, query.to, query.limit],
  );
}
