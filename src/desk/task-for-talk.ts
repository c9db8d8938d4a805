import { mayWith } from "../registry/rights.ts";
import { leadersOf, leadersOfHousehold, officerOf } from "../registry/responsible.ts";
import { theHousehold } from "../registry/the-household.ts";
import { unitOfPlace } from "../registry/unit-of-place.ts";
import type { CommandContext } from "../turns/command.ts";
import { addTask, type ForWhom } from "./add-task.ts";

/**
 * A talk could not go on, or somebody was not understood three times: a line on the list of whoever looks after this
 * person. Pushes nothing, since it may happen often; the list is looked at every day.
 */
export async function taskForTalk(context: CommandContext, code: string, note: string): Promise<void> {
  const household = theHousehold(context, null);
  const about = household !== null && (await mayWith(context, household, "see")) ? household : null;
  const open = await context.sql.run(
    `UPDATE tasks SET note = $3 WHERE kind = $1 AND household_id = $2 AND done_at IS NULL`,
    [code, about, note],
  );
  if (open > 0) return;
  await addTask(context, { kind: code, household: about, note }, await forWhom(context, about));
}

async function forWhom(context: CommandContext, household: string | null): Promise<ForWhom | null> {
  const officer = household === null ? null : await officerOf(context, household);
  if (officer !== null && officer.id !== context.me.person) return { person: officer.id };
  const place = household === null ? await unitOfPlace(context, "") : null;
  const [leader] =
    household !== null
      ? await leadersOfHousehold(context, household)
      : place !== null
        ? await leadersOf(context, place)
        : [];
  return leader === undefined ? null : { unit: leader.unit };
}
