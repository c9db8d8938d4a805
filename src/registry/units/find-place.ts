import { z } from "zod";
import { localDateOf } from "../../calendar/local-date.ts";
import { buildPlaceIndex, type PlaceIndex } from "../../language/place-index.ts";
import { readPlace, type PlaceHit } from "../../language/place.ts";
import type { Reading } from "../../language/reading.ts";
import type { Sql } from "../../turns/ports.ts";
import { mapMark } from "./map-version.ts";
import { placeUnits } from "./place-units.ts";

const UnitRow = z.object({ id: z.string(), code: z.string().nullable() });
const VersionRow = z.object({
  unit: z.string(),
  parent: z.string().nullable(),
  name: z.string(),
  type: z.string(),
  from: z.string(),
  to: z.string().nullable(),
  document: z.null(),
});
const SuccessionRow = z.object({ predecessor: z.string(), successor: z.string(), on: z.string() });
const AliasRow = z.object({ unit: z.string(), name: z.string() });

export type PlaceFinder = {
  /**
   * Reads a place of the record by any name that it has or had, as `readPlace` does; `within` (a unit's id) narrows it to
   * what lies there now or did. The ids in `today` are units of the record.
   */
  find(sql: Sql, text: string, asked: { now: Date; within?: string }): Promise<Reading<PlaceHit>>;
};

/** Finds places by name. Keeps the index of names, and makes it anew when the map has changed or a day has begun. */
export function placeFinder(): PlaceFinder {
  let kept: { mark: string; index: PlaceIndex } | null = null;
  return {
    async find(sql, text, { now, within }) {
      const mark = `${await mapMark(sql)} ${localDateOf(now)}`;
      if (kept?.mark !== mark) kept = { mark, index: await loadIndex(sql, now) };
      const { index } = kept;
      return readPlace(text, within === undefined ? { index } : { index, within });
    },
  };
}

async function loadIndex(sql: Sql, now: Date): Promise<PlaceIndex> {
  const units = await sql.rows(UnitRow, "SELECT id, code FROM units ORDER BY code, id");
  const versions = await sql.rows(
    VersionRow,
    `SELECT unit_id AS unit, parent_id AS parent, name, type, valid_from::text AS "from", valid_to::text AS "to",
       NULL AS document FROM unit_versions ORDER BY valid_from`,
  );
  const successions = await sql.rows(
    SuccessionRow,
    `SELECT predecessor_id AS predecessor, successor_id AS successor, happened_on::text AS "on" FROM unit_successions`,
  );
  const aliases = await sql.rows(AliasRow, "SELECT unit_id AS unit, name FROM unit_aliases ORDER BY name");
  return buildPlaceIndex(placeUnits({ units, versions, successions, aliases }, localDateOf(now)));
}
