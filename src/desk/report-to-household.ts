import { z } from "zod";
import type { CommandContext } from "../turns/command.ts";

const AgreedRow = z.object({
  id: z.string(),
  household_id: z.string().nullable(),
  text: z.string(),
  promised_by: z.string(),
});

/**
 * What had been agreed with a household is done: it hears so, and is asked whether it is so. False where the task came
 * from nothing of the kind, where the household did it itself, or where no phone answers for it.
 */
export async function reportToHousehold(
  context: CommandContext,
  task: string,
  result: string | null,
): Promise<boolean> {
  const [agreed] = await context.sql.rows(
    AgreedRow,
    "SELECT id, household_id, text, promised_by FROM agreed_actions WHERE task_id = $1",
    [task],
  );
  if (agreed === undefined || agreed.household_id === null || agreed.promised_by === "household")
    return false;
  return context.tell({ household: agreed.household_id }, "agreed_done", {
    agreed: agreed.id,
    household: agreed.household_id,
    text: agreed.text,
    result,
    by: context.me.name,
  });
}
