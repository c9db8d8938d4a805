import { z } from "zod";
import { addDays, localDateOf } from "../../calendar/local-date.ts";
import { addTask } from "../../desk/add-task.ts";
import { namingIn, placesNaming } from "../../language/named-household.ts";
import { tellsOfOthersHome } from "../../language/others-home.ts";
import { leadersOfHousehold, officerOf } from "../../registry/responsible.ts";
import { mayWith } from "../../registry/rights.ts";
import { unitName } from "../../registry/unit-names.ts";
import { OptionalChoiceId, OptionalText } from "../../turns/choice-id.ts";
import { command, type CommandContext } from "../../turns/command.ts";
import { kindOfWish, type ShockKind } from "./shock-kinds.ts";

const HomeRow = z.object({
  id: z.string(),
  name: z.string(),
  unit: z.string().nullable(),
  phone: z.string().nullable(),
});
type HomeRow = z.infer<typeof HomeRow>;
const IdRow = z.object({ id: z.string() });

/** The same cry within this time is one matter: told again to nobody who has heard it. */
const SAME_CRY_MS = 2 * 3_600_000;
/** Where people are in danger a number to call comes first. */
const WITH_DANGER: readonly ShockKind[] = ["storm", "flood", "fire", "illness"];

/**
 * "Nhà chị Thu cháy rồi", from a household that is not that one: whoever looks after the home that is named, else after hers,
 * and the leaders hear it at once in her words, and nothing is written of her own home; `more` is what she tells of it next. She
 * never learns who is in the programme: what she gets is the same for every name. `none` where the line tells of her own home.
 */
export const tellOfNeighbour = command({
  name: "shock.tell_of_neighbour",
  takes: z.object({ line: OptionalText, wish: OptionalChoiceId, more: OptionalText }),
  codes: ["none"],
  async run(context, { line, wish, more }) {
    const kind = kindOfWish(wish);
    const [first] = context.me.households;
    const own = context.acting?.id ?? first?.id ?? null;
    if (line === null || kind === null || own === null || !tellsOfOthersHome(line)) return { code: "none" };
    if (!(await mayWith(context, own, "act_for"))) return { code: "none" };
    const home = await homeOf(context, own);
    if (home === null || names(line, home)) return { code: "none" };
    const neighbour = await neighbourNamed(context, own, line);
    const people = await cryOut(context, { kind, line, more, home, neighbour });
    return { code: "ok", value: { reached: people > 0, danger: WITH_DANGER.includes(kind) } };
  },
});

async function homeOf({ sql, now }: CommandContext, id: string): Promise<HomeRow | null> {
  const [home] = await sql.rows(
    HomeRow,
    `SELECT h.id, h.head_name AS name, ${unitName("h.unit_id", "$2")} AS unit, h.phone FROM households h WHERE h.id = $1`,
    [id, localDateOf(now)],
  );
  return home ?? null;
}

function names(line: string, { name }: HomeRow): boolean {
  return placesNaming(namingIn(line), name).length > 0;
}

/** The one home of her hamlet that bears the name, else the one of the hamlets beside it; null where it may be two, or none. */
async function neighbourNamed(
  { sql, now }: CommandContext,
  own: string,
  line: string,
): Promise<HomeRow | null> {
  if (namingIn(line).called.length === 0) return null;
  const homes = await sql.rows(
    HomeRow.extend({ near: z.boolean() }),
    `WITH beside AS (
       SELECT v.unit_id, v.unit_id = h.unit_id AS near FROM households h
       JOIN unit_versions mine ON mine.unit_id = h.unit_id AND mine.valid_from <= $2 AND (mine.valid_to IS NULL OR mine.valid_to > $2)
       JOIN unit_versions v ON (v.unit_id = h.unit_id OR v.parent_id = mine.parent_id)
         AND v.valid_from <= $2 AND (v.valid_to IS NULL OR v.valid_to > $2)
       WHERE h.id = $1)
     SELECT h.id, h.head_name AS name, ${unitName("h.unit_id", "$2")} AS unit, h.phone, beside.near
     FROM beside JOIN households h ON h.unit_id = beside.unit_id WHERE h.id <> $1 AND h.erased_at IS NULL`,
    [own, localDateOf(now)],
  );
  const named = homes.filter((home) => names(line, home));
  const near = named.filter((home) => home.near);
  const [only, ...others] = near.length > 0 ? near : named;
  return others.length > 0 ? null : (only ?? null);
}

type Cry = {
  kind: ShockKind;
  line: string;
  more: string | null;
  home: HomeRow;
  neighbour: HomeRow | null;
};

/** A task for the first who answers, and the news to all of them. Gives how many there are. */
async function cryOut(context: CommandContext, { kind, line, more, home, neighbour }: Cry): Promise<number> {
  const about = neighbour ?? home;
  const officer = await officerOf(context, about.id);
  const leaders = await leadersOfHousehold(context, about.id);
  const people = new Set([...(officer === null ? [] : [officer]), ...leaders].map(({ id }) => id));
  const source = { kind: "shock_cry", id: `${home.id}:${kind}` };
  const words = more ?? line;
  if (await isHeardAlready(context, source.id, words)) return people.size;
  const added = more === null ? 0 : await addWords(context, source.id, more);
  const unit = leaders[0]?.unit;
  if (added === 0)
    await addTask(
      context,
      {
        kind: neighbour === null ? "shock_near" : "shock_reported",
        household: about.id,
        note: words,
        due: addDays(localDateOf(context.now), 1),
        source,
      },
      officer !== null ? { person: officer.id } : unit === undefined ? null : { unit },
    );
  for (const person of people)
    await context.tell({ person }, "shock_neighbour_told", {
      kind,
      line: words,
      by_name: home.name,
      unit_name: home.unit,
      phone: home.phone,
      neighbour_name: neighbour?.name ?? null,
      neighbour_unit_name: neighbour?.unit ?? null,
    });
  return people.size;
}

async function isHeardAlready({ sql, now }: CommandContext, source: string, words: string): Promise<boolean> {
  const heard = await sql.rows(
    IdRow,
    `SELECT id FROM tasks WHERE source = 'shock_cry' AND source_id = $1 AND created_at > $2
       AND lower($3) = ANY (string_to_array(lower(note), '; '))`,
    [source, new Date(now.getTime() - SAME_CRY_MS), words],
  );
  return heard.length > 0;
}

/** Words behind those of the cry that still waits; how many there are. */
async function addWords({ sql, now }: CommandContext, source: string, more: string): Promise<number> {
  return sql.run(
    `UPDATE tasks SET note = concat_ws('; ', note, $3::text) WHERE id = (
       SELECT id FROM tasks WHERE source = 'shock_cry' AND source_id = $1 AND created_at > $2 AND done_at IS NULL
       ORDER BY created_at DESC LIMIT 1)`,
    [source, new Date(now.getTime() - SAME_CRY_MS), more],
  );
}
