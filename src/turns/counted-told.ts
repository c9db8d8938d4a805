/**
 * Flows that somebody is told by another's act and that do not count as a push of the week. Answers to what the person had
 * asked for herself, and what cannot wait: they come whatever the week has brought, and take nobody's place in it.
 */
export const NOT_COUNTED = {
  answers: [
    "agreed_done",
    "bulletin_approved",
    "household_change_answer",
    "households_handover_ended",
    "plan_card",
    "plan_decided",
    "plan_ended",
    "privacy_answered",
    "report_decided",
  ],
  urgent: [
    "deadline_moved",
    "offer_cancelled",
    "operations_alert",
    "shock_neighbour_told",
    "shock_news",
    "shock_place_told",
    "shock_told",
  ],
} as const;

const FLOWS = [...NOT_COUNTED.answers, ...NOT_COUNTED.urgent].map((flow) => `'${flow}'`).join(", ");

/**
 * SQL: whether a row `i` of the inbox is something that another's act told this account and that counts as a push of its
 * week. What she brought about in her own talk is a reply. The input that told it is looked for by its number, not by how that
 * is written: no index knows that.
 */
export const COUNTED_TOLD = `i.external_id LIKE 'told:%' AND i.payload ->> 'kind' = 'start' AND i.payload ->> 'flow' NOT IN (${FLOWS})
  AND NOT EXISTS (SELECT FROM inbox own WHERE own.contact_id = i.contact_id
    AND own.id = CASE WHEN i.external_id ~ '^told:[0-9]{1,18}:' THEN split_part(i.external_id, ':', 2)::bigint END)`;
