import { emptyPlan, type ChangePlan, type Decision, type Merge } from "./change.ts";
import { refused, refuseLoop, refuseTaken, unitToChange, unitToEnd } from "./change-checks.ts";
import { moveUnits } from "./move-units.ts";
import { childrenOn, type UnitMap, type UnitVersion } from "./unit-map.ts";
import { typeOfCode } from "./unit-types.ts";

/** Predecessors end; what lay in them lies in the one that takes them up, and so do their households. */
export function planMerge(map: UnitMap, { from, into }: Merge, decision: Decision): ChangePlan {
  const { on, document } = decision;
  const isNew = typeof into !== "string";
  const target = isNew ? into.id : into;
  const others = [...new Set(from)].filter((unit) => unit !== target);
  if (others.length === 0) throw refused("nothing_to_merge", "Name at least one other unit to be merged.");
  if (others.every((unit) => becameThen(map, unit, target, on))) return emptyPlan(decision);
  const ending = others.map((unit) => unitToEnd(map, unit, on));
  const whole: UnitVersion = isNew
    ? {
        unit: into.id,
        parent: ending[0]?.parent ?? null,
        name: into.name,
        type: into.type,
        from: on,
        to: null,
        document,
      }
    : unitToChange(map, into, on);
  for (const unit of ending) refuseUnlike(map, unit, whole, on);
  if (isNew) refuseTaken(map, whole, on, new Set(others));
  const children = ending
    .flatMap(({ unit }) => childrenOn(map, unit, on))
    .map(({ unit }) => unitToChange(map, unit, on));
  const moved = moveUnits(map, children, target, decision);
  return {
    ...decision,
    units: isNew ? [into] : [],
    ends: [...others, ...children.map(({ unit }) => unit)],
    begins: isNew ? [whole, ...moved] : moved,
    successions: others.map((predecessor) => ({ predecessor, successor: target })),
    homes: others.map((unit) => ({ from: unit, to: target, households: "all" })),
  };
}

function refuseUnlike(map: UnitMap, unit: UnitVersion, whole: UnitVersion, on: string): void {
  if (typeOfCode(unit.type).level !== typeOfCode(whole.type).level)
    throw refused(
      "other_level",
      `${unit.name} and ${whole.name} are not of one level: merge units of one level.`,
    );
  refuseLoop(map, unit, whole.parent, on);
}

function becameThen(map: UnitMap, predecessor: string, successor: string, on: string): boolean {
  return map.successions.some(
    (one) => one.predecessor === predecessor && one.successor === successor && one.on === on,
  );
}
