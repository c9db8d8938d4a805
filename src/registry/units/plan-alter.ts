import { emptyPlan, type Alter, type ChangePlan, type Decision } from "./change.ts";
import { refused, refuseLoop, refuseTaken, unitToChange } from "./change-checks.ts";
import { moveUnits } from "./move-units.ts";
import type { UnitMap, UnitVersion } from "./unit-map.ts";

/** A unit of another name, type or parent from the day on; it stays the same unit, and what lies in it goes with it. */
export function planAlter(map: UnitMap, { unit, name, type, parent }: Alter, decision: Decision): ChangePlan {
  const { on, document } = decision;
  const before = unitToChange(map, unit, on);
  const named: UnitVersion = {
    ...before,
    name: name?.normalize("NFC").trim() ?? before.name,
    type: type ?? before.type,
    from: on,
    to: null,
    document,
  };
  if (named.name === "") throw refused("no_name", "Give the unit a name.");
  const moves = parent !== undefined && parent !== before.parent;
  if (!moves && named.name === before.name && named.type === before.type) return emptyPlan(decision);
  if (moves) refuseLoop(map, before, parent, on);
  const begins =
    !moves || parent === null
      ? [{ ...named, parent: moves ? null : before.parent }]
      : moveUnits(map, [named], parent, decision);
  for (const version of begins) refuseTaken(map, version, on);
  return { ...emptyPlan(decision), ends: [unit], begins };
}
