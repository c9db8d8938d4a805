export const NEED_STATUSES = [
  "noted",
  "looking",
  "promised",
  "received",
  "not_possible",
  "withdrawn",
] as const;
export type NeedStatus = (typeof NEED_STATUSES)[number];

/** States in which somebody still has to act. */
export const OPEN_NEEDS = ["noted", "looking", "promised"] as const satisfies readonly NeedStatus[];

const NEXT: Record<NeedStatus, readonly NeedStatus[]> = {
  noted: ["looking", "promised", "received", "not_possible", "withdrawn"],
  looking: ["looking", "promised", "received", "not_possible", "withdrawn"],
  promised: ["looking", "promised", "received", "not_possible", "withdrawn"],
  /** The household says that it has got nothing yet. */
  received: ["promised"],
  /** A new programme opens. */
  not_possible: ["looking", "promised", "received"],
  withdrawn: [],
};

/** Whether a need may go from one state to another; from an open state to itself with a new date or word. */
export function mayBecome(from: NeedStatus, to: NeedStatus): boolean {
  return NEXT[from].includes(to);
}

/** Whether nobody has to act on it any more. */
export function isSettled(status: NeedStatus): boolean {
  return !OPEN_NEEDS.some((open) => open === status);
}
