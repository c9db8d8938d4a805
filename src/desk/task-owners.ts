import { z } from "zod";
import { RecordId } from "../turns/choice-id.ts";
import { command } from "../turns/command.ts";
import { agreedWhere } from "./agreed-where.ts";
import { takersOf } from "./task-takers.ts";

/** Who can see to what is being agreed, the writer first; nobody where he may not write there. */
export const taskOwners = command({
  name: "desk.task_owners",
  takes: z.object({
    meeting: RecordId,
    visit: RecordId,
    inspection: RecordId,
    statement: RecordId,
    household: RecordId,
  }),
  async run(context, named) {
    const where = await agreedWhere(context, named);
    if (where === null) return { code: "ok", value: [] };
    const people = await takersOf(context, {
      household_id: where.household,
      unit_id: where.unit,
      person_id: null,
    });
    const first = people.toSorted(
      (a, b) => Number(b.id === context.me.person) - Number(a.id === context.me.person),
    );
    return { code: "ok", value: first.map((person) => ({ ...person, label: person.name })) };
  },
});
