import { isLocalDate, toLocalDate, type LocalDate } from "../../calendar/local-date.ts";
import { fold } from "../../language/normalise.ts";
import type { UnitToImport } from "./published-map.ts";
import type { UnitColumn, UnitFileRow } from "./read-unit-file.ts";
import { stableId } from "./stable-id.ts";
import { typeWritten, withoutType, type UnitLevel } from "./unit-types.ts";

/** What is wrong with a row, and how to mend it. */
export type RowProblem = { line: number; column: UnitColumn; reason: string };
/** A place that a row may lie in: of the record or of an earlier or later row. */
export type Place = { id: string; level: UnitLevel; from: LocalDate; to: LocalDate | null };

const LEVELS: readonly UnitLevel[] = ["province", "district", "commune", "hamlet", "group"];

/** A place as rows refer to it: its code, or the code of the one around it and names, `29110/Ấp 1`. */
export function refOf(text: string): string {
  const [code = "", ...names] = text.split("/").map((part) => part.trim());
  return [code, ...names.map(fold)].join("/");
}

/**
 * The units that the rows describe, or what is wrong with them, row by row. `known` has the places of the record by
 * `refOf`; a row of one of those is no problem and adds nothing.
 */
export function checkUnitRows(
  rows: readonly UnitFileRow[],
  known: ReadonlyMap<string, Place>,
): { units: UnitToImport[]; problems: RowProblem[] } {
  const problems: RowProblem[] = [];
  const lines = new Map<string, number>();
  const read = rows.map((row) => readRow(row, known, problems));
  const places = new Map(known);
  for (const { line, ref, place } of read) {
    if (ref === null || place === null) continue;
    const earlier = lines.get(ref);
    if (earlier !== undefined)
      problems.push({
        line,
        column: "code",
        reason: `the same place stands in line ${earlier}: keep one of them`,
      });
    else lines.set(ref, line);
    if (!places.has(ref)) places.set(ref, place);
  }
  const units = read.flatMap((row) => {
    if (row.ref === null || row.place === null) return [];
    const parent = row.parent === "" ? null : places.get(row.parent);
    const reason = parent === null || known.has(row.ref) ? null : whyNotIn(row.place, parent, row.parent);
    if (reason !== null) problems.push({ line: row.line, column: "parent", reason });
    const { id, from } = places.get(row.ref) ?? row.place;
    const { name, type, document, code, aliases } = row;
    return [
      {
        id,
        code,
        aliases,
        successions: [],
        versions: [{ unit: id, parent: parent?.id ?? null, name, type, from, to: null, document }],
      },
    ];
  });
  return { units, problems: problems.toSorted((a, b) => a.line - b.line) };
}

function readRow({ line, values }: UnitFileRow, known: ReadonlyMap<string, Place>, problems: RowProblem[]) {
  const cell = (column: UnitColumn): string => values[column] ?? "";
  const wrong = (column: UnitColumn, reason: string): null => {
    problems.push({ line, column, reason });
    return null;
  };
  const parent = refOf(cell("parent"));
  const type = typeWritten(cell("type"), known.get(parent)?.level ?? (parent === "" ? null : "province"));
  if (type === null)
    wrong("type", cell("type") === "" ? "the type is missing" : `there is no type ${cell("type")}`);
  const name = type === null ? cell("name") : nameIn(cell("name"), type);
  if (name === "") wrong("name", "the name is missing");
  if (name.length > 120) wrong("name", "the name is longer than 120 characters");
  const from = dateOf(cell("valid_from"));
  if (from === null)
    wrong("valid_from", `${cell("valid_from") || "nothing"} is no date: write it like 2025-07-01`);
  if (parent === "" && type !== null && type.level !== "province")
    wrong("parent", "the code of the place that it lies in is missing");
  const code = cell("code") === "" ? null : cell("code");
  if (code !== null && !/^[\w.-]{1,30}$/.test(code))
    wrong("code", `${code} is no code: letters, digits, dots and dashes, at most 30`);
  const ref = code ?? (parent === "" ? null : refOf(`${parent}/${name}`));
  if (ref === null) wrong("code", "a province needs its code");
  const fine = type !== null && name !== "" && from !== null && ref !== null;
  return {
    line,
    code,
    ref: fine ? ref : null,
    place: fine ? { id: stableId(ref), level: type.level, from, to: null } : null,
    parent,
    name,
    type: type?.code ?? "",
    document: cell("document") === "" ? null : cell("document"),
    aliases: cell("aliases")
      .split("|")
      .flatMap((alias) => alias.trim() || []),
  };
}

function whyNotIn(place: Place, parent: Place | undefined, ref: string): string | null {
  if (parent === undefined)
    return `there is no place ${ref}: give its code as sinh-ke units show has it, or add it to the file`;
  if (LEVELS.indexOf(parent.level) >= LEVELS.indexOf(place.level))
    return `a ${place.level} cannot lie in a ${parent.level}`;
  if (parent.to !== null)
    return `${ref} ended on ${parent.to}: name the place that it went into, as sinh-ke units show tells it`;
  return parent.from > place.from
    ? `${ref} exists since ${parent.from} only: give that day or a later one`
    : null;
}

/** Communes and what is above are kept by their bare names; hamlets as people call them, `Ấp 3`. */
function nameIn(name: string, type: NonNullable<ReturnType<typeof typeWritten>>): string {
  return type.level === "hamlet" || type.level === "group" ? name : withoutType(name, type);
}

function dateOf(text: string): LocalDate | null {
  const [, day, month, year] = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text) ?? [];
  const date = year === undefined ? text : toLocalDate(Number(year), Number(month), Number(day));
  return isLocalDate(date) ? date : null;
}
