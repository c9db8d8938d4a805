import type { ErrandContext } from "../turns/errand.ts";
import type { Asking } from "./rights.ts";

/**
 * Whoever asked for an errand, for the one rule of rights: between the order and the work a role may have ended, so the
 * right is asked again when the thing is made.
 */
export function askerOf({
  sql,
  now,
  personId,
  contactId,
}: Pick<ErrandContext, "sql" | "now" | "personId" | "contactId">): Asking {
  return {
    sql,
    now,
    contactId,
    me: { person: personId, name: "", address: "unknown", roles: [], households: [] },
  };
}
