/**
 * SQL condition: the household in `column` (with its table, such as h.id) takes part on day `day` (a parameter such as
 * $2) and has agreed to be followed up. The set-wise form of `mayBeFollowed`.
 */
export function isFollowed(column: string, day: string): string {
  return `(SELECT c.given AND c.withdrawn_at IS NULL FROM consents c
    WHERE c.household_id = ${column} AND c.purpose = 'register' ORDER BY c.decided_at DESC, c.given LIMIT 1) IS TRUE
  AND NOT EXISTS (SELECT FROM enrolments e WHERE e.household_id = ${column} AND e.status IN ('withdrawn', 'replaced')
    AND e.valid_from <= ${day} AND (e.valid_to IS NULL OR e.valid_to > ${day}))`;
}

/** SQL of a recursive part `below (unit_id)`: unit `unit` and everything under it on day `day`. Put it after WITH RECURSIVE. */
export function below(unit: string, day: string): string {
  return `below (unit_id) AS (
  SELECT ${unit}::uuid
  UNION
  SELECT v.unit_id FROM unit_versions v JOIN below b ON v.parent_id = b.unit_id
  WHERE v.valid_from <= ${day} AND (v.valid_to IS NULL OR v.valid_to > ${day})
)`;
}
