import { z } from "zod";
import { localDateOf } from "../../calendar/local-date.ts";
import { AppError } from "../../domain/app-error.ts";
import { OptionalText, RecordId } from "../../turns/choice-id.ts";
import { command } from "../../turns/command.ts";
import { appendAudit } from "../audit/append.ts";
import { endUnit } from "../units/end-unit.ts";
import { below, Day } from "./units.ts";

/**
 * Ends a place that has nobody, such as one made by mistake: by whoever leads the place around it. `not_empty` with what
 * still hangs on it, null for what does not.
 */
export const endPlace = command({
  name: "units.end",
  takes: z.object({ unit: RecordId, on: Day, document: OptionalText }),
  codes: ["not_allowed", "not_empty", "refused"],
  async run(context, { unit, on, document }) {
    const { sql, me, now, channel } = context;
    if (unit === null || !(await below(context)).some(({ id }) => id === unit))
      return { code: "not_allowed" };
    const day = on ?? localDateOf(now);
    try {
      const left = await endUnit(sql, unit, { on: day, document }, now);
      if (left !== null) {
        const { households, places, people, tasks, meetings, models } = left;
        return {
          code: "not_empty",
          value: {
            households: households || null,
            places: places || null,
            people: people || null,
            tasks: tasks || null,
            meetings: meetings || null,
            models: models || null,
          },
        };
      }
    } catch (error) {
      // Checked before anything is written, so the turn can go on.
      if (!(error instanceof AppError)) throw error;
      return { code: "refused" };
    }
    const object = { kind: "unit", id: unit };
    await appendAudit(sql, { person: me.person, action: "unit_ended", object, road: channel }, now);
    return { code: "ok", value: { on: day } };
  },
});
