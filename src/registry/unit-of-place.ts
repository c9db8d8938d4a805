import { z } from "zod";
import { localDateOf } from "../calendar/local-date.ts";
import { fold } from "../language/normalise.ts";
import type { CommandContext } from "../turns/command.ts";

const PlaceRow = z.object({ id: z.string(), name: z.string(), parent: z.string().nullable() });
type PlaceRow = z.infer<typeof PlaceRow>;

/**
 * The unit that a stranger seems to live in, among those that somebody leads: the one of which most is named, itself and
 * what it lies in ("ấp 3 Bình Phú Đông"). Where nothing is named and there is one led unit only, that one. Null else.
 */
export async function unitOfPlace(
  { sql, now }: Pick<CommandContext, "sql" | "now">,
  place: string,
): Promise<string | null> {
  const units = await sql.rows(
    PlaceRow,
    `WITH RECURSIVE led (unit_id) AS (
       SELECT unit_id FROM roles WHERE role = 'leader' AND valid_from <= $1 AND (valid_to IS NULL OR valid_to > $1)
       UNION
       SELECT v.unit_id FROM unit_versions v JOIN led ON v.parent_id = led.unit_id
       WHERE v.valid_from <= $1 AND (v.valid_to IS NULL OR v.valid_to > $1)
     )
     SELECT v.unit_id AS id, v.name, v.parent_id AS parent FROM led JOIN unit_versions v USING (unit_id)
     WHERE v.valid_from <= $1 AND (v.valid_to IS NULL OR v.valid_to > $1) ORDER BY v.unit_id`,
    [localDateOf(now)],
  );
  const byId = new Map(units.map((unit) => [unit.id, unit]));
  const typed = ` ${words(place)} `;
  const named = units
    .map((unit) => ({ id: unit.id, score: wordsNamed(unit, byId, typed) }))
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score);
  const [best, next] = named;
  // "Ấp 3" alone is in every commune: better nobody than somebody else's leader.
  if (best !== undefined && best.score !== next?.score) return best.id;
  const tops = units.filter(({ parent }) => parent === null || !byId.has(parent));
  return tops.length === 1 ? (tops[0]?.id ?? null) : null;
}

/** How many words of the unit's own name and of those around it were typed; 0 where its own was not. */
function wordsNamed(unit: PlaceRow, byId: ReadonlyMap<string, PlaceRow>, typed: string): number {
  const name = words(unit.name);
  if (name === "" || !typed.includes(` ${name} `)) return 0;
  const parent = unit.parent === null ? undefined : byId.get(unit.parent);
  const around = parent === undefined ? 0 : wordsNamed(parent, byId, typed);
  return name.split(" ").length + around;
}

function words(text: string): string {
  return fold(text)
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}
