import { z } from "zod";
import { localDateOf } from "../calendar/local-date.ts";
import { rolesFor } from "../domain/scope.ts";
import { callsSomebody, namingIn, placesNaming, type Place } from "../language/named-household.ts";
import { fold } from "../language/normalise.ts";
import { tellsNews } from "../language/tells-news.ts";
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

/**
 * The household that a line names, among those that an officer or leader may see and one's own: its id, and whether the line
 * brings `news` of it; `many`; `unknown` where it calls somebody and that is none of them; `none` where it names nobody.
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
    if (found.length > 1) return { code: "many" };
    const writes = context.me.roles.some((role) => role === "officer" || role === "leader");
    return { code: "ok", value: { ...householdOption(only), news: writes && tellsNews(line ?? "") } };
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

/** Everybody of one name whom the person may see. */
const NamesakesRow = z.object({ name: z.string(), ids: z.array(z.string()) });

/**
 * All whom it names. Of `cô Sáu` in `Nguyễn Thị Sáu` only the whole name counts; two who are named in two places of one line
 * are both meant, however long their names are: who sold to whom, only the writer knows.
 *
 * A province has thousands who are called Sáu: names are looked up by their index first, each with the first of those who
 * bear it, and what may be seen is a sieve over them.
 */
export async function namedIn(asking: Asking, line: string): Promise<HouseholdRow[]> {
  const meant = (await namesakesIn(asking, line)).flatMap(({ ids }) => ids).slice(0, MOST);
  return meant.length === 0
    ? []
    : asking.sql.rows(
        HouseholdRow,
        `SELECT h.id, h.head_name AS name, ${unitName("h.unit_id", "$2")} AS unit FROM households h
         WHERE h.id = ANY ($1) ORDER BY h.head_folded, h.id`,
        [meant, localDateOf(asking.now)],
      );
}

/** Those of one name whom a line may mean, and where it names them. */
export type Namesakes = { ids: string[]; places: Place[] };

/** The names of a line that are those of households within the person's reach. */
export async function namesakesIn({ sql, me, now }: Asking, line: string): Promise<Namesakes[]> {
  const naming = namingIn(shortened(line));
  const called = [
    ...new Set(
      naming.called.map(({ words }) => fold(words.join(" "))).filter((end) => !/[\\%_\d]/.test(end)),
    ),
  ];
  const whole = [...naming.whole.map(({ words }) => fold(words.join(" "))), ...called];
  if (whole.length === 0) return [];
  // One comparison for each, and none with a list: only so is each looked up by the index of names read backwards.
  const ends = called.map((_end, index) => `reverse(h.head_folded) LIKE $${index + 5}`);
  const namesakes = await sql.rows(
    NamesakesRow,
    `WITH RECURSIVE ${REACHED}, ${IN_CHARGE}, seen AS MATERIALIZED (SELECT DISTINCT unit_id FROM reached WHERE role = ANY ($3)),
     called AS MATERIALIZED (
       SELECT h.id, h.head_name, h.head_folded, h.unit_id, h.erased_at FROM households h
       WHERE ${["h.head_folded = ANY ($4)", ...ends].join(" OR ")}
     )
     SELECT head_name AS name, (array_agg(id ORDER BY id))[1:${MOST}] AS ids FROM called
     WHERE erased_at IS NULL AND (unit_id IN (SELECT unit_id FROM seen) OR id IN (SELECT household_id FROM in_charge)
       OR id = ANY ($${called.length + 5}))
     GROUP BY head_name, head_folded ORDER BY head_folded, head_name`,
    [
      me.person,
      localDateOf(now),
      rolesFor("see"),
      whole,
      ...called.map((end) => `${backwards(end)} %`),
      // Whoever holds the phone of two homes names one of them.
      me.households.map(({ id }) => id),
    ],
  );
  const said = namesakes.map(({ name, ids }) => ({ ids, places: placesNaming(naming, name) }));
  const all = said.flatMap(({ places }) => places);
  return said
    .map(({ ids, places }) => ({
      ids,
      places: places.filter((place) => !all.some((other) => isWithin(place, other))),
    }))
    .filter(({ places }) => places.length > 0);
}

/** As the index of names read backwards has them. */
function backwards(text: string): string {
  return Array.from(text).toReversed().join("");
}

/** Whether a place is a part of a longer one. */
function isWithin({ from, to }: Place, other: Place): boolean {
  return other.from <= from && to <= other.to && other.to - other.from > to - from;
}
