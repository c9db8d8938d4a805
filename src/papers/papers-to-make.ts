import { z } from "zod";
import { localDateOf } from "../calendar/local-date.ts";
import { below } from "../casework/followed.ts";
import { unitName } from "../registry/unit-names.ts";
import type { Sql } from "../turns/ports.ts";

const Row = z.object({ id: z.string(), what: z.string(), on: z.string(), place: z.string() });

/** What papers can be made of in a unit, the newest first: its meetings and handovers, for whoever runs the program. */
export async function papersToMake(sql: Sql, unit: string, now: Date): Promise<z.infer<typeof Row>[]> {
  return sql.rows(
    Row,
    `WITH RECURSIVE ${below("$1", "$2")}
     SELECT m.id, concat('meeting: ', m.kind, ', ', m.status) AS what, m.meets_on AS on,
       coalesce(${unitName("m.unit_id", "m.meets_on")}, '') AS place
     FROM meetings m WHERE m.unit_id IN (SELECT unit_id FROM below) AND m.status <> 'cancelled'
     UNION ALL
     SELECT o.id, concat('handover: ', o.status), (coalesce(o.ended_at, o.asked_at) AT TIME ZONE 'Asia/Ho_Chi_Minh')::date,
       coalesce(${unitName("o.unit_id", "$2")}, '')
     FROM handovers o WHERE o.unit_id IN (SELECT unit_id FROM below) AND o.status IN ('proposed', 'done')
     ORDER BY 3 DESC, 2, 4, 1`,
    [unit, localDateOf(now)],
  );
}
