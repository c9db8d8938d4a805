import { z } from "zod";
import { localDateOf } from "../../calendar/local-date.ts";
import { rolesFor } from "../../domain/scope.ts";
import { IN_CHARGE, inSight, REACHED } from "../../registry/rights.ts";
import { ChoiceId } from "../../turns/choice-id.ts";
import { command } from "../../turns/command.ts";
import { COMMON_KINDS } from "./shock-kinds.ts";
import { shockById } from "./shock-rows.ts";

const Row = z.object({ name: z.string(), told: z.boolean(), done: z.boolean() });
/** Names that fit beside the question. */
const SHOWN = 12;

/**
 * Of the households in sight where something struck: who has told, whose matter is closed, and of whom nobody knows yet. Who
 * has told nothing is not thereby unharmed. `none` where it struck single homes, as an illness does, or nobody is in sight.
 */
export const whoHasTold = command({
  name: "shock.who_has_told",
  takes: z.object({ shock: ChoiceId }),
  codes: ["none"],
  async run(context, { shock }) {
    const { sql, me, now } = context;
    const event = await shockById(context, shock);
    if (event === null || !COMMON_KINDS.includes(event.kind)) return { code: "none" };
    const rows = await sql.rows(
      Row,
      `WITH RECURSIVE ${REACHED}, ${IN_CHARGE}, ${inSight("$3")}
       SELECT h.head_name AS name, s.shock_id IS NOT NULL AS told, s.done_at IS NOT NULL AS done
       FROM in_sight JOIN households h ON h.id = household_id
       LEFT JOIN shock_households s ON s.household_id = h.id AND s.shock_id = $4
       WHERE h.unit_id = $5 AND h.erased_at IS NULL OR s.shock_id IS NOT NULL
       ORDER BY h.head_folded, h.id`,
      [me.person, localDateOf(now), rolesFor("decide"), event.id, event.unit_id],
    );
    if (rows.length === 0) return { code: "none" };
    const named = (which: (row: z.infer<typeof Row>) => boolean): string | null => {
      const names = rows.filter(which).map(({ name }) => name);
      const more = names.length > SHOWN ? `, +${names.length - SHOWN}` : "";
      return names.length === 0 ? null : `${names.slice(0, SHOWN).join(", ")}${more}`;
    };
    return {
      code: "ok",
      value: {
        waiting: named(({ told, done }) => told && !done),
        done: named(({ done }) => done),
        unknown: named(({ told }) => !told),
      },
    };
  },
});
