import { addDays, type LocalDate } from "../../calendar/local-date.ts";
import { fold } from "../../language/normalise.ts";
import type { Decision } from "./change.ts";
import { childrenOn, versionOn, type UnitMap, type UnitVersion } from "./unit-map.ts";

/**
 * The versions of units that come to lie in `parent`. Where a name is taken there, the one that comes is told apart by
 * where it lay before, as people do: `Ấp 1 (Mỹ Hòa cũ)`. The words are part of the place's name in every language, so
 * they are kept in the record.
 */
export function moveUnits(
  map: UnitMap,
  units: readonly UnitVersion[],
  parent: string,
  { on, document }: Decision,
): UnitVersion[] {
  const moving = new Set(units.map(({ unit }) => unit));
  const staying = childrenOn(map, parent, on).filter(({ unit }) => !moving.has(unit));
  const wanted = [...staying, ...units].map(({ name }) => fold(name));
  const taken = new Set(staying.map(({ name }) => fold(name)));
  return units.map((unit) => {
    const meets = wanted.filter((name) => name === fold(unit.name)).length > 1;
    const name = meets ? toldApart(map, unit, taken, on) : unit.name;
    taken.add(fold(name));
    return { ...unit, name, parent, from: on, to: null, document };
  });
}

function toldApart(map: UnitMap, unit: UnitVersion, taken: ReadonlySet<string>, on: LocalDate): string {
  const before = unit.parent === null ? null : versionOn(map, unit.parent, addDays(on, -1));
  const name = before === null ? unit.name : `${unit.name} (${before.name} cũ)`;
  for (let count = 1; ; count++) {
    const numbered = count === 1 ? name : `${name} ${count}`;
    if (!taken.has(fold(numbered))) return numbered;
  }
}
