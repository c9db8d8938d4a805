import { z } from "zod";
import { localDateOf } from "../../calendar/local-date.ts";
import { AppError } from "../../domain/app-error.ts";
import { fold } from "../../language/normalise.ts";
import type { Sql } from "../../turns/ports.ts";
import { typeOfCode, withoutType } from "../units/unit-types.ts";

const UnitRow = z.object({ id: z.string(), code: z.string().nullable(), name: z.string(), type: z.string() });
/** A unit as it is called today, with its type: `Xã An Bình`. */
export type NamedUnit = { id: string; label: string };

/**
 * The unit that somebody means by an official code, our id or its name; without a text the only commune that has hamlets.
 * Ends with an AppError where there is none, or where there are several.
 */
export async function findUnit(sql: Sql, text: string | null, now: Date): Promise<NamedUnit> {
  const units = await sql.rows(
    UnitRow,
    `SELECT u.id, u.code, v.name, v.type FROM units u JOIN unit_versions v ON v.unit_id = u.id
     WHERE v.valid_from <= $1 AND (v.valid_to IS NULL OR v.valid_to > $1)
       AND ($2::text IS NOT NULL OR EXISTS (SELECT FROM unit_versions below WHERE below.parent_id = u.id AND below.valid_to IS NULL))`,
    [localDateOf(now), text],
  );
  const meant = units.filter((unit) => (text === null ? levelOf(unit) === "commune" : isMeant(unit, text)));
  const exact = meant.filter(({ id, code }) => text !== null && (id === text || code === text));
  const [unit, other] = exact.length > 0 ? exact : meant;
  if (unit === undefined)
    throw new AppError(
      "no_such_unit",
      text === null
        ? "There is no commune with hamlets in the record: say which unit is meant with --unit CODE."
        : `There is no unit ${text}: give its official code or its name with --unit.`,
      1,
    );
  if (other !== undefined)
    throw new AppError("several_units", "Several units fit: say which one is meant with --unit CODE.", 1);
  return { id: unit.id, label: labelOf(unit) };
}

type Unit = z.infer<typeof UnitRow>;

function levelOf({ type }: Unit): string {
  return typeOfCode(type).level;
}

function labelOf({ name, type }: Unit): string {
  const { label } = typeOfCode(type);
  if (fold(name).startsWith(`${fold(label)} `)) return name;
  return `${label.charAt(0).toUpperCase()}${label.slice(1)} ${name}`;
}

function isMeant(unit: Unit, text: string): boolean {
  if (unit.id === text || unit.code === text) return true;
  const wanted = fold(text);
  return [unit.name, labelOf(unit), withoutType(unit.name, typeOfCode(unit.type))].some(
    (name) => fold(name) === wanted,
  );
}
