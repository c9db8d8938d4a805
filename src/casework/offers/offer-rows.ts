import { z } from "zod";
import { localDateOf } from "../../calendar/local-date.ts";
import type { Value } from "../../domain/value.ts";
import { unitName } from "../../registry/unit-names.ts";
import { isRecordId } from "../../turns/choice-id.ts";
import type { CommandContext } from "../../turns/command.ts";
import { OFFER_KINDS } from "./offer-kinds.ts";

const OfferRow = z.object({
  id: z.string(),
  unit_id: z.string(),
  unit: z.string().nullable(),
  kind: z.enum(OFFER_KINDS),
  title: z.string(),
  place: z.string().nullable(),
  details: z.string().nullable(),
  livelihood: z.string().nullable(),
  starts_on: z.string().nullable(),
  seats: z.int().nullable(),
  expires_on: z.string(),
  cancelled_at: z.date().nullable(),
  created_by: z.string(),
  /** The language of whoever wrote it. */
  written_in: z.string().nullable(),
  partner: z.string().nullable(),
  contact_name: z.string().nullable(),
  phone: z.string().nullable(),
  sent: z.int(),
  interested: z.int(),
  waiting: z.int(),
  refused: z.int(),
  took_part: z.int(),
});
export type OfferRow = z.infer<typeof OfferRow>;

/** SQL of offers `o` with what households said to them; `$1` is the day. Put WHERE behind it. */
export const OFFERS = `
SELECT o.id, o.unit_id, ${unitName("o.unit_id", "$1")} AS unit, o.kind, o.title, o.place, o.details, o.livelihood, o.starts_on,
  o.seats, o.expires_on, o.cancelled_at, o.created_by,
  (SELECT c.locale FROM contacts c WHERE c.person_id = o.created_by AND c.state = 'active'
    ORDER BY c.last_interaction_at DESC NULLS LAST, c.id LIMIT 1) AS written_in, p.name AS partner, p.contact_name, p.phone,
  said.sent, said.interested, said.waiting, said.refused, said.took_part
FROM offers o LEFT JOIN partners p ON p.id = o.partner_id AND p.ended_on IS NULL
CROSS JOIN LATERAL (SELECT count(*) FILTER (WHERE a.sent_at IS NOT NULL)::int AS sent,
    count(*) FILTER (WHERE a.answer = 'interested')::int AS interested,
    count(*) FILTER (WHERE a.answer = 'waiting')::int AS waiting,
    count(*) FILTER (WHERE a.answer = 'no')::int AS refused,
    count(*) FILTER (WHERE a.result IN ('attended', 'placed'))::int AS took_part
  FROM offer_answers a WHERE a.offer_id = o.id) said`;

/** Offers found by `where` (its parameters begin at `$2`). */
export async function offersWhere(
  { sql, now }: Pick<CommandContext, "sql" | "now">,
  where: string,
  params: readonly unknown[],
): Promise<OfferRow[]> {
  return sql.rows(OfferRow, `${OFFERS} WHERE ${where}`, [localDateOf(now), ...params]);
}

/** One offer, held until the turn is written, so that the last seat is given once; null where there is none. */
export async function offerById(context: CommandContext, id: string): Promise<OfferRow | null> {
  if (!isRecordId(id)) return null;
  await context.sql.run("SELECT FROM offers WHERE id = $1 FOR UPDATE", [id]);
  const [offer] = await offersWhere(context, "o.id = $2", [id]);
  return offer ?? null;
}

/** Whether an offer can still be answered on this day. */
export function isOpen(offer: OfferRow, today: string): boolean {
  return offer.cancelled_at === null && offer.expires_on >= today;
}

/** What texts may name of an offer. */
export function shownOffer(offer: OfferRow, today: string): { [key: string]: Value } {
  const { cancelled_at, created_by: _, unit, ...shown } = offer;
  return {
    ...shown,
    label: offer.title,
    unit_name: unit,
    partner_name: offer.partner,
    left: offer.seats === null ? null : Math.max(offer.seats - offer.interested, 0),
    is_open: isOpen(offer, today),
    cancelled: cancelled_at !== null,
  };
}
