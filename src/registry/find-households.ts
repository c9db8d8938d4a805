import { z } from "zod";
import { localDateOf } from "../calendar/local-date.ts";
import { rolesFor } from "../domain/scope.ts";
import { OptionalText } from "../turns/choice-id.ts";
import { command } from "../turns/command.ts";
import { HouseholdRow, householdOption } from "./household-options.ts";
import { IN_CHARGE, REACHED, type Asking } from "./rights.ts";
import { readSearch, type Search } from "./search-text.ts";
import { unitName } from "./unit-names.ts";
import { placeFinder } from "./units/find-place.ts";

const MOST = 30;
/** The longest text that is looked for. */
const LONGEST = 80;

const finder = placeFinder();
const ScopeRow = z.object({ units: z.array(z.string()), households: z.array(z.string()) });
type Scope = z.infer<typeof ScopeRow>;

/**
 * Searches by name (with or without diacritics, any part of it), by a place of today or of before, by name and place, code
 * or phone, among the households that the person may see: an officer those in his charge, a leader and the province those
 * of their units. A code that was merged away finds the household that it was merged into.
 */
export const findHouseholds = command({
  name: "registry.find_households",
  takes: z.object({ text: OptionalText }),
  async run(context, { text }) {
    const search = readSearch((text ?? "").slice(0, LONGEST));
    const scope = await scopeOf(context);
    let found = await look(context, scope, search);
    // A commune is often named without its type: `Mỹ Hòa`.
    if (found.length === 0 && search.name !== "" && search.place === null)
      found = await look(context, scope, { ...search, name: "", place: search.name });
    return { code: "ok", value: found.map(householdOption) };
  },
});

/** The units and the single households that the person may see now. */
async function scopeOf({ sql, me, now }: Asking): Promise<Scope> {
  const [scope] = await sql.rows(
    ScopeRow,
    `WITH RECURSIVE ${REACHED}, ${IN_CHARGE}
     SELECT ARRAY(SELECT DISTINCT unit_id FROM reached WHERE role = ANY ($3)) AS units,
       ARRAY(SELECT household_id FROM in_charge) AS households`,
    [me.person, localDateOf(now), rolesFor("see")],
  );
  return scope ?? { units: [], households: [] };
}

async function look(asking: Asking, scope: Scope, search: Search): Promise<HouseholdRow[]> {
  const { sql, now } = asking;
  const inPlace = search.place === null ? null : await unitsNamed(asking, search.place);
  if (inPlace?.length === 0) return [];
  const units = inPlace === null ? scope.units : scope.units.filter((unit) => inPlace.includes(unit));
  const seen = `(h.unit_id = ANY ($2::uuid[]) OR (h.id = ANY ($3::uuid[]) AND ($4::uuid[] IS NULL OR h.unit_id = ANY ($4))))`;
  // Each way alone can use its index; together, as one OR, they would read every household there is.
  const ways: [string, number][] =
    search.code !== null
      ? [
          ["h.code = $6", 0],
          [`h.id IN (SELECT kept_id FROM household_merges WHERE gone_code = $6 AND undone_at IS NULL)`, 1],
        ]
      : search.phone !== null
        ? [["h.phone = $6", 0]]
        : search.name === ""
          ? [["$6::text IS NOT NULL", 0]]
          : [
              ["h.head_folded = $6", 0],
              [`h.head_folded LIKE '% ' || $7`, 1],
              [`h.head_folded LIKE '%' || $7 || '%'`, 2],
            ];
  const one = ([way, rank]: [string, number]): string =>
    `(SELECT h.id, ${rank} AS rank FROM households h WHERE ${way} AND ${seen}
      ${search.name === "" && search.code === null ? "ORDER BY h.head_folded, h.id" : ""} LIMIT $5)`;
  const wanted = search.code ?? search.phone ?? search.name;
  const params = [
    localDateOf(now),
    units,
    scope.households,
    inPlace,
    MOST,
    wanted,
    wanted.replace(/[\\%_]/g, "\\$&"),
  ];
  return sql.rows(
    HouseholdRow,
    `WITH found AS (SELECT id, min(rank) AS rank FROM (${ways.map(one).join(" UNION ALL ")}) each GROUP BY id)
     SELECT h.id, h.head_name AS name, ${unitName("h.unit_id", "$1")} AS unit
     FROM found JOIN households h USING (id) ORDER BY found.rank, h.head_folded, h.id LIMIT $5`,
    // A parameter that no part of the statement names has no type.
    ways.some(([way]) => way.includes("$7")) ? params : params.slice(0, 6),
  );
}

/** The units that a text names, by a name of today or of before, and everything below them; none where it names none. */
async function unitsNamed({ sql, now }: Asking, text: string): Promise<string[]> {
  const reading = await finder.find(sql, text, { now });
  const hits =
    reading.kind === "understood"
      ? [reading.value]
      : reading.kind === "ambiguous"
        ? reading.alternatives.map(({ value }) => value)
        : [];
  const tops = hits.flatMap((hit) => [hit.id, ...hit.today.map(({ id }) => id)]);
  if (tops.length === 0) return [];
  const rows = await sql.rows(
    z.object({ id: z.string() }),
    `WITH RECURSIVE inside (id) AS (
       SELECT unnest($1::uuid[])
       UNION
       SELECT v.unit_id FROM unit_versions v JOIN inside ON v.parent_id = inside.id
     ) SELECT id FROM inside`,
    [tops],
  );
  return rows.map(({ id }) => id);
}
