import { z } from "zod";
import { localDateOf } from "../calendar/local-date.ts";
import { rolesFor } from "../domain/scope.ts";
import { OptionalText } from "../turns/choice-id.ts";
import { command } from "../turns/command.ts";
import { HouseholdRow, householdOption } from "./household-options.ts";
import { namedIn } from "./household-named.ts";
import { IN_CHARGE, REACHED, type Asking } from "./rights.ts";
import { readSearch, type Search } from "./search-text.ts";
import { unitName } from "./unit-names.ts";
import { placeFinder } from "./units/find-place.ts";
import { unitOfFound } from "./units/place-units.ts";

const MOST = 30;
/** The longest text that is looked for. */
const LONGEST = 80;

const finder = placeFinder();
const ScopeRow = z.object({
  units: z.array(z.string()),
  households: z.array(z.string()),
  many: z.boolean(),
});
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
    // Of several communes of one name the hamlet was read in another: everybody of the name in all of them.
    const around = /^.+? ((?:xa|phuong|thi tran) \S.*)$/.exec(search.place ?? "")?.[1];
    if (found.length === 0 && search.name !== "" && around !== undefined)
      found = await look(context, scope, { ...search, place: around });
    // A whole sentence: whom it calls, `lịch sử kế hoạch chị Diễm`. One's own home is no find of a search.
    const asking = { ...context, me: { ...context.me, households: [] } };
    if (found.length === 0) found = await namedIn(asking, text ?? "");
    return { code: "ok", value: found.map(householdOption) };
  },
});

/** Where a person sees more units than this, names are looked up first and rights after; else the other way round. */
const FEW_UNITS = 60;

/** The units and the single households that the person may see now; of many units only that they are many. */
async function scopeOf({ sql, me, now }: Asking): Promise<Scope> {
  const [scope] = await sql.rows(
    ScopeRow,
    `WITH RECURSIVE ${REACHED}, ${IN_CHARGE}, seen AS (SELECT DISTINCT unit_id FROM reached WHERE role = ANY ($3))
     SELECT ARRAY(SELECT unit_id FROM seen LIMIT ${FEW_UNITS}) AS units,
       ARRAY(SELECT household_id FROM in_charge) AS households, (SELECT count(*) FROM seen) > ${FEW_UNITS} AS many`,
    [me.person, localDateOf(now), rolesFor("see")],
  );
  return scope ?? { units: [], households: [], many: false };
}

async function look(asking: Asking, scope: Scope, search: Search): Promise<HouseholdRow[]> {
  const inPlace = search.place === null ? null : await unitsNamed(asking, search.place);
  if (inPlace?.length === 0) return [];
  if (scope.many) return lookByName(asking, inPlace, search);
  const units = inPlace === null ? scope.units : scope.units.filter((unit) => inPlace.includes(unit));
  return lookAmong(asking, { ...scope, units, inPlace }, search);
}

type Seen = Scope & { inPlace: string[] | null };
/** SQL of one way to meet what was typed, which stands in parameter $5 and is put in its own place. */
type Way = { sql: string; wanted: string };

function waysOf({ code, phone, name }: Search): Way[] {
  if (code !== null)
    return [
      { sql: "h.code = $5", wanted: code },
      {
        sql: "h.id IN (SELECT kept_id FROM household_merges WHERE gone_code = $5 AND undone_at IS NULL)",
        wanted: code,
      },
    ];
  if (phone !== null) return [{ sql: "h.phone = $5", wanted: phone }];
  if (name === "") return [{ sql: "$5::text IS NOT NULL", wanted: "" }];
  const plain = name.replace(/[\\%_]/g, "\\$&");
  return [
    { sql: "h.head_folded = $5", wanted: name },
    { sql: "h.head_folded LIKE $5", wanted: `${plain}%` },
    // By the end of the name, which is what people are called: an index of its own, of names read backwards.
    { sql: "reverse(h.head_folded) LIKE $5", wanted: `${backwards(name).replace(/[\\%_]/g, "\\$&")} %` },
    { sql: "h.head_folded LIKE $5", wanted: `%${plain}%` },
  ];
}

function backwards(text: string): string {
  return Array.from(text).toReversed().join("");
}

const SEEN = `(h.unit_id = ANY ($2::uuid[])
  OR (h.id = ANY ($3::uuid[]) AND ($4::uuid[] IS NULL OR h.unit_id = ANY ($4))))`;

/**
 * One way after the other, the surest first, each by its own index of names and only while fewer than thirty are found; all
 * in one statement. What may be seen is a sieve: an index of so many units would find nearly everybody.
 */
async function lookByName(
  { sql, me, now }: Asking,
  inPlace: string[] | null,
  search: Search,
): Promise<HouseholdRow[]> {
  const ways = waysOf(search);
  const parts = ways.map(({ sql: way }, index) => {
    const enough = ways.slice(0, index).map((_way, before) => `(SELECT count(*) FROM way${before})`);
    return `way${index} AS MATERIALIZED (
       SELECT h.id, ${index} AS rank FROM households h
       WHERE ${enough.length === 0 ? "true" : `${enough.join(" + ")} < ${MOST}`} AND ${way.replace("$5", `$${index + 5}`)} AND h.erased_at IS NULL
         AND (h.unit_id IN (SELECT unit_id FROM seen) OR h.id IN (SELECT household_id FROM in_charge))
         AND ($4::uuid[] IS NULL OR h.unit_id IN (SELECT unnest($4))) LIMIT ${MOST})`;
  });
  const all = ways.map((_way, index) => `SELECT id, rank FROM way${index}`).join(" UNION ALL ");
  return sql.rows(
    HouseholdRow,
    `WITH RECURSIVE ${REACHED}, ${IN_CHARGE}, seen AS MATERIALIZED (SELECT unit_id FROM reached WHERE role = ANY ($3)),
     ${parts.join(", ")},
     found AS (SELECT id, min(rank) AS rank FROM (${all}) every GROUP BY id)
     SELECT h.id, h.head_name AS name, ${unitName("h.unit_id", "$2")} AS unit
     FROM found JOIN households h USING (id) ORDER BY found.rank, h.head_folded, h.id LIMIT ${MOST}`,
    [me.person, localDateOf(now), rolesFor("see"), inPlace, ...ways.map(({ wanted }) => wanted)],
  );
}

/** All that the person sees is little: read once, and put in the order of how well each meets what was typed. */
async function lookAmong(
  { sql, now }: Asking,
  { units, households, inPlace }: Seen,
  search: Search,
): Promise<HouseholdRow[]> {
  const ways = waysOf(search);
  const rank = ways.map(({ sql: way }, index) => `WHEN ${way.replace("$5", `$${index + 5}`)} THEN ${index}`);
  return sql.rows(
    HouseholdRow,
    `WITH mine AS MATERIALIZED (SELECT h.* FROM households h WHERE h.erased_at IS NULL AND ${SEEN}),
     ranked AS (SELECT h.id, h.head_name, h.head_folded, h.unit_id, CASE ${rank.join(" ")} END AS rank FROM mine h)
     SELECT h.id, h.head_name AS name, ${unitName("h.unit_id", "$1")} AS unit FROM ranked h
     WHERE h.rank IS NOT NULL ORDER BY h.rank, h.head_folded, h.id LIMIT ${MOST}`,
    [localDateOf(now), units, households, inPlace, ...ways.map(({ wanted }) => wanted)],
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
  const tops = hits.flatMap((hit) => [unitOfFound(hit.id), ...hit.today.map(({ id }) => id)]);
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
