import { z } from "zod";
import { addDays, type LocalDate } from "../calendar/local-date.ts";
import { unitName } from "../registry/unit-names.ts";
import type { Value } from "../domain/value.ts";

export const TaskOptionRow = z.object({
  id: z.string(),
  kind: z.string(),
  household_name: z.string().nullable(),
  note: z.string().nullable(),
  due_on: z.string().nullable(),
  unit_name: z.string().nullable(),
});
const LABEL_LENGTH = 60;
/** What falls due within so many days is said to come soon. */
const SOON_DAYS = 3;

/** SQL of the columns of `TaskOptionRow`, of tasks `t` and their households `h`; day is a parameter such as $2. */
export function taskOptionColumns(day: string): string {
  return `t.id, t.kind, h.head_name AS household_name, t.note, t.due_on, ${unitName("t.unit_id", day)} AS unit_name`;
}
/**
 * SQL of the order in which tasks `t` of households `h` are read: what is due today or late, then by day, where what has no
 * due day counts by the day on which it came, so that a person who waits stands before a duty of next week. Day is a
 * parameter such as $2.
 */
export function taskOrder(day: string): string {
  return `(t.due_on IS NOT NULL AND t.due_on <= ${day}) DESC, coalesce(t.due_on, t.created_at::date), t.created_at, t.kind,
    h.head_folded, t.note, t.id`;
}

/** A task as it stands in a list: `when` is late, today, soon or any. */
export function taskOption(
  { id, kind, household_name, note, due_on, unit_name }: z.infer<typeof TaskOptionRow>,
  today: LocalDate,
): { [key: string]: Value } {
  return {
    id,
    kind,
    household_name,
    note,
    about: shortened(kind === "ordered" ? note : (household_name ?? note ?? unit_name)),
    when: whenOf(due_on, today),
    label: shortened([household_name, note].filter((part) => part !== null).join(" · ")) ?? unit_name ?? kind,
  };
}

function whenOf(due: LocalDate | null, today: LocalDate): string {
  if (due === null || due > addDays(today, SOON_DAYS)) return "any";
  if (due < today) return "late";
  return due === today ? "today" : "soon";
}

function shortened(text: string | null): string | null {
  if (text === null || text === "") return null;
  return text.length <= LABEL_LENGTH ? text : `${text.slice(0, LABEL_LENGTH - 1).trimEnd()}…`;
}
