import { addDays, addMonths, type LocalDate } from "../../calendar/local-date.ts";
import { MOST_STEPS, type Proof, type Template } from "./template.ts";

/** One step of a plan: a template's code, or what the household said; when, and what shows that it is done. */
export type PlannedStep = { what: string; on: LocalDate; proof: Proof | null };

/** Steps of one month follow each other by so many days. */
const DAYS_BETWEEN = 10;

/** The template's steps for a plan that begins on a day: that day, and the same day of later months. */
export function proposedSteps(template: Template, startsOn: LocalDate): PlannedStep[] {
  return template.steps.slice(0, MOST_STEPS).map(({ code, month, proof }, index, steps) => {
    const before = steps.slice(0, index).filter((step) => step.month === month).length;
    return { what: code, on: addDays(addMonths(startsOn, month), before * DAYS_BETWEEN), proof };
  });
}

/** Whether the month of a day suits the livelihood. */
export function seasonOf(template: Template, startsOn: LocalDate): "good" | "poor" | "fair" {
  const month = monthOf(startsOn);
  if (template.start.good.includes(month)) return "good";
  return template.start.poor.includes(month) ? "poor" : "fair";
}

/** The first risk that the months of the plan's cycle will meet, and its first such month; null where there is none. */
export function nextRisk(template: Template, startsOn: LocalDate): { code: string; on: LocalDate } | null {
  for (let ahead = 0; ahead < Math.max(template.cycle_months, 1); ahead++) {
    const on = addMonths(startsOn, ahead);
    const risk = template.risks.find(({ months }) => months.includes(monthOf(on)));
    if (risk !== undefined) return { code: risk.code, on };
  }
  return null;
}

function monthOf(date: LocalDate): number {
  return Number(date.slice(5, 7));
}
