import { z } from "zod";
import { localDateOf } from "../calendar/local-date.ts";
import { OptionalChoiceId } from "../turns/choice-id.ts";
import { command } from "../turns/command.ts";
import { makeInvitation } from "./make-invitation.ts";
import { mayWith } from "./rights.ts";
import { theHousehold } from "./the-household.ts";

const HeadRow = z.object({ person_id: z.string() });

/** A one-use code for one more phone of a household. `expires` is the last local date on which it can be used. */
export const invite = command({
  name: "registry.invite",
  takes: z.object({ household: OptionalChoiceId }),
  codes: ["not_allowed"],
  async run(context, { household: handed }) {
    const { sql, now, me } = context;
    const household = theHousehold(context, handed);
    if (household === null || !(await mayWith(context, household, "manage"))) return { code: "not_allowed" };
    const [head] = await sql.rows(
      HeadRow,
      `SELECT person_id FROM household_members WHERE household_id = $1 AND relation = 'head'
         AND valid_from <= $2 AND (valid_to IS NULL OR valid_to > $2) LIMIT 1`,
      [household, localDateOf(now)],
    );
    const invited = { kind: "household", household, person: head?.person_id ?? null } as const;
    return { code: "ok", value: await makeInvitation(sql, invited, me.person, now) };
  },
});
