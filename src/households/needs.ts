import { z } from "zod";
import { localDateOf } from "../calendar/local-date.ts";
import { OptionalChoiceId } from "../turns/choice-id.ts";
import { command } from "../turns/command.ts";
import { allowed } from "./allowed.ts";

/**
 * What a household needs first, after the groups that communes plan by: capital, land, labour, care. A hint for its
 * officers. There is deliberately none for what people say about a household's character.
 */
export const NEED_GROUPS = ["capital", "land", "labour", "care"] as const;

const Row = z.object({ need: z.string() });

/** The four needs, with whether each is noted for the household now. */
export const needGroups = command({
  name: "households.need_groups",
  takes: z.object({ household: OptionalChoiceId }),
  async run(context, { household: handed }) {
    const found = await allowed(context, handed, "manage");
    if (found === null) return { code: "ok", value: [] };
    const rows = await context.sql.rows(
      Row,
      "SELECT need FROM need_groups WHERE household_id = $1 AND ended_on IS NULL",
      [found.id],
    );
    const noted = new Set(rows.map(({ need }) => need));
    return {
      code: "ok",
      value: NEED_GROUPS.map((id) => ({ id, label: id, mark: noted.has(id) ? "noted" : "open" })),
    };
  },
});

/** Notes a need, or takes it back where it was noted. */
export const turnNeed = command({
  name: "households.turn_need",
  takes: z.object({ household: OptionalChoiceId, need: OptionalChoiceId }),
  codes: ["not_allowed"],
  async run(context, { household: handed, need: wanted }) {
    const found = await allowed(context, handed, "manage");
    const need = NEED_GROUPS.find((one) => one === wanted);
    if (found === null || need === undefined) return { code: "not_allowed" };
    const { sql, now, me } = context;
    const today = localDateOf(now);
    const ended = await sql.run(
      "UPDATE need_groups SET ended_on = $3 WHERE household_id = $1 AND need = $2 AND ended_on IS NULL",
      [found.id, need, today],
    );
    if (ended === 0)
      await sql.run(
        `INSERT INTO need_groups (id, household_id, need, noted_on, noted_by) VALUES (gen_random_uuid(), $1, $2, $3, $4)`,
        [found.id, need, today, me.person],
      );
    return { code: "ok", value: {} };
  },
});
