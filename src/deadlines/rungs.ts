import type { ObligationCode } from "../calendar/obligations.ts";

/** What a unit's leader is reminded of, and how many days before the due day. */
export const RUNGS: readonly { obligation: ObligationCode; daysBefore: readonly number[] }[] = [
  { obligation: "report_half_year", daysBefore: [14, 7, 3, 1] },
  { obligation: "report_year", daysBefore: [14, 7, 3, 1] },
];

/** Leaders are reminded at the beginning of the office day. */
export const REMIND_AT_HOUR = 8;
