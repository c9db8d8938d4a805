import { addDays, type LocalDate } from "../../calendar/local-date.ts";
import { AppError } from "../../domain/app-error.ts";
import { fold } from "../../language/normalise.ts";
import { childrenOn, parentsOn, versionOn, type UnitMap, type UnitVersion } from "./unit-map.ts";
import { typeOfCode } from "./unit-types.ts";

/** The unit as a change of that day meets it. Throws where it is not there, or has a later change. */
export function unitToChange(map: UnitMap, unit: string, on: LocalDate): UnitVersion {
  const version = versionOn(map, unit, on);
  const later = map.versions.find((other) => other.unit === unit && other.from > on);
  if (version !== null && later === undefined) return version;
  const { name } = version ??
    later ??
    map.versions.findLast((other) => other.unit === unit) ?? { name: unit };
  if (later === undefined)
    throw refused("no_unit", `${name} does not exist on ${on}: sinh-ke units show tells its dates.`);
  throw refused(
    "later_change",
    `${name} has a later change, of ${later.from}: enter changes in the order of their dates.`,
  );
}

/** A unit that ends on the day. Throws where it began that day too: nothing would be left of it. */
export function unitToEnd(map: UnitMap, unit: string, on: LocalDate): UnitVersion {
  const version = unitToChange(map, unit, on);
  if (versionOn(map, unit, addDays(on, -1)) === null)
    throw refused(
      "began_that_day",
      `${version.name} begins on ${on} itself: a unit cannot begin and end on one day.`,
    );
  return version;
}

/** Throws where a neighbour of the same level has the name on the day, unless it is one of `gone`. */
export function refuseTaken(
  map: UnitMap,
  unit: UnitVersion,
  on: LocalDate,
  gone: ReadonlySet<string> = new Set(),
): void {
  const { level } = typeOfCode(unit.type);
  const other = childrenOn(map, unit.parent, on).find(
    ({ unit: id, name, type }) =>
      id !== unit.unit && !gone.has(id) && fold(name) === fold(unit.name) && typeOfCode(type).level === level,
  );
  if (other !== undefined)
    throw refused(
      "name_taken",
      `There is another ${other.name} in the same place on ${on}: give one of the two another name first.`,
    );
}

/** Throws where the unit would come to lie in `parent` and that is not there, or is a part of the unit. */
export function refuseLoop(map: UnitMap, unit: UnitVersion, parent: string | null, on: LocalDate): void {
  if (parent === null) return;
  const around = versionOn(map, parent, on);
  if (around === null)
    throw refused("no_parent", `The place that ${unit.name} is to lie in does not exist on ${on}.`);
  if ([around, ...parentsOn(map, parent, on)].some((above) => above.unit === unit.unit))
    throw refused("inside_itself", `${unit.name} cannot lie in a part of itself.`);
}

export function refused(code: string, message: string): AppError {
  return new AppError(code, message, 1);
}
