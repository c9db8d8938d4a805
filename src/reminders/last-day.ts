/**
 * SQL of the last day in time up to which a submission `s` is reminded of: where a period was opened again for one unit the
 * ladder leads up to the day that it was given, though what comes in then is late.
 */
export const LAST_DAY = "greatest(s.last_day, coalesce(s.reopened_until, s.last_day))";
