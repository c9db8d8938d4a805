import { MOST_TOGETHER } from "../turns/boxes.ts";
import { heldFor } from "../turns/send-slots.ts";

/**
 * The statements of a turn. They are SQL by hand because every message pays for them; everything that is not
 * hot goes through Prisma. Prepared by name on each connection.
 */

export const LOCK = `SELECT 1 FROM contacts WHERE id = $1 FOR NO KEY UPDATE SKIP LOCKED`;

const ME_COLUMNS = `
  c.display_name, c.person_id, p.name, p.address_as,
  coalesce((SELECT json_agg(DISTINCT r.role) FROM roles r
    WHERE r.person_id = c.person_id AND r.valid_from <= ($2::timestamptz AT TIME ZONE 'Asia/Ho_Chi_Minh')::date
      AND (r.valid_to IS NULL OR r.valid_to > ($2::timestamptz AT TIME ZONE 'Asia/Ho_Chi_Minh')::date)), '[]') AS roles,
  coalesce((SELECT json_agg(json_build_object('id', h.id, 'name', h.head_name) ORDER BY h.head_name)
    FROM household_contacts hc JOIN households h ON h.id = hc.household_id
    WHERE hc.contact_id = c.id AND hc.valid_from <= ($2::timestamptz AT TIME ZONE 'Asia/Ho_Chi_Minh')::date
      AND (hc.valid_to IS NULL OR hc.valid_to > ($2::timestamptz AT TIME ZONE 'Asia/Ho_Chi_Minh')::date)), '[]') AS households`;

/** Who is talking. */
export const ME = `SELECT ${ME_COLUMNS} FROM contacts c LEFT JOIN people p ON p.id = c.person_id WHERE c.id = $1`;

/** What this process ($4) is sending is no hindrance: the next message leaves behind it. */
const TALK_COLUMNS = `${ME_COLUMNS}, c.channel, c.external_id, c.state, c.locale, s.state AS session,
  EXISTS (SELECT FROM outbox o WHERE o.contact_id = c.id
    AND (o.status = 'pending' OR o.status = 'sending' AND o.claimed_by IS DISTINCT FROM $4)) AS has_unsent`;

/** What of a table with the columns of the inbox has to be handled, in the order in which it happened; at most $3. */
function unhandled(from: string): string {
  return `coalesce((SELECT json_agg(json_build_object('id', i.id::text, 'payload', i.payload,
      'timer', CASE WHEN starts_with(i.external_id, 'timer:') THEN split_part(i.external_id, ':', 2) END) ORDER BY i.happened_at, i.id)
    FROM (${from} ORDER BY happened_at, id LIMIT $3) i), '[]') AS inbox`;
}

const UNHANDLED = `SELECT id, payload, external_id, happened_at FROM inbox
      WHERE contact_id = c.id AND handled_at IS NULL`;

/** The contact, the talk, and what has not been handled. Only under the lock. */
export const LOAD = `
SELECT ${TALK_COLUMNS}, ${unhandled(UNHANDLED)}
FROM contacts c
LEFT JOIN people p ON p.id = c.person_id
LEFT JOIN sessions s ON s.contact_id = c.id
WHERE c.id = $1`;

/**
 * Writes down events of different accounts and reads what their turns need. The unique key (contact, external id) is the
 * dedupe: a known event returns no row. The locks are tried in the same statement: `FOR NO KEY UPDATE`, so that nobody
 * who only refers to a contact has to wait. Two processes that make the same rows make them in the same order, so that
 * neither waits for the other in a circle.
 *
 * What is read is the snapshot of the statement's beginning, and the locks come after that. But every turn writes its
 * contact's row, and a lock shows a row's newest version: where that is the one of the snapshot (by its `xmin`), no turn
 * was committed in between and what was read is `fresh`. Otherwise the turn reads again, with a snapshot of its own.
 *
 * The order is that of the vendor's stamps, also where they lie ahead of our clock: two machines whose clocks are apart would
 * otherwise turn one person's lines round. A stamp that lies more than a day ahead is none.
 *
 * The limit tells the planner how few rows there are; without it, it would expect so many that reading whole tables pays.
 */
export const RECEIVE = `
WITH given AS (
  SELECT * FROM jsonb_to_recordset($1::jsonb) AS g (position int, channel text, contact text, "displayName" text,
    language text, "externalId" text, input jsonb, "happenedAt" timestamptz) LIMIT ${MOST_TOGETHER}
), known AS (
  SELECT g.position, c.id, c.mark FROM given g, LATERAL (
    SELECT id, xmin AS mark FROM contacts WHERE channel = g.channel AND external_id = g.contact LIMIT 1) c
), made AS (
  INSERT INTO contacts (id, channel, external_id, display_name, locale, created_at)
  SELECT gen_random_uuid(), g.channel, g.contact, g."displayName", g.language, $2 FROM given g
  WHERE g.position NOT IN (SELECT position FROM known) ORDER BY g.channel, g.contact
  ON CONFLICT (channel, external_id) DO UPDATE SET display_name = coalesce(contacts.display_name, excluded.display_name)
  RETURNING id, channel, external_id
), locked AS (
  SELECT c.id, c.mark FROM known k, LATERAL (
    SELECT id, xmin AS mark FROM contacts WHERE id = k.id LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED) c
), writer AS (
  -- The new ones first: making them may have to wait for another process, and nobody's lock should be held meanwhile.
  SELECT g.position, m.id, true AS locked, false AS fresh
  FROM made m JOIN given g ON g.channel = m.channel AND g.contact = m.external_id
  UNION ALL
  SELECT k.position, k.id, l.id IS NOT NULL, coalesce(l.mark = k.mark, false) FROM known k LEFT JOIN locked l ON l.id = k.id
), written AS (
  INSERT INTO inbox (contact_id, external_id, payload, happened_at, received_at)
  SELECT w.id, g."externalId", g.input,
    CASE WHEN g."happenedAt" > $2::timestamptz + interval '1 day' THEN $2 ELSE g."happenedAt" END, $2
  FROM writer w JOIN given g ON g.position = w.position
  ORDER BY w.id
  ON CONFLICT (contact_id, external_id) DO NOTHING
  RETURNING id, contact_id, payload, external_id, happened_at
)
SELECT w.position, i.id::text, w.id AS contact_id, w.locked, w.fresh, ${TALK_COLUMNS},
  ${unhandled(`${UNHANDLED} UNION ALL SELECT id, payload, external_id, happened_at FROM written WHERE contact_id = c.id`)}
FROM written i
JOIN writer w ON w.id = i.contact_id
-- One row each by its key: see FINISH.
LEFT JOIN LATERAL (SELECT * FROM contacts WHERE id = i.contact_id LIMIT 1) c ON true
LEFT JOIN people p ON p.id = c.person_id
LEFT JOIN sessions s ON s.contact_id = c.id`;

/** SQL: whether the contact has an unhandled input, or an unsent message that is due at `now`. */
export function hasMore(contact: string, now: string): string {
  return `EXISTS (SELECT FROM inbox WHERE contact_id = ${contact} AND handled_at IS NULL)
    OR EXISTS (SELECT FROM outbox WHERE contact_id = ${contact} AND status = 'pending' AND ${isDue(now)}) AS more`;
}

/**
 * SQL: whether a message that waits may leave at `now`. One that was written in the future waits for a moment of a clock
 * that has been put back since: it is tried, rather than left until that clock has caught up.
 */
export function isDue(now: string): string {
  return `(next_at <= ${now} OR created_at > ${now})`;
}

/**
 * Writes whole turns of different contacts: the talks, what was answered, when to wake them, what must leave. What is changed
 * is named by its key in a list of its own (`= ANY`): joined to the turns alone, whole tables are read as long as the planner
 * does not know how many rows they have by now.
 */
export const FINISH = `
WITH turn AS (
  SELECT t.*, ${heldFor("t.channel")} IS NOT NULL AS held
  FROM jsonb_to_recordset($1::jsonb) AS t (contact uuid, channel text, state jsonb, answers jsonb, "nudgeAt" timestamptz,
    "nudgeTurn" int, later jsonb, said jsonb, claims boolean, "interactionAt" timestamptz, audit jsonb)
  LIMIT ${MOST_TOGETHER}
), talk AS (
  INSERT INTO sessions (contact_id, state, updated_at) SELECT contact, state, $2 FROM turn
  ON CONFLICT (contact_id) DO UPDATE SET state = excluded.state, updated_at = excluded.updated_at
), handled AS (
  UPDATE inbox SET handled_at = $2 WHERE id = ANY ($3::bigint[])
), interaction AS (
  -- Written by every turn, also by one of the program's own: see RECEIVE.
  UPDATE contacts c SET last_interaction_at = coalesce(t."interactionAt", c.last_interaction_at),
    state = CASE WHEN c.state = 'blocked' AND t."interactionAt" IS NOT NULL THEN 'active' ELSE c.state END
  FROM turn t WHERE c.id = ANY ($5::uuid[]) AND c.id = t.contact
), released AS (
  -- What waited for her to write, because writing to her would cost or be refused, comes now.
  UPDATE timers SET due_at = $2, held = false WHERE contact_id = ANY ($6::uuid[]) AND held AND fired_at IS NULL
), answered AS (
  INSERT INTO answers (contact_id, person_id, household_id, inbox_id, flow, flow_version, step, asked, typed, value, at)
  SELECT t.contact, a.person, a."householdId", a."inboxId", a.flow, a.version, a.step, a.asked, a.typed,
    -- A question that was passed over is answered by a JSON null, which is no SQL null.
    coalesce(a.value, 'null'::jsonb), $2
  FROM turn t, jsonb_to_recordset(t.answers) AS a (person uuid, "householdId" uuid, "inboxId" bigint, flow text,
    version int, step text, asked text, typed text, value jsonb)
), rested AS (
  DELETE FROM timers WHERE key = ANY ($7::text[])
), nudged AS (
  INSERT INTO timers (key, kind, contact_id, payload, due_at, created_at)
  SELECT 'nudge:' || contact, 'nudge', contact, jsonb_build_object('kind', 'timeout', 'turn', "nudgeTurn"), "nudgeAt", $2
  FROM turn WHERE "nudgeAt" IS NOT NULL
  ON CONFLICT (key) DO UPDATE SET payload = excluded.payload, due_at = excluded.due_at, fired_at = NULL, outcome = NULL
), audited AS (
  INSERT INTO audit (at, person_id, contact_id, action, object_kind, object_id, road, detail)
  SELECT $2, a.person, a.contact, a.action, a."objectKind", a."objectId", t.channel, a.detail
  FROM turn t, jsonb_to_recordset(t.audit) AS a (person uuid, contact uuid, action text, "objectKind" text, "objectId" text, detail jsonb)
), later AS (
  INSERT INTO timers (kind, contact_id, payload, due_at, created_at)
  SELECT 'later', t.contact, l.input, l.at, $2 FROM turn t, jsonb_to_recordset(t.later) AS l (at timestamptz, input jsonb)
)
INSERT INTO outbox (contact_id, inbox_id, channel, payload, purpose, status, attempts, claimed_by, next_at, created_at)
-- Where the vendor asked everybody to wait, what is written now is claimed when that is over.
SELECT t.contact, (o.said ->> 'inboxId')::bigint, t.channel, o.said -> 'message', o.said ->> 'purpose',
  CASE WHEN t.claims AND NOT t.held THEN 'sending' ELSE 'pending' END,
  CASE WHEN t.claims AND NOT t.held THEN 1 ELSE 0 END,
  CASE WHEN t.claims AND NOT t.held THEN $4::int END, $2, $2
FROM turn t, jsonb_array_elements(t.said) WITH ORDINALITY AS o (said, position) ORDER BY t.contact, o.position
RETURNING id::text, contact_id, status`;
