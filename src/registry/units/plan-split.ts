import { emptyPlan, type ChangePlan, type Decision, type Split, type SplitPart } from "./change.ts";
import { refused, refuseTaken, unitToChange, unitToEnd } from "./change-checks.ts";
import { moveUnits } from "./move-units.ts";
import { childrenOn, type UnitMap, type UnitVersion } from "./unit-map.ts";

/**
 * One unit into several. Its places below go to the part that names them, its households to the part that names them;
 * whatever no part names goes to the part at place `rest`. Where one part is the unit itself, it goes on.
 */
export function planSplit(map: UnitMap, { unit, into, rest }: Split, decision: Decision): ChangePlan {
  const { on } = decision;
  const ids = into.map(idOf);
  const restId = ids[rest];
  if (restId === undefined || new Set(ids).size < 2)
    throw refused("no_parts", "Name at least two different parts, and which of them takes what is left.");
  const before = ids.includes(unit) ? unitToChange(map, unit, on) : unitToEnd(map, unit, on);
  const children = childrenOn(map, unit, on).map((child) => unitToChange(map, child.unit, on));
  const partOf = partsByChild(into, children, restId);
  const begins = into.flatMap((part) => beginning(map, part, before, decision));
  const moving = children.filter((child) => partOf.get(child.unit) !== unit);
  const moved = ids.flatMap((id) =>
    id === unit
      ? []
      : moveUnits(
          map,
          moving.filter((child) => partOf.get(child.unit) === id),
          id,
          decision,
        ),
  );
  return {
    ...emptyPlan(decision),
    units: into.flatMap(({ unit: part }) => (typeof part === "string" ? [] : [part])),
    ends: [...(ids.includes(unit) ? [] : [unit]), ...moving.map((child) => child.unit)],
    begins: [...begins, ...moved],
    successions: ids.filter((id) => id !== unit).map((successor) => ({ predecessor: unit, successor })),
    homes: [
      ...into.map((part) => ({ from: unit, to: idOf(part), households: part.households })),
      { from: unit, to: restId, households: "all" as const },
    ].filter(({ to, households }) => to !== unit && (households === "all" || households.length > 0)),
  };
}

/** The first version of a part that is new; a part that exists already has to be there, and stays as it is. */
function beginning(
  map: UnitMap,
  { unit: part }: SplitPart,
  before: UnitVersion,
  { on, document }: Decision,
): UnitVersion[] {
  if (typeof part === "string") {
    unitToChange(map, part, on);
    return [];
  }
  const { id, name, type } = part;
  const version = { unit: id, parent: before.parent, name, type, from: on, to: null, document };
  refuseTaken(map, version, on, new Set([before.unit]));
  return [version];
}

function partsByChild(
  into: readonly SplitPart[],
  children: readonly UnitVersion[],
  rest: string,
): ReadonlyMap<string, string> {
  const partOf = new Map(children.map(({ unit }) => [unit, rest]));
  const named = new Set<string>();
  for (const part of into)
    for (const child of part.children) {
      if (!partOf.has(child) || named.has(child))
        throw refused("strange_child", `${child} does not lie in the unit that is split, or is named twice.`);
      named.add(child);
      partOf.set(child, idOf(part));
    }
  return partOf;
}

function idOf({ unit }: SplitPart): string {
  return typeof unit === "string" ? unit : unit.id;
}
