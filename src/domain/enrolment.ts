/** Taking part in the scheme, as it stands now; what was before is kept in the record. */
export const ENROLMENTS = ["proposed", "taking_part", "replaced", "withdrawn", "left_poverty"] as const;
export type Enrolment = (typeof ENROLMENTS)[number];

export const ENROLMENT_ACTS = ["propose", "take_part", "replace", "withdraw", "leave"] as const;
export type EnrolmentAct = (typeof ENROLMENT_ACTS)[number];

const NEXT: Record<Enrolment, Partial<Record<EnrolmentAct, Enrolment>>> = {
  proposed: { take_part: "taking_part", replace: "replaced", withdraw: "withdrawn" },
  taking_part: { replace: "replaced", withdraw: "withdrawn", leave: "left_poverty" },
  replaced: { propose: "proposed" },
  withdrawn: { propose: "proposed" },
  // Who falls back is proposed once more.
  left_poverty: { propose: "proposed" },
};

/** What comes of an act; null where it does not fit. A household that never was in the scheme can only be proposed. */
export function nextEnrolment(now: Enrolment | null, act: EnrolmentAct): Enrolment | null {
  return now === null ? (act === "propose" ? "proposed" : null) : (NEXT[now][act] ?? null);
}

/** The acts that fit, in the order in which they are offered. */
export function enrolmentActs(now: Enrolment | null): EnrolmentAct[] {
  return ENROLMENT_ACTS.filter((act) => nextEnrolment(now, act) !== null);
}
