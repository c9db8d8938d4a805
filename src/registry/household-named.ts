import { z } from "zod";
import { localDateOf } from "../calendar/local-date.ts";
import { rolesFor } from "../domain/scope.ts";
import { callsSomebody, namingIn, placesNaming, type Place } from "../language/named-household.ts";
import { fold } from "../language/normalise.ts";
import { OptionalText } from "../turns/choice-id.ts";
import { command } from "../turns/command.ts";
import { HouseholdRow, householdOption } from "./household-options.ts";
import { IN_CHARGE, inSight, REACHED, type Asking } from "./rights.ts";
import { unitName } from "./unit-names.ts";

/** The longest line in which a household is looked for, in characters. */
const LONGEST = 200;
/** More people of one name are found by searching. */
const MOST = 9;

const takes = z.object({ line: OptionalText });

/**
 * The household that a line names, among those that an officer or leader may see and one's own: its id; `many`; `unknown` where it
 * calls somebody and that is none of them; `none` where it names nobody.
 */
export const householdNamed = command({
  name: "registry.household_named",
  takes,
  codes: ["many", "unknown", "none"],
  async run(context, { line }) {
    const found = await namedIn(context, line ?? "");
    const [only] = found;
    if (only === undefined)
      return { code: callsSomebody(namingIn(shortened(line ?? ""))) ? "unknown" : "none" };
    return found.length === 1 ? { code: "ok", value: householdOption(only) } : { code: "many" };
  },
});

/** All whom such a line may mean. */
export const householdsNamed = command({
  name: "registry.households_named",
  takes,
  async run(context, { line }) {
    return { code: "ok", value: (await namedIn(context, line ?? "")).map(householdOption) };
  },
});

function shortened(line: string): string {
  return line.slice(0, LONGEST);
}

/**
 * All whom it names. Of `cô Sáu` in `Nguyễn Thị Sáu` only the whole name counts; two who are named in two places of one line
 * are both meant, however long their names are: who sold to whom, only the writer knows.
 */
async function namedIn({ sql, me, now }: Asking, line: string): Promise<HouseholdRow[]> {
  const naming = namingIn(shortened(line));
  const rows = await sql.rows(
    HouseholdRow,
    `WITH RECURSIVE ${REACHED}, ${IN_CHARGE}, ${inSight("$3")}
     SELECT h.id, h.head_name AS name, ${unitName("h.unit_id", "$2")} AS unit
     FROM (SELECT household_id FROM in_sight UNION SELECT unnest($6::uuid[])) seen JOIN households h ON h.id = seen.household_id
     WHERE h.head_folded = ANY ($4) OR split_part(h.head_folded, ' ', -1) = ANY ($5)
     ORDER BY h.head_folded, h.id`,
    [
      me.person,
      localDateOf(now),
      rolesFor("see"),
      naming.whole.map(({ words }) => fold(words.join(" "))),
      naming.called.map(({ words }) => fold(words.at(-1) ?? "")),
      me.households.map(({ id }) => id),
    ],
  );
  const said = rows.map((row) => ({ row, places: placesNaming(naming, row.name) }));
  const all = said.flatMap(({ places }) => places);
  return said
    .filter(({ places }) => places.some((place) => !all.some((other) => isWithin(place, other))))
    .map(({ row }) => row)
    .slice(0, MOST);
}

/** Whether a place is a part of a longer one. */
function isWithin({ from, to }: Place, other: Place): boolean {
  return other.from <= from && to <= other.to && other.to - other.from > to - from;
}
