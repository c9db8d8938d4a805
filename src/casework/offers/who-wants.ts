import { z } from "zod";
import { localDateOf } from "../../calendar/local-date.ts";
import { OPEN_NEEDS } from "../../domain/need-status.ts";
import type { CommandContext } from "../../turns/command.ts";
import { ANSWERS_TO } from "./offer-kinds.ts";
import type { OfferRow } from "./offer-rows.ts";

/** Who an offer can be sent to: those who said that they want such a thing, those of its livelihood, everybody in the unit. */
export const AUDIENCES = ["wanting", "livelihood", "everybody"] as const;
export type AudienceOfOffer = (typeof AUDIENCES)[number];

const Row = z.object({
  id: z.string(),
  name: z.string(),
  wants: z.boolean(),
  same: z.boolean(),
  reachable: z.boolean(),
});
export type Wanting = z.infer<typeof Row>;

/**
 * The households of an offer's unit and below that agreed to be followed up and have not been asked about it yet: whether each
 * wants such a thing (an open need, or a plan of that livelihood), has the offer's livelihood, and can be reached by a phone
 * that takes reminders.
 */
export async function householdsFor(
  { sql, now }: Pick<CommandContext, "sql" | "now">,
  offer: OfferRow,
): Promise<Wanting[]> {
  return sql.rows(
    Row,
    `WITH RECURSIVE below (unit_id) AS (
       SELECT $1::uuid
       UNION
       SELECT v.unit_id FROM unit_versions v JOIN below ON v.parent_id = below.unit_id
       WHERE v.valid_from <= $2 AND (v.valid_to IS NULL OR v.valid_to > $2)
     ), lives AS (
       SELECT DISTINCT ON (p.household_id) p.household_id, v.livelihood FROM plans p
       JOIN plan_versions v ON v.plan_id = p.id AND v.version = p.version
       WHERE p.status NOT IN ('refused', 'ended_early') ORDER BY p.household_id, p.created_at DESC
     )
     SELECT h.id, h.head_name AS name,
       EXISTS (SELECT FROM needs n WHERE n.household_id = h.id AND n.category = ANY ($4) AND n.status = ANY ($5)
         AND ($6::text IS NULL OR lives.livelihood IS NULL OR lives.livelihood = $6)) AS wants,
       coalesce(lives.livelihood = $6, false) AS same,
       EXISTS (SELECT FROM household_contacts hc JOIN contacts c ON c.id = hc.contact_id
         WHERE hc.household_id = h.id AND hc.valid_to IS NULL AND c.state = 'active' AND NOT c.reminders_off) AS reachable
     FROM households h LEFT JOIN lives ON lives.household_id = h.id
     WHERE h.unit_id IN (SELECT unit_id FROM below)
       AND NOT EXISTS (SELECT FROM offer_answers a WHERE a.offer_id = $3 AND a.household_id = h.id)
       AND (SELECT c.given AND c.withdrawn_at IS NULL FROM consents c WHERE c.household_id = h.id AND c.purpose = 'register'
         ORDER BY c.decided_at DESC, c.given LIMIT 1)
     ORDER BY h.head_folded, h.id`,
    [offer.unit_id, localDateOf(now), offer.id, ANSWERS_TO[offer.kind], OPEN_NEEDS, offer.livelihood],
  );
}

/** Whether a household belongs to an audience. A livelihood counts as a wish where the offer is for that livelihood. */
export function belongsTo({ wants, same }: Wanting, audience: AudienceOfOffer): boolean {
  switch (audience) {
    case "wanting":
      return wants;
    case "livelihood":
      return wants || same;
    case "everybody":
      return true;
    default:
      return audience satisfies never;
  }
}
