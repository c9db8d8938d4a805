import { readFile } from "node:fs/promises";
import { randomUUID } from "node:crypto";
import { z } from "zod";
import { AppError } from "../domain/app-error.ts";
import { fold } from "../language/normalise.ts";
import type { Split, SplitPart } from "../registry/units/change.ts";
import { findUnit } from "../registry/units/find-unit.ts";
import { typeWritten } from "../registry/units/unit-types.ts";
import type { Sql } from "../turns/ports.ts";
import { householdCoded } from "./household-coded.ts";

const HOW =
  'Say into what: units split CODE --part "Ấp 4" [--part "Ấp 5=ap"] [--homes FILE] [--rest "Ấp 4"] --on 2026-07-01';
const TypeRow = z.object({ type: z.string() });

export type SplitAsked = {
  /** Each new part, `NAME` or `NAME=TYPE`. */
  parts: readonly string[];
  /** A file with one line a household or place below, its code and the part it goes to: `H0000012;Ấp 4`. */
  homes: string | undefined;
  /** The part that takes what no line names; without it the unit goes on, and keeps that. */
  rest: string | undefined;
};

/**
 * The split that was asked for on the command line. Throws an AppError where a part has no type, or a line of the file names
 * what is not there: nothing is done by halves.
 */
export async function splitOf(
  sql: Sql,
  unit: string,
  { parts, homes, rest }: SplitAsked,
  day: string,
): Promise<Split> {
  if (parts.length === 0) throw bad(HOW);
  const [own] = await sql.rows(
    TypeRow,
    `SELECT type FROM unit_versions WHERE unit_id = $1 AND valid_from <= $2 AND (valid_to IS NULL OR valid_to > $2)`,
    [unit, day],
  );
  const made = parts.map((written) => newPart(written, own?.type ?? null));
  const goesOn = rest === undefined ? [{ name: "", part: { unit, children: [], households: [] } }] : [];
  const into = [
    ...goesOn,
    ...made.map(({ name, ...part }) => ({ name, part: { ...part, children: [], households: [] } })),
  ];
  const homesOf = homes === undefined ? [] : linesOf(await textOf(homes), homes);
  const filled: { name: string; part: SplitPart & { children: string[]; households: string[] } }[] = into;
  for (const { code, name, line } of homesOf) {
    const target = filled.find((one) => one.name !== "" && fold(one.name) === fold(name));
    if (target === undefined) throw bad(`${homes ?? ""}:${line}: there is no part ${name} among --part.`);
    const household = await householdCoded(sql, code, unit);
    const child = household === null ? await findUnit(sql, code) : null;
    if (household !== null) target.part.households.push(household);
    else if (child !== null) target.part.children.push(child);
    else
      throw bad(
        `${homes ?? ""}:${line}: there is no household and no place ${code} in the unit that is split.`,
      );
  }
  const restAt = rest === undefined ? 0 : filled.findIndex(({ name }) => fold(name) === fold(rest));
  if (restAt < 0) throw bad(`--rest ${rest ?? ""} is none of the parts.`);
  return { kind: "split", unit, into: filled.map(({ part }) => part), rest: restAt };
}

function newPart(
  written: string,
  type: string | null,
): { name: string; unit: { id: string; code: null; name: string; type: string } } {
  const at = written.lastIndexOf("=");
  const name = (at < 0 ? written : written.slice(0, at)).trim();
  const code = at < 0 ? type : (typeWritten(written.slice(at + 1))?.code ?? null);
  if (name === "" || code === null) throw bad(HOW);
  return { name, unit: { id: randomUUID(), code: null, name, type: code } };
}

function linesOf(text: string, file: string): { code: string; name: string; line: number }[] {
  return text.split(/\r?\n/).flatMap((whole, index) => {
    if (whole.trim() === "") return [];
    const [code = "", name = ""] = whole.split(/[;,\t]/).map((cell) => cell.trim().replace(/^"|"$/g, ""));
    if (code === "" || name === "")
      throw bad(`${file}:${index + 1}: write a code and a part on each line, such as H0000012;Ấp 4`);
    return [{ code, name, line: index + 1 }];
  });
}

async function textOf(file: string): Promise<string> {
  const text = await readFile(file, "utf8").catch((cause: unknown) => {
    throw new AppError(
      "no_file",
      `${file} cannot be read: check its name and that it is yours to read.`,
      1,
      cause,
    );
  });
  return text.replace(/^\uFEFF/, "");
}

function bad(message: string): AppError {
  return new AppError("bad_argument", message, 1);
}
