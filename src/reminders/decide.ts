import { addDays, type LocalDate } from "../calendar/local-date.ts";
import { groupBy } from "../domain/group-by.ts";
import type { Part } from "../deadlines/rule.ts";
import { isIn, type SubmissionState } from "../domain/submission-state.ts";

/** A planned reminder whose day has come, beside the record as it is now. */
export type Due = {
  id: string;
  submission: string;
  rung: string;
  part: Part;
  plannedOn: LocalDate;
  /** The last day in time for which it was planned, and the one that holds now. */
  plannedFor: LocalDate;
  lastDay: LocalDate;
  state: SubmissionState;
  /** Still leads, stands in or oversees, and since when; null where not. */
  responsibleSince: LocalDate | null;
  paused: boolean;
  locked: boolean;
};

/** What was told before of the same submissions to the same person. */
export type Told = { submission: string; rung: string; plannedOn: LocalDate };

export type LeftOut =
  "done" | "moved" | "not_responsible" | "locked" | "overtaken" | "joined_later" | "covered";
export type Verdict =
  { kind: "tell"; late: boolean } | { kind: "wait" } | { kind: "left_out"; reason: LeftOut };

/** A rung that was told under another due day counts for so many days more: a rule that moves a day repeats nothing. */
const COVERS_DAYS = 4;

/**
 * Decides, at the moment at which it would be said, what becomes of each reminder that is due. Of several rungs of one
 * submission only the latest is told, however long the program was away or the person not there; the others are on record
 * with the reason. `late` is one that comes after its own day: it then says where things stand.
 */
export function decide(due: readonly Due[], told: readonly Told[], today: LocalDate): Map<string, Verdict> {
  const verdicts = new Map<string, Verdict>();
  for (const [submission, rows] of groupBy(due, (row) => row.submission)) {
    const before = told.filter((one) => one.submission === submission);
    const open: Due[] = [];
    for (const row of rows) {
      const verdict = byRecord(row, before);
      if (verdict === null) open.push(row);
      else verdicts.set(row.id, verdict);
    }
    const latest = open.toSorted((a, b) => b.plannedOn.localeCompare(a.plannedOn))[0];
    for (const row of open) verdicts.set(row.id, row === latest ? byTime(row, before, today) : passed(row));
  }
  return verdicts;
}

/** What the record alone decides; null where it is still to be said. */
function byRecord(row: Due, told: readonly Told[]): Verdict | null {
  if (isIn(row.state)) return { kind: "left_out", reason: "done" };
  if (row.plannedFor !== row.lastDay) return { kind: "left_out", reason: "moved" };
  if (row.responsibleSince === null) return { kind: "left_out", reason: "not_responsible" };
  if (row.locked) return { kind: "left_out", reason: "locked" };
  if (told.some((one) => one.rung === row.rung && isNear(one.plannedOn, row.plannedOn)))
    return { kind: "left_out", reason: "covered" };
  return row.paused ? { kind: "wait" } : null;
}

function byTime(row: Due, told: readonly Told[], today: LocalDate): Verdict {
  if (told.some(({ plannedOn }) => plannedOn > row.plannedOn)) return passed(row);
  return { kind: "tell", late: row.plannedOn < today };
}

function passed({ responsibleSince, plannedOn }: Due): Verdict {
  const joined = responsibleSince !== null && responsibleSince > plannedOn;
  return { kind: "left_out", reason: joined ? "joined_later" : "overtaken" };
}

function isNear(one: LocalDate, other: LocalDate): boolean {
  return one <= addDays(other, COVERS_DAYS) && other <= addDays(one, COVERS_DAYS);
}
