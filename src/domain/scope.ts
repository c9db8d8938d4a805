import { ROLES, type Role } from "./roles.ts";

/**
 * What a person is to a household at this moment.
 *
 * own: writes from a phone that answers for it. in_charge: an officer whom it is assigned to now. leads: a leader whose
 * unit holds it. oversees: the province above. views: a member of the steering committee.
 */
export type Relation = "own" | "in_charge" | "leads" | "oversees" | "views";

/** What can be done with a household and all that hangs on it: plans, book, tasks, consents. */
export const ACTS = ["see", "act_for", "consent", "decide", "manage", "answer", "lock"] as const;
export type Act = (typeof ACTS)[number];

const WHO_MAY: Record<Act, readonly Relation[]> = {
  /** Read it, by name. */
  see: ["own", "in_charge", "leads", "oversees"],
  /** Register a plan, report, keep a photo: for oneself or on its behalf. */
  act_for: ["own", "in_charge", "leads"],
  /** Give or withdraw consent; who is not the household only witnesses it. */
  consent: ["own", "in_charge", "leads"],
  /** Approve a plan or send it back. Nobody decides for a household of his own. */
  decide: ["in_charge", "leads"],
  /** Invite to it, assign it. */
  manage: ["in_charge", "leads"],
  /** Write down an identity number, health, a debt, and see of it what a screen may show. */
  lock: ["in_charge", "leads"],
  /** Answer an officer's decision. */
  answer: ["own", "in_charge", "leads"],
};

/** The one rule of rights: whether somebody who is all of `relations` to a household may do this with it. */
export function may(relations: readonly Relation[], act: Act): boolean {
  if (act === "decide" && relations.includes("own")) return false;
  return relations.some((relation) => WHO_MAY[act].includes(relation));
}

/** The roles that give this right over every household below, without an assignment. */
export function rolesFor(act: Act): readonly Role[] {
  return ROLES.filter((role) => {
    const relation = relationByRole(role);
    return relation !== null && may([relation], act);
  });
}

/** What can be done with a unit as a whole. */
export type UnitAct =
  | "register"
  | "count"
  | "lead"
  | "claim"
  | "designate"
  | "meet"
  | "inspect"
  | "broadcast"
  | "check"
  | "supervise";

const ROLES_THAT_MAY: Record<UnitAct, readonly Role[]> = {
  /** Add a household to it. */
  register: ["officer", "leader"],
  /** See its numbers, without names. */
  count: ["leader", "province", "viewer"],
  /** Hear of strangers and of what nobody else answers for; close the unit's tasks. */
  lead: ["leader"],
  /** Write to all its people at once. */
  broadcast: ["leader", "province"],
  /** Accept what a unit below handed in, or send it back. */
  check: ["province"],
  /** Choose the models of a year within the quota. */
  designate: ["leader", "province"],
  /** Move, open again or settle what it owes to the level above. */
  supervise: ["province"],
  /** Look after what nobody could be found for. */
  claim: ["province", "administrator"],
  /** Plan and log its meetings, and what was told to its people. */
  meet: ["officer", "leader"],
  /** Go and see how it is done there. */
  inspect: ["leader", "province"],
};

/** The roles that give this right over the subtree of their unit. */
export function rolesThatMay(act: UnitAct): readonly Role[] {
  return ROLES_THAT_MAY[act];
}

/** What a role makes of a person towards every household below; null where the role alone gives nothing. */
export function relationByRole(role: string): Relation | null {
  switch (role) {
    case "leader":
      return "leads";
    case "province":
      return "oversees";
    case "viewer":
      return "views";
    default:
      return null;
  }
}
