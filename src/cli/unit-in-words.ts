import type { UnitDescription } from "../registry/units/describe-unit.ts";
import { typeOfCode } from "../registry/units/unit-types.ts";

/** A unit as people read it on a terminal. */
export function unitInWords(unit: UnitDescription): string {
  const named = unit.name === null ? `not there on ${unit.on}` : place(unit.type ?? "", unit.name);
  const inside = unit.inside.map(({ type, name }) => place(type, name)).join(", ");
  return [
    `${unit.code ?? unit.id}  ${[named, inside].filter((text) => text !== "").join(", ")}`,
    `on ${unit.on}: ${unit.area ?? "neither rural nor urban"}, ${unit.units.length} units and ${unit.households} households directly in it`,
    ...unit.units.map(({ code, id, type, name }) => `  ${code ?? id}  ${place(type, name)}`),
    ...(unit.aliases.length === 0 ? [] : [`also called ${unit.aliases.join(", ")}`]),
    ...unit.history.map(
      ({ from, to, type, name, parent, document }) =>
        `${from} – ${to ?? "today"}  ${place(type, name)}${parent === null ? "" : `, ${parent}`}${by(document)}`,
    ),
    ...unit.predecessors.map(
      ({ on, code, id, type, name, document }) =>
        `${on}  made from ${place(type, name)} (${code ?? id})${by(document)}`,
    ),
    ...unit.successors.map(
      ({ on, code, id, type, name, document }) =>
        `${on}  went into ${place(type, name)} (${code ?? id})${by(document)}`,
    ),
  ].join("\n");
}

function place(type: string, name: string): string {
  const { label } = typeOfCode(type);
  return name.toLowerCase().startsWith(`${label} `) ? name : `${label} ${name}`;
}

function by(document: string | null): string {
  return document === null ? "" : `  [${document}]`;
}
