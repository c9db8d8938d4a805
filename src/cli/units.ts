import { readFile } from "node:fs/promises";
import { randomUUID } from "node:crypto";
import { isLocalDate, localDateOf } from "../calendar/local-date.ts";
import { systemClock } from "../clock.ts";
import { AppError } from "../domain/app-error.ts";
import type { Change, Decision } from "../registry/units/change.ts";
import { changeUnits } from "../registry/units/change-units.ts";
import { describeUnit } from "../registry/units/describe-unit.ts";
import { endUnit } from "../registry/units/end-unit.ts";
import { findUnit } from "../registry/units/find-unit.ts";
import { importUnitFile } from "../registry/units/import-file.ts";
import { importPublished } from "../registry/units/import-published.ts";
import { typeWritten } from "../registry/units/unit-types.ts";
import { sqlOf } from "../store/sql.ts";
import { inTransaction } from "../store/in-transaction.ts";
import type { Sql } from "../turns/ports.ts";
import { readArguments } from "./arguments.ts";
import { print } from "./print.ts";
import { unitInWords } from "./unit-in-words.ts";
import { splitOf } from "./units-split.ts";
import { designateIn, quotaOf, quotasInWords } from "./units-year.ts";
import { withDatabase } from "./with-database.ts";

type Values = Partial<
  Record<
    | "into"
    | "from"
    | "to"
    | "name"
    | "type"
    | "on"
    | "document"
    | "homes"
    | "rest"
    | "kind"
    | "year"
    | "set"
    | "choose",
    string
  >
> & { json: boolean; part: string[]; back: boolean };

/**
 * `sinh-ke units import | merge | split | rename | move | end | show | quota | designate`: the tree of places, its dated changes,
 * and what its units choose in a year.
 */
export async function units(args: string[]): Promise<void> {
  const text = { type: "string" } as const;
  const { values, positionals } = readArguments(args, {
    into: text,
    from: text,
    to: text,
    name: text,
    type: text,
    on: text,
    document: text,
    part: { type: "string", multiple: true, default: [] },
    homes: text,
    rest: text,
    kind: text,
    year: text,
    set: text,
    choose: text,
    back: { type: "boolean", default: false },
    json: { type: "boolean", default: false },
  });
  const [what, subject] = positionals;
  if (positionals.length > 2) throw bad("Too much was said. Put a name of several words in quotation marks.");
  const now = systemClock.now();
  switch (what) {
    case "import":
      return importUnits(subject, values.json, now);
    case "show":
      return show(needed(subject, "Say which unit: units show 29110"), values, now);
    case "merge":
      return change(values, now, async (sql) => mergeOf(sql, values));
    case "split":
      return change(values, now, async (sql) =>
        splitOf(
          sql,
          await unitAt(sql, needed(subject, "Say which unit: units split 29110 …")),
          { parts: values.part, homes: values.homes, rest: values.rest },
          values.on ?? localDateOf(now),
        ),
      );
    case "end":
      return end(needed(subject, 'Say which unit: units end "29110/Ấp 9"'), values, now);
    case "quota":
    case "designate":
      return chooses(what, needed(subject, `Say whose: units ${what} 29110 …`), values, now);
    case "rename":
    case "move":
      return change(values, now, async (sql) =>
        alterOf(sql, needed(subject, `Say which unit: units ${what} 29110 …`), values),
      );
    default:
      throw bad(
        "Say what to do: units import, merge, split, rename, move, end, show, quota or designate. sinh-ke units --help tells more.",
      );
  }
}

async function importUnits(file: string | undefined, json: boolean, now: Date): Promise<void> {
  if (file === undefined) {
    const done = await inOneTransaction((sql) => importPublished(sql, now));
    print(
      json,
      done,
      `${done.added} units added, ${done.known} known already, ${done.changed} changed since.`,
    );
    return;
  }
  const text = await readFile(file, "utf8").catch((cause: unknown) => {
    throw new AppError(
      "no_file",
      `${file} cannot be read: check its name and that it is yours to read.`,
      1,
      cause,
    );
  });
  const { added, known, problems } = await inOneTransaction((sql) => importUnitFile(sql, text, now));
  if (problems.length === 0) {
    print(json, { added, known }, `${added} units added, ${known} known already.`);
    return;
  }
  for (const problem of problems)
    print(json, problem, `${file}:${problem.line} ${problem.column}: ${problem.reason}`);
  throw bad(`Nothing was added: ${problems.length} problems. Mend them and import the file again.`);
}

async function chooses(what: "quota" | "designate", ref: string, values: Values, now: Date): Promise<void> {
  if (what === "quota") {
    const quotas = await inOneTransaction(async (sql) => quotaOf(sql, await unitAt(sql, ref), values, now));
    return print(values.json, quotas, quotasInWords(quotas));
  }
  const done = await inOneTransaction(async (sql) => designateIn(sql, await unitAt(sql, ref), values, now));
  const said = values.back ? "is chosen no more" : "is chosen";
  print(
    values.json,
    done,
    done.changed ? `${values.choose ?? ""} ${said} for ${done.year}.` : "It is so already.",
  );
}

async function show(ref: string, values: Values, now: Date): Promise<void> {
  const described = await inOneTransaction(async (sql) =>
    describeUnit(sql, await unitAt(sql, ref), dayOf(values.on) ?? localDateOf(now)),
  );
  print(values.json, described, unitInWords(described));
}

async function change(values: Values, now: Date, changeOf: (sql: Sql) => Promise<Change>): Promise<void> {
  const on = dayOf(needed(values.on, "Say from when it holds: --on 2025-07-01"));
  if (on === null) throw bad("Say from when it holds: --on 2025-07-01");
  const decision: Decision = { on, document: values.document ?? null };
  const done = await inOneTransaction(async (sql) => changeUnits(sql, await changeOf(sql), decision, now));
  const roles = done.roles.map(
    ({ person, role }) => `\n  ${person} has the role ${role} at the successor too now`,
  );
  const said = `${done.units} units are others from ${on} on, ${done.households} households have another home.`;
  print(
    values.json,
    { on, ...done },
    done.units + done.households + done.roles.length === 0 ? "It is so already." : `${said}${roles.join("")}`,
  );
}

async function end(ref: string, values: Values, now: Date): Promise<void> {
  const on = dayOf(values.on) ?? localDateOf(now);
  const left = await inOneTransaction(async (sql) =>
    endUnit(sql, await unitAt(sql, ref), { on, document: values.document ?? null }, now),
  );
  if (left !== null) {
    const hangs = Object.entries(left).flatMap(([what, count]) => (count > 0 ? [`${count} ${what}`] : []));
    throw bad(
      `${ref} cannot end on ${on}, because of what is there: ${hangs.join(", ")}. Move them first, or merge it: units merge.`,
    );
  }
  print(values.json, { on, ended: ref }, `${ref} is no more from ${on} on.`);
}

async function mergeOf(sql: Sql, { into, from, name, type }: Values): Promise<Change> {
  const refs = needed(from, "Say what is merged: --from 29122,29125")
    .split(",")
    .filter((ref) => ref.trim() !== "");
  const predecessors: string[] = [];
  for (const ref of refs) predecessors.push(await unitAt(sql, ref));
  const target = needed(into, "Say into what: --into 29122");
  const known = await findUnit(sql, target);
  if (known !== null) return { kind: "merge", from: predecessors, into: known };
  if (name === undefined || type === undefined)
    throw bad(
      `There is no unit ${target}. For a new one add --name "…" and --type xa; else see sinh-ke units show.`,
    );
  return {
    kind: "merge",
    from: predecessors,
    into: { id: randomUUID(), code: target, name, type: typeOf(type) },
  };
}

async function alterOf(sql: Sql, ref: string, { name, type, to }: Values): Promise<Change> {
  if (name === undefined && type === undefined && to === undefined)
    throw bad('Say what becomes of it: --name "…", --type phuong, or for a move --to 29110');
  return {
    kind: "alter",
    unit: await unitAt(sql, ref),
    ...(name === undefined ? {} : { name }),
    ...(type === undefined ? {} : { type: typeOf(type) }),
    ...(to === undefined ? {} : { parent: await unitAt(sql, to) }),
  };
}

function typeOf(text: string): string {
  const type = typeWritten(text);
  if (type === null)
    throw bad(`There is no type ${text}: xa, phuong, dac_khu, ap, khom, khu_pho, thon, to …`);
  return type.code;
}

async function unitAt(sql: Sql, ref: string): Promise<string> {
  const unit = await findUnit(sql, ref);
  if (unit === null)
    throw bad(`There is no unit ${ref}. Give its code, its id, or a code and a name below it: "29110/Ấp 1".`);
  return unit;
}

function dayOf(text: string | undefined): string | null {
  if (text === undefined) return null;
  if (!isLocalDate(text)) throw bad(`--on ${text} is no date: write it like 2025-07-01.`);
  return text;
}

function needed(text: string | undefined, otherwise: string): string {
  if (text === undefined || text.trim() === "") throw bad(otherwise);
  return text;
}

function bad(message: string): AppError {
  return new AppError("bad_argument", message, 1);
}

async function inOneTransaction<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
  return withDatabase((pool) => inTransaction(pool, (client) => work(sqlOf(client))));
}
