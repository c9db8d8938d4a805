import type { LocalDate } from "../../calendar/local-date.ts";
import type { UnitVersion } from "./unit-map.ts";

/** A unit that a change brings into being. */
export type NewUnit = { id: string; code: string | null; name: string; type: string };

/** One part of a split: a unit of today or a new one, with the places below and the households that go to it. */
export type SplitPart = {
  unit: string | NewUnit;
  children: readonly string[];
  households: readonly string[];
};

/** Another name, type or parent, together or alone: a commune that becomes a ward under an old name. */
export type Alter = { kind: "alter"; unit: string; name?: string; type?: string; parent?: string | null };
/** Many into one, which may be one of them, or a new unit in the place of the first. */
export type Merge = { kind: "merge"; from: readonly string[]; into: string | NewUnit };
/** One into many, of which one may be itself. What no part names goes to the part at place `rest`. */
export type Split = { kind: "split"; unit: string; into: readonly SplitPart[]; rest: number };
/** What a decision does to the map. */
export type Change = Alter | Merge | Split;

/** When a change takes effect, and the number of the document that says so. */
export type Decision = { on: LocalDate; document: string | null };

/** What a change writes. An empty one says that the map is so already. */
export type ChangePlan = Decision & {
  units: NewUnit[];
  /** Units whose version ends on the day: for good where none of `begins` is theirs. */
  ends: string[];
  begins: UnitVersion[];
  successions: { predecessor: string; successor: string }[];
  /** In this order: households named, then all that are left. */
  homes: { from: string; to: string; households: readonly string[] | "all" }[];
};

export function emptyPlan(decision: Decision): ChangePlan {
  return { ...decision, units: [], ends: [], begins: [], successions: [], homes: [] };
}

/** Units that are no more from the day of the change on. */
export function goneBy({ ends, begins }: Pick<ChangePlan, "ends" | "begins">): string[] {
  return ends.filter((unit) => begins.every((version) => version.unit !== unit));
}
