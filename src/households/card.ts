import { z } from "zod";
import { addDays, localDateOf } from "../calendar/local-date.ts";
import { may } from "../domain/scope.ts";
import { nextStandard, standardOn } from "../registry/poverty-standards.ts";
import { officerOf, spokenOf } from "../registry/responsible.ts";
import { areaOn } from "../registry/units/on-date.ts";
import { unitName } from "../registry/unit-names.ts";
import { OptionalChoiceId } from "../turns/choice-id.ts";
import { command } from "../turns/command.ts";
import { allowed } from "./allowed.ts";

/** How long before a new standard is in force it is pointed out. */
const WARN_DAYS = 60;

const Row = z.object({
  id: z.string(),
  name: z.string(),
  code: z.string(),
  unit: z.string(),
  hamlet: z.string().nullable(),
  commune: z.string().nullable(),
  address: z.string().nullable(),
  phone: z.string().nullable(),
  birth: z.int().nullable(),
  members: z.int(),
  phones: z.int(),
  status: z.string().nullable(),
  standard: z.string().nullable(),
  area: z.string().nullable(),
  status_since: z.string().nullable(),
  enrolment: z.string().nullable(),
  enrolled_since: z.string().nullable(),
  livelihood: z.string().nullable(),
  plan_status: z.string().nullable(),
  next: z.string().nullable(),
  next_on: z.string().nullable(),
  last_report: z.string().nullable(),
  tasks: z.int(),
  requests: z.int(),
  helpers: z.string().nullable(),
});

const CARD = `
SELECT h.id, h.head_name AS name, h.code, h.unit_id AS unit, ${unitName("h.unit_id", "$2")} AS hamlet,
  (SELECT ${unitName("v.parent_id", "$2")} FROM unit_versions v WHERE v.unit_id = h.unit_id AND v.valid_from <= $2
    AND (v.valid_to IS NULL OR v.valid_to > $2) LIMIT 1) AS commune,
  h.address, h.phone, head.birth_year AS birth,
  (SELECT count(*)::int FROM household_members m WHERE m.household_id = h.id AND m.valid_from <= $2
    AND (m.valid_to IS NULL OR m.valid_to > $2)) AS members,
  (SELECT count(*)::int FROM household_contacts c WHERE c.household_id = h.id AND c.valid_from <= $2
    AND (c.valid_to IS NULL OR c.valid_to > $2)) AS phones,
  class.status, class.standard, class.area, class.valid_from AS status_since,
  enrolled.status AS enrolment, enrolled.valid_from AS enrolled_since,
  plan.livelihood, plan.status AS plan_status, step.text AS next, step.due_on AS next_on,
  (SELECT max(d.period) FROM diary_entries d WHERE d.household_id = h.id AND d.kind = 'progress') AS last_report,
  (SELECT count(*)::int FROM tasks t WHERE t.household_id = h.id AND t.done_at IS NULL) AS tasks,
  (SELECT count(*)::int FROM change_requests r WHERE r.household_id = h.id AND r.status = 'open') AS requests,
  (SELECT string_agg(p.name, ', ' ORDER BY a.kind, p.name) FROM assignments a JOIN people p ON p.id = a.person_id
    WHERE a.household_id = h.id AND a.kind <> 'officer' AND a.valid_from <= $2
      AND (a.valid_to IS NULL OR a.valid_to > $2)) AS helpers
FROM households h
LEFT JOIN LATERAL (SELECT p.birth_year FROM household_members m JOIN people p ON p.id = m.person_id
  WHERE m.household_id = h.id AND m.relation = 'head' AND m.valid_to IS NULL LIMIT 1) head ON true
LEFT JOIN LATERAL (SELECT * FROM classifications c WHERE c.household_id = h.id AND c.valid_from <= $2
  AND (c.valid_to IS NULL OR c.valid_to > $2) ORDER BY c.valid_from DESC LIMIT 1) class ON true
LEFT JOIN LATERAL (SELECT * FROM enrolments e WHERE e.household_id = h.id AND e.valid_to IS NULL
  ORDER BY e.valid_from DESC LIMIT 1) enrolled ON true
LEFT JOIN LATERAL (SELECT v.id, v.livelihood, p.status FROM plans p JOIN plan_versions v ON v.plan_id = p.id
  AND v.version = p.version WHERE p.household_id = h.id ORDER BY p.created_at DESC LIMIT 1) plan ON true
LEFT JOIN LATERAL (SELECT s.text, s.due_on FROM plan_steps s WHERE s.plan_version_id = plan.id AND s.done_on IS NULL
  AND s.text IS NOT NULL ORDER BY s.due_on, s.position LIMIT 1) step ON true
WHERE h.id = $1`;

/**
 * Everything about a household on one card, for whoever may see it; `manage` and `lead` say what may be done from there.
 * Warnings only point out: a new standard that comes near, a commune that became a ward. Nothing is decided here.
 */
export const householdCard = command({
  name: "households.card",
  takes: z.object({ household: OptionalChoiceId }),
  codes: ["not_allowed"],
  async run(context, { household: handed }) {
    const found = await allowed(context, handed, "see");
    if (found === null) return { code: "not_allowed" };
    const { sql, now } = context;
    const today = localDateOf(now);
    const [row] = await sql.rows(Row, CARD, [found.id, today]);
    if (row === undefined) return { code: "not_allowed" };
    const { unit, standard, area, ...card } = row;
    const officer = await officerOf(context, found.id);
    const areaNow = await areaOn(sql, unit, today);
    const coming = nextStandard(today);
    const isNear = coming !== null && coming.from <= addDays(today, WARN_DAYS);
    return {
      code: "ok",
      acting: { id: row.id, name: row.name },
      value: {
        ...card,
        label: card.name,
        officer: officer === null ? null : spokenOf(officer),
        tasks: card.tasks === 0 ? null : card.tasks,
        requests: card.requests === 0 ? null : card.requests,
        phones: card.phones === 0 ? null : card.phones,
        area_now: areaNow,
        old_standard: standard !== null && standard !== standardOn(today).code,
        standard_near: standard !== null && isNear ? coming.from : null,
        new_line: isNear && areaNow !== null ? coming.line[areaNow] : null,
        new_document: isNear ? coming.document : null,
        now_urban: area === "rural" && areaNow === "urban",
        manage: may(found.relations, "manage"),
        lead: found.relations.includes("leads"),
      },
    };
  },
});
