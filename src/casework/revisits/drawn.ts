import { isFollowed } from "../followed.ts";

/**
 * SQL of FROM and WHERE: the revisits `r` of the quarter of day $2 that wait for person $1, with their households `h`. The lot
 * is the right to see this much: it names the visitor, it ends with the visit or the quarter, and it holds only while a role
 * reaches the household and the household agrees to be followed. After REACHED.
 */
export const DRAWN = `revisits r JOIN households h ON h.id = r.household_id
  AND r.visitor_id = $1 AND r.visited_at IS NULL AND h.erased_at IS NULL AND r.period = to_char($2::date, 'YYYY"-Q"Q')
  AND h.unit_id IN (SELECT unit_id FROM reached WHERE role IN ('officer', 'leader')) AND ${isFollowed("h.id", "$2")}`;
