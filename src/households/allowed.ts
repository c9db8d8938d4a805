import { may, type Act, type Relation } from "../domain/scope.ts";
import { relationsTo } from "../registry/rights.ts";
import { theHousehold } from "../registry/the-household.ts";
import type { CommandContext } from "../turns/command.ts";

/** A household that the person may do something with, and what she is to it. */
export type Allowed = { id: string; relations: readonly Relation[] };

/** The household that was handed in, or is acted for, where the rule of rights grants `act`; else null. */
export async function allowed(
  context: CommandContext,
  handed: string | null,
  act: Act,
): Promise<Allowed | null> {
  const id = theHousehold(context, handed);
  if (id === null) return null;
  const relations = await relationsTo(context, id);
  return may(relations, act) ? { id, relations } : null;
}
