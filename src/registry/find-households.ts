import { z } from "zod";
import { localDateOf } from "../calendar/local-date.ts";
import { rolesFor } from "../domain/scope.ts";
import { fold } from "../language/normalise.ts";
import { OptionalText } from "../turns/choice-id.ts";
import { command } from "../turns/command.ts";
import { HouseholdRow, householdOption } from "./household-options.ts";
import { IN_CHARGE, REACHED } from "./rights.ts";
import { unitName } from "./unit-names.ts";

const MOST = 30;

/**
 * Searches by name (with or without diacritics, any part of it), code or phone among the households that the person
 * may see: an officer those in his charge, a leader and the province those of their units.
 */
export const findHouseholds = command({
  name: "registry.find_households",
  takes: z.object({ text: OptionalText }),
  async run({ sql, me, now }, { text }) {
    const wanted = fold(text ?? "");
    const digits = wanted.replace(/\D/g, "");
    const found = await sql.rows(
      HouseholdRow,
      `WITH RECURSIVE ${REACHED}, ${IN_CHARGE}
       SELECT h.id, h.head_name AS name, ${unitName("h.unit_id", "$2")} AS unit FROM households h
       WHERE (position($3 IN h.head_folded) > 0 OR lower(h.code) = $3 OR ($4 <> '' AND h.phone = '+84' || $4))
         AND (h.id IN (SELECT household_id FROM in_charge)
           OR h.unit_id IN (SELECT unit_id FROM reached WHERE role = ANY ($6)))
       ORDER BY h.head_folded = $3 DESC, h.head_folded, h.id LIMIT $5`,
      [
        me.person,
        localDateOf(now),
        wanted,
        digits.length >= 9 ? digits.replace(/^(?:0|84)/, "") : "",
        MOST,
        rolesFor("see"),
      ],
    );
    return { code: "ok", value: found.map(householdOption) };
  },
});
