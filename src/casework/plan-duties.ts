import { closeMissed } from "../desk/close-missed.ts";
import type { Sql } from "../turns/ports.ts";
import { lookAtFigures } from "./figures/look-at-figures.ts";
import { planMeetingDuty } from "./meetings/plan-meeting-duty.ts";
import { planOutreachDuty } from "./outreach/plan-outreach-duty.ts";
import { planReturnDuty } from "./returns/return-duty.ts";
import { planRevisits } from "./revisits/plan-revisits.ts";

/**
 * What the passing of days makes somebody's task: the meeting of the quarter, the monthly word over the loudspeaker,
 * what was to be given back and was not, figures that need a look, households to see again; and what can no longer be done is closed as missed.
 * Doing it again changes nothing. Run every day.
 */
export async function planDuties(sql: Sql, now: Date): Promise<void> {
  await closeMissed(sql, now);
  await planMeetingDuty(sql, now);
  await planOutreachDuty(sql, now);
  await planReturnDuty(sql, now);
  await lookAtFigures(sql, now);
  await planRevisits(sql, now);
}
