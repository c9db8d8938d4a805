import type { LocalDate } from "../../calendar/local-date.ts";
import type { PlaceUnit } from "../../language/place-unit.ts";
import type { Succession, UnitVersion } from "./unit-map.ts";
import { typeOfCode, withoutType } from "./unit-types.ts";

type KnownUnit = { id: string; code: string | null };
type Names = {
  units: readonly KnownUnit[];
  versions: readonly UnitVersion[];
  successions: readonly Succession[];
  aliases: readonly { unit: string; name: string }[];
};

/** `Ấp 1 (Mỹ Hòa cũ)`: told apart in the record, but people type the name alone. */
const TOLD_APART = /\s*\(.+ cũ\)(?: \d+)?$/u;

/**
 * The record's places as the language room finds them, with what each was called and where it lay before. A unit in its
 * present place has its own id; in a former one it is a place of the past, `id@day`, that leads to what holds its land now.
 */
export function placeUnits({ units, versions, successions, aliases }: Names, today: LocalDate): PlaceUnit[] {
  const versionsOf = groupBy(versions, ({ unit }) => unit);
  const becameOf = groupBy(successions, ({ predecessor }) => predecessor);
  const aliasesOf = groupBy(aliases, ({ unit }) => unit);
  const present = new Set(
    versions.filter(({ from, to }) => from <= today && (to === null || to > today)).map(({ unit }) => unit),
  );
  return units.flatMap(({ id, code }) => {
    const all = (versionsOf.get(id) ?? []).filter(({ from }) => from <= today);
    const last = all.toSorted((a, b) => a.from.localeCompare(b.from)).at(-1);
    if (last === undefined) return [];
    const extra = (aliasesOf.get(id) ?? []).map(({ name }) => name);
    const byPlace = groupBy(all, ({ parent }) => parent ?? "");
    return [...byPlace.values()].map((here) => {
      const isLast = here.includes(last);
      const unit = placeOf(isLast ? last : (here.at(-1) ?? last), here, isLast ? extra : []);
      if (isLast && present.has(id)) return { ...unit, id, code };
      return {
        ...unit,
        id: isLast ? id : `${id}@${unit.id}`,
        code: isLast ? code : null,
        today: holders(id),
      };
    });
  });

  /** The units of today that hold the land of this one: itself, or what it became, and so on. */
  function holders(id: string, seen: Set<string> = new Set()): string[] {
    if (seen.has(id)) return [];
    seen.add(id);
    const successors = (becameOf.get(id) ?? []).flatMap(({ successor }) => holders(successor, seen));
    return [...new Set(present.has(id) ? [id, ...successors] : successors)];
  }
}

/** The unit of the record that a place found by `placeUnits` is, or was in a former place. */
export function unitOfFound(placeId: string): string {
  return placeId.split("@")[0] ?? placeId;
}

function placeOf(version: UnitVersion, here: readonly UnitVersion[], extra: readonly string[]): PlaceUnit {
  const type = typeOfCode(version.type);
  const names = [version, ...here].flatMap(({ name, type: was }) => {
    const bare = withoutType(name, typeOfCode(was));
    return [bare.replace(TOLD_APART, ""), bare];
  });
  const [name = version.name, ...others] = new Set(names);
  const formerTypes = [...new Set(here.map(({ type: was }) => typeOfCode(was).label))].filter(
    (label) => label !== type.label,
  );
  return {
    id: version.from,
    code: null,
    name,
    type: type.label,
    parent: version.parent,
    formerTypes,
    aliases: [...others, ...extra],
  };
}

/** Map.groupBy, which Node 20 does not have. */
function groupBy<T>(all: readonly T[], keyOf: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const group = groups.get(keyOf(one));
    if (group === undefined) groups.set(keyOf(one), [one]);
    else group.push(one);
  }
  return groups;
}
