import type { LocalDate } from "../../calendar/local-date.ts";
import { transitionTo, type HouseholdClass, type Transition } from "../../domain/classification.ts";

/** What a list says about a household. */
export type Said = {
  status: HouseholdClass;
  decision: string | null;
  decidedOn: LocalDate | null;
  from: LocalDate;
};
/** An entry on record. */
export type Entry = {
  id: string;
  status: HouseholdClass;
  from: LocalDate;
  to: LocalDate | null;
  decision: string | null;
};
export type Step =
  /** On record already. */
  | { kind: "same" }
  /** On record without the number of its decision. */
  | { kind: "numbered"; entry: string }
  /** Another class from the same day, with later ones behind it: whoever keeps the record has to say which holds. */
  | { kind: "against_record" }
  /** `ends`: the entry that ends where this one begins. `until`: where a later decision is on record. */
  | {
      kind: "entered";
      ends: string | null;
      until: LocalDate | null;
      putRight: boolean;
      transition: Transition | null;
    };

/**
 * What a list's word means beside what is on record (oldest first): the same again changes nothing, a later decision
 * follows, an older one is history and never stands over a newer, and another class from the same day puts it right.
 */
export function stepTo(record: readonly Entry[], said: Said): Step {
  const entries = record.filter(({ from, to }) => to !== from);
  const alike = entries.find(({ from, status }) => from === said.from && status === said.status);
  if (alike !== undefined)
    return alike.decision === null && said.decision !== null
      ? { kind: "numbered", entry: alike.id }
      : { kind: "same" };
  const newer = entries.find(({ from }) => from > said.from);
  const before = entries.findLast(({ from }) => from <= said.from);
  const putRight = before?.from === said.from;
  if (putRight && newer !== undefined) return { kind: "against_record" };
  const holds = before !== undefined && (before.to === null || before.to > said.from);
  // As in the chat: what holds already is no news without a decision of its own.
  if (holds && before.status === said.status && said.decision === null) return { kind: "same" };
  return {
    kind: "entered",
    ends: holds ? before.id : null,
    until: newer?.from ?? null,
    putRight,
    transition:
      newer === undefined
        ? transitionTo(
            entries.filter(({ from }) => from < said.from).map(({ status }) => status),
            said.status,
          )
        : null,
  };
}
