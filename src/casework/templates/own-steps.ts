import { addMonths, instantAt, type LocalDate } from "../../calendar/local-date.ts";
import { readDate } from "../../language/date.ts";
import { MOST_STEPS } from "./template.ts";
import type { PlannedStep } from "./season.ts";

const LONGEST_STEP = 120;
/** A date in digits, which alone says less than a reader wants to hear of a whole sentence. */
const BEGINS_WITH_DATE = /^\d{1,2}[/-]\d{1,2}(?:[/-]\d{4})?(?=[\s:])/;
/** What may stand around a step once its date is taken out. */
const AROUND = /^[\s:,.\-–]+|[\s:,.\-–]+$/g;

/**
 * The steps that a household tells in one message: one a line, or set apart by commas, semicolons or *rồi*. A month or
 * day in a step is its date; a step without one follows the one before after a month. Empty where nothing is left.
 */
export function readOwnSteps(text: string, startsOn: LocalDate): PlannedStep[] {
  const steps: PlannedStep[] = [];
  for (const part of partsOf(text)) {
    const { on, rest } = dated(part, startsOn);
    const what = rest.replace(AROUND, "").slice(0, LONGEST_STEP);
    if (what === "") continue;
    const before = steps.at(-1)?.on;
    steps.push({ what, on: on ?? (before === undefined ? startsOn : addMonths(before, 1)), proof: null });
  }
  return steps.slice(0, MOST_STEPS).toSorted((a, b) => a.on.localeCompare(b.on));
}

/** A step as a plan that is there is read back: its day in full, and words that may have commas. */
const READ_BACK = /^\d{1,2}\/\d{1,2}\/\d{4} /;

function partsOf(text: string): string[] {
  const lines = text.split(/\n|;/);
  const between = READ_BACK.test(text.trim())
    ? /,\s*(?=\d{1,2}\/\d{1,2}\/\d{4} )/
    : /,(?!\d)|\s+(?:rồi|roi|sau đó|sau do)\s+/i;
  const parts = lines.length > 1 ? lines : text.split(between);
  return parts.map((part) => part.trim()).filter((part) => part !== "");
}

/** The date of a step counts from the day on which the plan begins, so that `tháng 1` is the one after it. */
function dated(part: string, startsOn: LocalDate): { on: LocalDate | null; rest: string } {
  const reading = readDate(BEGINS_WITH_DATE.exec(part)?.[0] ?? part, {
    now: instantAt(startsOn, 0, 0),
    direction: "forward",
  });
  if (reading.kind !== "understood") return { on: null, rest: part };
  const { value, read } = reading;
  const at = part.indexOf(read);
  if (at < 0 || read.length < 4) return { on: null, rest: part };
  const first = "date" in value ? value.date : value.from;
  return {
    on: first < startsOn ? startsOn : first,
    rest: `${part.slice(0, at)} ${part.slice(at + read.length)}`,
  };
}
