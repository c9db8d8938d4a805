import { leadersOfHousehold, officerOf, type Responsible } from "../../registry/responsible.ts";
import type { CommandContext } from "../../turns/command.ts";
import { ownEntryAllowed } from "./unit-settings.ts";

/** Who decides about a plan: the officer in charge, or the leaders where he wrote it down himself or nobody is in charge. */
export async function reviewersOf(
  looking: Pick<CommandContext, "sql" | "now">,
  plan: { household_id: string; unit_id: string; entered_by: string | null },
): Promise<Responsible[]> {
  const officer = await officerOf(looking, plan.household_id);
  if (officer !== null && (officer.id !== plan.entered_by || (await ownEntryAllowed(looking, plan.unit_id))))
    return [officer];
  return leadersOfHousehold(looking, plan.household_id, plan.entered_by);
}
