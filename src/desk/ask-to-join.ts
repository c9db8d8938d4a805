import { z } from "zod";
import { unitOfPlace } from "../registry/unit-of-place.ts";
import { OptionalChoiceId } from "../turns/choice-id.ts";
import { command } from "../turns/command.ts";
import { addTask } from "./add-task.ts";
import { handOverToUnit } from "./hand-over.ts";

/**
 * A stranger asks to be recognised: a task for the leaders of the place that she named. Where the place says nothing
 * clear the task waits for the province, since her name is no other commune's business.
 */
export const askToJoin = command({
  name: "registry.ask_to_join",
  takes: z.object({ name: z.string(), place: z.string(), phone: OptionalChoiceId }),
  async run(context, { name, place, phone }) {
    const note = [name, place, phone].filter((part) => part !== null).join(" · ");
    const task = { kind: "join_request", household: null, note };
    const unit = await unitOfPlace(context, place);
    if (unit === null) await addTask(context, task, null);
    else await handOverToUnit(context, task, unit);
    return { code: "ok", value: {} };
  },
});
