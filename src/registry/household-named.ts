import { z } from "zod";
import { localDateOf } from "../calendar/local-date.ts";
import { rolesFor } from "../domain/scope.ts";
import { namingIn, wordsNaming } from "../language/named-household.ts";
import { fold } from "../language/normalise.ts";
import { OptionalText } from "../turns/choice-id.ts";
import { command } from "../turns/command.ts";
import { HouseholdRow, householdOption } from "./household-options.ts";
import { IN_CHARGE, REACHED, type Asking } from "./rights.ts";
import { unitName } from "./unit-names.ts";

/** The longest line in which a household is looked for, in characters. */
const LONGEST = 200;
/** More people of one name are found by searching. */
const MOST = 9;

const takes = z.object({ line: OptionalText });

/** The household that a line of an officer or leader names, among those that he may see: its id; `many`, `none`. */
export const householdNamed = command({
  name: "registry.household_named",
  takes,
  codes: ["many", "none"],
  async run(context, { line }) {
    const found = await namedIn(context, line ?? "");
    const [only] = found;
    if (only === undefined) return { code: "none" };
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

/** Those of whose name the line says most: of `cô Sáu` and `Nguyễn Thị Sáu` the second is the surer. */
async function namedIn({ sql, me, now }: Asking, line: string): Promise<HouseholdRow[]> {
  const naming = namingIn(line.slice(0, LONGEST));
  const rows = await sql.rows(
    HouseholdRow,
    `WITH RECURSIVE ${REACHED}, ${IN_CHARGE}, seen AS (SELECT DISTINCT unit_id FROM reached WHERE role = ANY ($3))
     SELECT h.id, h.head_name AS name, ${unitName("h.unit_id", "$2")} AS unit FROM households h
     WHERE h.erased_at IS NULL
       AND (h.head_folded = ANY ($4) OR substring(h.head_folded FROM '[^ ]+$') = ANY ($5))
       AND (h.unit_id IN (SELECT unit_id FROM seen) OR h.id IN (SELECT household_id FROM in_charge))
     ORDER BY h.head_folded, h.id`,
    [
      me.person,
      localDateOf(now),
      rolesFor("see"),
      naming.whole.map((words) => fold(words.join(" "))),
      naming.called.map((words) => fold(words.at(-1) ?? "")),
    ],
  );
  const said = rows.map((row) => ({ row, words: wordsNaming(naming, row.name) }));
  const most = Math.max(1, ...said.map(({ words }) => words));
  return said
    .filter(({ words }) => words === most)
    .map(({ row }) => row)
    .slice(0, MOST);
}
