import type { LocalDate } from "../../calendar/local-date.ts";

/** What a unit was called, of what type, and where it lay, from a day up to the day before `to`. */
export type UnitVersion = {
  unit: string;
  parent: string | null;
  name: string;
  type: string;
  from: LocalDate;
  to: LocalDate | null;
  /** Number of the decision. */
  document: string | null;
};

/** What became of a unit: from this day on, what was the first is (in part) the second. */
export type Succession = { predecessor: string; successor: string; on: LocalDate };

/** Some units, enough to plan one change: each with all its versions, its parents, children and neighbours. */
export type UnitMap = { versions: readonly UnitVersion[]; successions: readonly Succession[] };

/** The unit as it was on that day; null where it did not exist. */
export function versionOn(map: UnitMap, unit: string, on: LocalDate): UnitVersion | null {
  return map.versions.find((version) => version.unit === unit && covers(version, on)) ?? null;
}

/** The units that lay directly in this one on that day. */
export function childrenOn(map: UnitMap, parent: string | null, on: LocalDate): UnitVersion[] {
  return map.versions.filter((version) => version.parent === parent && covers(version, on));
}

/** The units around this one on that day, nearest first. */
export function parentsOn(map: UnitMap, unit: string, on: LocalDate): UnitVersion[] {
  const found: UnitVersion[] = [];
  for (let id = versionOn(map, unit, on)?.parent ?? null; id !== null;) {
    const parent = versionOn(map, id, on);
    if (parent === null || found.includes(parent)) break;
    found.push(parent);
    id = parent.parent;
  }
  return found;
}

function covers({ from, to }: UnitVersion, on: LocalDate): boolean {
  return from <= on && (to === null || to > on);
}
