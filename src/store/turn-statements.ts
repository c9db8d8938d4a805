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
 * Writes down one event and reads what its turn needs. The unique key (contact, external id) is the dedupe: a known event
 * returns no row. The lock is tried in the same statement: `FOR NO KEY UPDATE`, so that nobody who only refers to the
 * contact has to wait.
 *
 * What is read is the snapshot of the statement's beginning, and the lock comes after that. But every turn writes its
 * contact's row, and a lock shows a row's newest version: where that is the one of the snapshot (by its `xmin`), no turn
 * was committed in between and what was read is `fresh`. Otherwise the turn reads again, with a snapshot of its own.
 */
export const RECEIVE = `
WITH known AS (
  SELECT id, xmin FROM contacts WHERE channel = $1 AND external_id = $5
), made AS (
  INSERT INTO contacts (id, channel, external_id, display_name, locale, created_at)
  SELECT gen_random_uuid(), $1, $5, $6, $7, $2 WHERE NOT EXISTS (SELECT FROM known)
  ON CONFLICT (channel, external_id) DO UPDATE SET display_name = coalesce(contacts.display_name, excluded.display_name)
  RETURNING id
), locked AS (
  SELECT id, xmin FROM contacts WHERE id = (SELECT id FROM known) FOR NO KEY UPDATE SKIP LOCKED
), contact AS (
  SELECT id FROM known UNION ALL SELECT id FROM made
), written AS (
  INSERT INTO inbox (contact_id, external_id, payload, happened_at, received_at)
  SELECT id, $8, $9::jsonb, least($10::timestamptz, $2), $2 FROM contact
  ON CONFLICT (contact_id, external_id) DO NOTHING
  RETURNING id, contact_id, payload, external_id, happened_at
)
SELECT w.id::text, w.contact_id,
  EXISTS (SELECT FROM locked) OR EXISTS (SELECT FROM made) AS locked,
  EXISTS (SELECT FROM locked l JOIN known k ON k.xmin = l.xmin) AS fresh,
  ${TALK_COLUMNS},
  ${unhandled(`${UNHANDLED} UNION ALL SELECT id, payload, external_id, happened_at FROM written`)}
FROM written w
LEFT JOIN contacts c ON c.id = w.contact_id
LEFT JOIN people p ON p.id = c.person_id
LEFT JOIN sessions s ON s.contact_id = c.id`;

/** SQL: whether the contact has an unhandled input, or an unsent message that is due at `now`. */
export function hasMore(contact: string, now: string): string {
  return `EXISTS (SELECT FROM inbox WHERE contact_id = ${contact} AND handled_at IS NULL)
    OR EXISTS (SELECT FROM outbox WHERE contact_id = ${contact} AND status = 'pending' AND next_at <= ${now}) AS more`;
}

/**
 * SQL: whether a message that waits may leave at `now`. One that was written in the future waits for a moment of a clock
 * that has been put back since: it is tried, rather than left until that clock has caught up.
 */
export function isDue(now: string): string {
  return `(next_at <= ${now} OR created_at > ${now})`;
}

/** Writes a whole turn: the talk, what was answered, when to wake it, what must leave. */
export const FINISH = `
WITH talk AS (
  INSERT INTO sessions (contact_id, state, updated_at) VALUES ($1, $2::jsonb, $3)
  ON CONFLICT (contact_id) DO UPDATE SET state = excluded.state, updated_at = excluded.updated_at
), handled AS (
  UPDATE inbox SET handled_at = $3 WHERE id = ANY ($4::bigint[])
), interaction AS (
  -- Written by every turn, also by one of the program's own: see RECEIVE.
  UPDATE contacts SET last_interaction_at = coalesce($13, last_interaction_at),
    state = CASE WHEN state = 'blocked' AND $13::timestamptz IS NOT NULL THEN 'active' ELSE state END
  WHERE id = $1
), released AS (
  -- What waited for her to write, because writing to her would cost or be refused, comes now.
  UPDATE timers SET due_at = $3, held = false WHERE contact_id = $1 AND held AND fired_at IS NULL AND $13::timestamptz IS NOT NULL
), answered AS (
  INSERT INTO answers (contact_id, person_id, household_id, inbox_id, flow, flow_version, step, asked, typed, value, at)
  SELECT $1, a.person, a."householdId", a."inboxId", a.flow, a.version, a.step, a.asked, a.typed,
    -- A question that was passed over is answered by a JSON null, which is no SQL null.
    coalesce(a.value, 'null'::jsonb), $3
  FROM jsonb_to_recordset($5::jsonb) AS a (person uuid, "householdId" uuid, "inboxId" bigint, flow text,
    version int, step text, asked text, typed text, value jsonb)
), rested AS (
  DELETE FROM timers WHERE key = 'nudge:' || $1 AND $14
), nudged AS (
  INSERT INTO timers (key, kind, contact_id, payload, due_at, created_at)
  SELECT 'nudge:' || $1, 'nudge', $1, $7::jsonb, $6, $3 WHERE $6::timestamptz IS NOT NULL
  ON CONFLICT (key) DO UPDATE SET payload = excluded.payload, due_at = excluded.due_at, fired_at = NULL, outcome = NULL
), audited AS (
  INSERT INTO audit (at, person_id, contact_id, action, object_kind, object_id, road, detail)
  SELECT $3, a.person, a.contact, a.action, a."objectKind", a."objectId", $10, a.detail
  FROM jsonb_to_recordset($15::jsonb) AS a (person uuid, contact uuid, action text, "objectKind" text, "objectId" text, detail jsonb)
), later AS (
  INSERT INTO timers (kind, contact_id, payload, due_at, created_at)
  SELECT 'later', $1, l.input, l.at, $3 FROM jsonb_to_recordset($8::jsonb) AS l (at timestamptz, input jsonb)
), held AS (
  -- The vendor asked everybody to wait: what is written now is claimed when that is over.
  SELECT ${heldFor("$10")} AS wait
)
INSERT INTO outbox (contact_id, inbox_id, channel, payload, purpose, status, attempts, claimed_by, next_at, created_at)
SELECT $1, (o.said ->> 'inboxId')::bigint, $10, o.said -> 'message', o.said ->> 'purpose',
  CASE WHEN held.wait IS NULL THEN $11 ELSE 'pending' END,
  CASE WHEN $11 = 'sending' AND held.wait IS NULL THEN 1 ELSE 0 END,
  CASE WHEN held.wait IS NULL THEN $12::int END, $3, $3
FROM held, jsonb_array_elements($9::jsonb) WITH ORDINALITY AS o (said, position) ORDER BY o.position
RETURNING id::text, status`;
