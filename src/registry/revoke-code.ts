import { z } from "zod";
import { OptionalText } from "../turns/choice-id.ts";
import { command, type CommandContext } from "../turns/command.ts";
import { codeHash } from "./invitation-code.ts";
import { revokeInvitation } from "./revoke-invitation.ts";
import { mayWith, unitsWhere } from "./rights.ts";

const InvitedRow = z.object({
  household_id: z.string().nullable(),
  name: z.string().nullable(),
  units: z.array(z.string()),
});

/**
 * Makes one code worthless that was lost or went to the wrong person: of a household that the person looks after, or of
 * somebody who works in a place that she leads. `not_open` for every other code alike, whether it is there or not.
 */
export const revokeCode = command({
  name: "registry.revoke_code",
  takes: z.object({ code: OptionalText }),
  codes: ["not_open"],
  async run(context, { code }) {
    const { sql, now } = context;
    const [invited] = await sql.rows(
      InvitedRow,
      `SELECT i.household_id, coalesce(h.head_name, p.name) AS name,
         ARRAY(SELECT r.unit_id FROM roles r WHERE r.person_id = i.person_id) AS units
       FROM invitations i LEFT JOIN households h ON h.id = i.household_id LEFT JOIN people p ON p.id = i.person_id
       WHERE i.code_hash = $1`,
      [codeHash(code ?? "")],
    );
    if (invited === undefined || !(await isTheirs(context, invited))) return { code: "not_open" };
    if (!(await revokeInvitation(sql, code ?? "", now))) return { code: "not_open" };
    return { code: "ok", value: { name: invited.name } };
  },
});

async function isTheirs(
  context: CommandContext,
  { household_id: household, units }: z.infer<typeof InvitedRow>,
): Promise<boolean> {
  if (household !== null) return mayWith(context, household, "manage");
  const led = await unitsWhere(context, "lead");
  return units.some((unit) => led.includes(unit));
}
