import { z } from "zod";
import { localDateOf } from "../calendar/local-date.ts";
import { command } from "../turns/command.ts";
import { HouseholdRow, householdOption } from "./household-options.ts";
import { IN_CHARGE, REACHED, type Asking } from "./rights.ts";
import { unitName } from "./unit-names.ts";

/** The households on this phone, then those that the person is in charge of, by name. */
export const myHouseholds = command({
  name: "registry.my_households",
  takes: z.object({}),
  async run(context) {
    return { code: "ok", value: (await householdsOf(context)).map(householdOption) };
  },
});

/** The households that somebody may choose to act for without searching. */
export async function householdsOf({ sql, me, now, contactId }: Asking): Promise<HouseholdRow[]> {
  return sql.rows(
    HouseholdRow,
    `WITH RECURSIVE ${REACHED}, ${IN_CHARGE}, mine (household_id) AS (
       SELECT household_id FROM household_contacts
       WHERE contact_id = $3 AND valid_from <= $2 AND (valid_to IS NULL OR valid_to > $2)
     )
     SELECT h.id, h.head_name AS name, ${unitName("h.unit_id", "$2")} AS unit FROM households h
     WHERE h.id IN (SELECT household_id FROM mine UNION SELECT household_id FROM in_charge)
     ORDER BY h.id NOT IN (SELECT household_id FROM mine), h.head_folded, h.id`,
    [me.person, localDateOf(now), contactId],
  );
}
