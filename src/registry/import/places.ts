import { z } from "zod";
import type { LocalDate } from "../../calendar/local-date.ts";
import { fold } from "../../language/normalise.ts";
import type { Sql } from "../../turns/ports.ts";
import { typeOfCode, UNIT_TYPES, withoutType } from "../units/unit-types.ts";

const PlaceRow = z.object({ id: z.string(), name: z.string(), type: z.string() });

/** The places below a unit, by any name that they have or had. */
export type Places = {
  /** The one place that a text names; null where it names none, or several. */
  find(text: string): string | null;
  /** The one place that is named, with its type, somewhere in a title: `DANH SÁCH HỘ NGHÈO ẤP 1 NĂM 2026`. */
  named(text: string): string | null;
  /** Every unit within which a household of this import may already be, the unit itself among them. */
  within: readonly string[];
  /** Whether hamlets are recorded at all. */
  some: boolean;
};

/** Loads the places below `unit` as they are on `day`, to look the hamlets of a list up in. */
export async function loadPlaces(sql: Sql, unit: string, day: LocalDate): Promise<Places> {
  const rows = await sql.rows(
    PlaceRow,
    `WITH RECURSIVE below (unit_id) AS (
       SELECT $1::uuid
       UNION
       SELECT v.unit_id FROM unit_versions v JOIN below ON v.parent_id = below.unit_id
       WHERE v.valid_from <= $2 AND (v.valid_to IS NULL OR v.valid_to > $2)
     )
     SELECT v.unit_id AS id, v.name, v.type FROM below JOIN unit_versions v USING (unit_id)
     UNION
     SELECT a.unit_id, a.name, (SELECT v.type FROM unit_versions v WHERE v.unit_id = a.unit_id ORDER BY v.valid_from DESC LIMIT 1)
     FROM below JOIN unit_aliases a USING (unit_id)`,
    [unit, day],
  );
  const places = rows.filter(({ id }) => id !== unit);
  const byFull = index(places, ({ name, type }) => [
    name,
    `${typeOfCode(type).label} ${bare({ name, type })}`,
  ]);
  const byBare = index(places, (place) => [bare(place)]);
  return {
    find: (text) => lookUp(text, byFull, byBare),
    named: (text) => lookWithin(text, byFull),
    within: [...new Set([unit, ...rows.map(({ id }) => id)])],
    some: places.length > 0,
  };
}

type Place = { name: string; type: string };

function bare({ name, type }: Place): string {
  return withoutType(name, typeOfCode(type));
}

function index<T extends { id: string }>(
  places: readonly T[],
  names: (place: T) => string[],
): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const place of places)
    for (const name of names(place))
      // `Ấp 1 (Mỹ Hòa cũ)` is also asked for as `Ấp 1` and as `Mỹ Hòa cũ`.
      for (const part of [
        name,
        name.replace(/\([^)]*\)/g, ""),
        ...[...name.matchAll(/\(([^)]*)\)/g)].map(([, inner = ""]) => inner),
      ])
        if (words(part) !== "") found.set(words(part), (found.get(words(part)) ?? new Set()).add(place.id));
  return found;
}

function lookUp(
  text: string,
  byFull: Map<string, Set<string>>,
  byBare: Map<string, Set<string>>,
): string | null {
  for (const part of [text, ...text.split(/[,;:–-]+/)]) {
    const wanted = words(part.replace(/^\s*(?:[IVX]+|[A-Z]|\d{1,2})[.)/]\s*/, ""));
    const found = byFull.get(wanted) ?? (startsWithType(wanted) ? undefined : byBare.get(wanted));
    const [only] = found?.size === 1 ? found : [];
    if (only !== undefined) return only;
  }
  return null;
}

/** The longest name that stands in the text with its type in front: `ấp 1` is not meant by `ấp 10`. */
function lookWithin(text: string, byFull: Map<string, Set<string>>): string | null {
  const around = ` ${words(text)} `;
  const met = [...byFull.entries()].filter(([name]) => startsWithType(name) && around.includes(` ${name} `));
  const longest = Math.max(...met.map(([name]) => name.length));
  const ids = new Set(met.filter(([name]) => name.length === longest).flatMap(([, found]) => [...found]));
  const [only] = ids.size === 1 ? ids : [];
  return only ?? null;
}

const LABELS = UNIT_TYPES.map(({ label }) => fold(label));

/** Whether a text begins with a type of place below the commune: `ấp`, `khóm`, `tổ`. */
export function startsWithType(text: string): boolean {
  const plain = words(text.replace(/^\s*(?:[IVX]+|[A-Z]|\d{1,2})[.)/]\s*/, ""));
  return LABELS.some((label) => plain.startsWith(`${label} `));
}

/** Folded words without signs; `Ấp 01` is `ap 1`, `KP. 3` is `khu pho 3`. */
function words(text: string): string {
  return fold(text)
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim()
    .replace(/^kp ?(?=\d)/, "khu pho ")
    .replace(/(?<=\p{L})(?=\d)/gu, " ")
    .replace(/\b0+(?=\d)/g, "");
}
