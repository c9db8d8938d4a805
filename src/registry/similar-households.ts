import { z } from "zod";
import { localDateOf } from "../calendar/local-date.ts";
import { rolesThatMay } from "../domain/scope.ts";
import { fold } from "../language/normalise.ts";
import { OptionalChoiceId, OptionalText, RecordId } from "../turns/choice-id.ts";
import { command } from "../turns/command.ts";
import { HouseholdRow, householdOption } from "./household-options.ts";
import { REACHED } from "./rights.ts";
import { unitName } from "./unit-names.ts";

const MOST = 6;

/**
 * Households that may be the one about to be registered: the same name in the officer's units, the same surname and given
 * name in the same hamlet, or the same phone. Looks nowhere but where the person may register.
 */
export const similarHouseholds = command({
  name: "registry.similar_households",
  takes: z.object({ name: OptionalText, unit: RecordId, phone: OptionalChoiceId }),
  codes: ["some"],
  async run({ sql, me, now }, { name, unit, phone }) {
    const folded = fold(name ?? "");
    const words = folded.split(" ");
    const found = await sql.rows(
      HouseholdRow,
      `WITH RECURSIVE ${REACHED}
       SELECT h.id, h.head_name AS name, ${unitName("h.unit_id", "$2")} AS unit FROM households h
       WHERE h.erased_at IS NULL AND h.unit_id IN (SELECT unit_id FROM reached WHERE role = ANY ($3))
         AND (h.head_folded = $4 OR h.phone = $5 OR (h.unit_id = $6 AND h.head_folded LIKE $7))
       ORDER BY h.phone IS NOT DISTINCT FROM $5 DESC, h.unit_id = $6 DESC, h.head_folded = $4 DESC, h.head_folded, unit, h.id
       LIMIT $8`,
      [
        me.person,
        localDateOf(now),
        rolesThatMay("register"),
        folded,
        phone,
        unit,
        words.length < 2 ? folded : `${likeText(words[0])} %${likeText(words.at(-1))}`,
        MOST,
      ],
    );
    return found.length === 0
      ? { code: "ok", value: [] }
      : { code: "some", value: found.map(householdOption) };
  },
});

/** A name's word with what LIKE would take for a sign of its own made plain. */
function likeText(word = ""): string {
  return word.replace(/[\\%_]/g, "\\$&");
}
