import { z } from "zod";
import type { Value, Values } from "../../src/domain/value.ts";
import type { Command } from "../../src/turns/command.ts";

/** Names of what is handed in that are not those of their table. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  chosen: "households",
  except: "households",
  from_gone: "people",
  gone: "households",
  group: "units",
  head: "people",
  helper: "people",
  into: "units",
  keep: "households",
  note: "diary_entries",
  officer: "people",
  owner: "people",
  parent: "units",
  place: "units",
  promised_by: "people",
  replacement: "households",
  ret: "returns",
  step: "plan_steps",
  who: "people",
};
/** Enough to try each kind that is handed in under the same name. */
const MOST = 3;

/**
 * What a command can be handed with these ids, as a button that was forwarded or an id that was guessed would: each name
 * the id of what it is called after, everything else whatever its type takes. More than one where a name may mean several.
 */
export function handedTo(command: Command, ids: ReadonlyMap<string, string>): Values[] {
  const choices = command.takes.map((name) => tablesOf(name, ids));
  const ways = Math.min(MOST, Math.max(1, ...choices.map((tables) => tables.length)));
  return Array.from({ length: ways }, (_, way) =>
    Object.fromEntries(
      command.takes.flatMap((name, at): [string, Value][] => {
        const tables = choices[at] ?? [];
        const id = ids.get(tables[way % Math.max(1, tables.length)] ?? "households") ?? "";
        const value = fitting(command.reads.shape[name], id, name);
        return value === undefined ? [] : [[name, value]];
      }),
    ),
  );
}

function tablesOf(name: string, ids: ReadonlyMap<string, string>): string[] {
  const other = OTHER_NAMES[name];
  if (other !== undefined) return [other];
  const several = name.endsWith("y") ? `${name.slice(0, -1)}ies` : `${name}s`;
  return [...ids.keys()].filter((table) =>
    table.split("_").some((word) => word === name || word === several),
  );
}

function fitting(schema: unknown, id: string, name: string): Value | undefined {
  const candidates: Value[] = [
    { id, label: "?", file: id, kind: "photo" },
    id,
    ...optionsOf(schema),
    "2026-11-30",
    1,
    2026,
    true,
    "Một câu chuyện đủ dài để được giữ lại cho người khác đọc",
    [id],
    { from: "2026-11-30", to: "2026-12-01", file: id, text: "?", value: 1, unit: "kg" },
    [],
    {},
    { kind: "all" },
  ];
  // A pair of households, a quota of a kind: ids with something between them.
  if (name === "pair") candidates.unshift(`${id}+${id}`);
  if (name === "quota") candidates.unshift(`${id}/household`);
  return candidates.find((value) => z.safeParse(asType(schema), value).success);
}

function asType(schema: unknown): z.core.$ZodType {
  return schema instanceof z.core.$ZodType ? schema : z.never();
}

/** What a choice of fixed words offers. */
function optionsOf(schema: unknown): Value[] {
  const described = z.looseObject({
    enum: z.array(z.string()).optional(),
    anyOf: z.array(z.unknown()).optional(),
  });
  const look = (node: unknown): Value[] => {
    const read = described.safeParse(node);
    return read.success ? [...(read.data.enum ?? []), ...(read.data.anyOf ?? []).flatMap(look)] : [];
  };
  // A choice that is read as one of these words says so only in what comes out of it.
  return (["input", "output"] as const).flatMap((io) =>
    look(z.toJSONSchema(asType(schema), { io, unrepresentable: "any" })),
  );
}
