import { z } from "zod";
import { mayWith, type Asking } from "../../registry/rights.ts";
import { isRecordId } from "../../turns/choice-id.ts";

const Row = z.object({
  id: z.string(),
  household_id: z.string(),
  household_name: z.string(),
  visited_on: z.string(),
  met: z.string(),
  note: z.string().nullable(),
});
export type VisitRow = z.infer<typeof Row>;

/** A visit to a household that the person looks after now; null for every other id, whether it exists or not. */
export async function visitInReach(asking: Asking, id: string): Promise<VisitRow | null> {
  if (!isRecordId(id)) return null;
  const [visit] = await asking.sql.rows(
    Row,
    `SELECT v.id, v.household_id, h.head_name AS household_name, v.visited_on, v.met, v.note
     FROM visits v JOIN households h ON h.id = v.household_id WHERE v.id = $1`,
    [id],
  );
  if (visit === undefined || !(await mayWith(asking, visit.household_id, "manage"))) return null;
  return visit;
}
