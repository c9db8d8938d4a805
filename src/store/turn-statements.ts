/**
 * The statements of a turn. They are SQL by hand because every message pays for them; everything that is not
 * hot goes through Prisma. Prepared by name on each connection.
 */

/**
 * Writes down one event. The unique key (contact, external id) is the dedupe: a known event returns no row.
 * The lock is tried in the same statement; what another turn has committed is read by the next one, which has
 * a snapshot of its own. `FOR NO KEY UPDATE`, so that nobody who only refers to the contact has to wait.
 */
export const RECEIVE = `
WITH known AS (
  SELECT id FROM contacts WHERE channel = $1 AND external_id = $2
), made AS (
  INSERT INTO contacts (id, channel, external_id, display_name, locale, created_at)
  SELECT gen_random_uuid(), $1, $2, $3, $4, $5 WHERE NOT EXISTS (SELECT FROM known)
  ON CONFLICT (channel, external_id) DO UPDATE SET display_name = coalesce(contacts.display_name, excluded.display_name)
  RETURNING id
), locked AS (
  SELECT id FROM contacts WHERE id = (SELECT id FROM known) FOR NO KEY UPDATE SKIP LOCKED
), contact AS (
  SELECT id FROM known UNION ALL SELECT id FROM made
)
INSERT INTO inbox (contact_id, external_id, payload, happened_at, received_at)
SELECT id, $6, $7::jsonb, least($8::timestamptz, $5), $5 FROM contact
ON CONFLICT (contact_id, external_id) DO NOTHING
RETURNING id::text, contact_id,
  EXISTS (SELECT FROM locked) OR EXISTS (SELECT FROM made) AS locked`;

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

/** The contact, the talk, and what has not been handled, in the order in which it happened. Only under the lock. */
export const LOAD = `
SELECT ${ME_COLUMNS}, c.channel, c.external_id, c.state, c.locale, s.state AS session,
  EXISTS (SELECT FROM outbox o WHERE o.contact_id = c.id AND o.status IN ('pending', 'sending')) AS has_unsent,
  coalesce((SELECT json_agg(json_build_object('id', i.id::text, 'payload', i.payload,
      'byTimer', starts_with(i.external_id, 'timer:')) ORDER BY i.happened_at, i.id)
    FROM (SELECT id, payload, external_id, happened_at FROM inbox
      WHERE contact_id = c.id AND handled_at IS NULL ORDER BY happened_at, id LIMIT $3) i), '[]') AS inbox
FROM contacts c
LEFT JOIN people p ON p.id = c.person_id
LEFT JOIN sessions s ON s.contact_id = c.id
WHERE c.id = $1`;

/** Writes a whole turn: the talk, what was answered, when to wake it, what must leave. */
export const FINISH = `
WITH talk AS (
  INSERT INTO sessions (contact_id, state, updated_at) VALUES ($1, $2::jsonb, $3)
  ON CONFLICT (contact_id) DO UPDATE SET state = excluded.state, updated_at = excluded.updated_at
), handled AS (
  UPDATE inbox SET handled_at = $3 WHERE id = ANY ($4::bigint[])
), interaction AS (
  UPDATE contacts SET last_interaction_at = $13, state = CASE WHEN state = 'blocked' THEN 'active' ELSE state END
  WHERE id = $1 AND $13::timestamptz IS NOT NULL
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
)
INSERT INTO outbox (contact_id, inbox_id, channel, payload, purpose, status, attempts, claimed_by, next_at, created_at)
SELECT $1, (o.said ->> 'inboxId')::bigint, $10, o.said -> 'message', o.said ->> 'purpose', $11,
  CASE WHEN $11 = 'sending' THEN 1 ELSE 0 END, $12, $3, $3
FROM jsonb_array_elements($9::jsonb) WITH ORDINALITY AS o (said, position) ORDER BY o.position
RETURNING id::text`;
