import { randomUUID } from "node:crypto";
import { z } from "zod";
import { localDateOf } from "../../calendar/local-date.ts";
import { groupBy } from "../../domain/group-by.ts";
import { fold } from "../../language/normalise.ts";
import { OptionalText, RecordId } from "../../turns/choice-id.ts";
import { command, type CommandContext } from "../../turns/command.ts";
import { below, change, Day, isTaken } from "./units.ts";

const OneRow = z.object({ id: z.string(), name: z.string(), folded: z.string(), code: z.string() });
type One = z.infer<typeof OneRow> & { child: boolean };

/** Between two names: a comma, a line, `và`; numbers of a list before them. */
const BETWEEN = /[,;\n]|\s+(?:và|va)\s+/i;
const NUMBER_BEFORE = /^\s*\d{1,3}[.)]\s*/;
const SHOWN = 12;

/** Who goes to the new part, who stays, and what could not be told. */
type Going = { households: One[]; children: One[]; staying: number; unknown: string[]; several: string[] };

/**
 * Reads which households and places below go to a part that is split off, by names or codes, before anything is done:
 * `unclear` where one is not there, or several have that name. How many stay is said as well, so that none is left behind
 * unseen.
 */
export const splitLook = command({
  name: "units.split_look",
  takes: z.object({ unit: RecordId, who: OptionalText }),
  codes: ["not_allowed", "unclear"],
  async run(context, { unit, who }) {
    const known = (await below(context)).find(({ id }) => id === unit);
    if (unit === null || known === undefined) return { code: "not_allowed" };
    const { households, children, staying, unknown, several } = await goingOf(context, unit, who);
    const names = [...children, ...households].map(({ name }) => name);
    const value = {
      going: households.length,
      staying,
      names: listed(names),
      unknown: listed(unknown),
      several: listed(several),
    };
    return { code: unknown.length + several.length > 0 ? "unclear" : "ok", value };
  },
});

/** A part of a place becomes a place of its own, with the households and places that were named; the others stay. */
export const split = command({
  name: "units.split",
  takes: z.object({ unit: RecordId, name: z.string(), who: OptionalText, on: Day, document: OptionalText }),
  codes: ["not_allowed", "taken", "refused", "too_early"],
  async run(context, { unit, name, who, on, document }) {
    const known = (await below(context)).find(({ id }) => id === unit);
    if (unit === null || known === undefined) return { code: "not_allowed" };
    if (known.parent_id !== null && (await isTaken(context, known.parent_id, name, null)))
      return { code: "taken" };
    const { households, children } = await goingOf(context, unit, who);
    const part = { id: randomUUID(), code: null, name: name.trim(), type: known.type };
    const into = [
      { unit, children: [], households: [] },
      { unit: part, children: children.map(({ id }) => id), households: households.map(({ id }) => id) },
    ];
    return change(context, { kind: "split", unit, into, rest: 0 }, on, document);
  },
});

async function goingOf(context: CommandContext, unit: string, who: string | null): Promise<Going> {
  const all = await thoseOf(context, unit);
  const wanted = (who ?? "")
    .split(BETWEEN)
    .map((name) => name.replace(NUMBER_BEFORE, "").trim())
    .filter((name) => name !== "");
  const found = wanted.map((name) => ({ name, ones: namedBy(all, name) }));
  const going = new Map(
    found.flatMap(({ ones: [one, another] }) =>
      one !== undefined && another === undefined ? [[one.id, one] as const] : [],
    ),
  );
  const ones = groupBy([...going.values()], ({ child }) => child);
  const households = ones.get(false) ?? [];
  return {
    households,
    children: ones.get(true) ?? [],
    staying: all.filter(({ child }) => !child).length - households.length,
    unknown: found.filter(({ ones: none }) => none.length === 0).map(({ name }) => name),
    several: found.filter(({ ones: many }) => many.length > 1).map(({ name }) => name),
  };
}

/** By the whole name or the code; else by how the name ends, which is what people are called. */
function namedBy(all: readonly One[], name: string): One[] {
  const folded = fold(name).replace(/^(?:ho|co|chu|bac|anh|chi|ong|ba) (?=\S)/, "");
  const whole = all.filter(
    (one) => one.folded === folded || one.folded === fold(name) || fold(one.code) === fold(name),
  );
  return whole.length > 0 ? whole : all.filter((one) => one.folded.endsWith(` ${folded}`));
}

/** The households that live in the place itself, and the places right below it, today. */
async function thoseOf({ sql, now }: CommandContext, unit: string): Promise<One[]> {
  const households = await sql.rows(
    OneRow,
    `SELECT id, head_name AS name, head_folded AS folded, code FROM households
     WHERE unit_id = $1 AND erased_at IS NULL ORDER BY head_folded, id`,
    [unit],
  );
  const children = await sql.rows(
    OneRow,
    `SELECT v.unit_id AS id, v.name, '' AS folded, coalesce(u.code, v.unit_id::text) AS code FROM unit_versions v JOIN units u ON u.id = v.unit_id
     WHERE v.parent_id = $1 AND v.valid_from <= $2 AND (v.valid_to IS NULL OR v.valid_to > $2) ORDER BY v.name, v.unit_id`,
    [unit, localDateOf(now)],
  );
  return [
    ...households.map((one) => ({ ...one, child: false })),
    ...children.map((one) => ({ ...one, folded: fold(one.name), child: true })),
  ];
}

function listed(names: readonly string[]): string | null {
  if (names.length === 0) return null;
  const more = names.length > SHOWN ? `… +${names.length - SHOWN}` : "";
  return [...names.slice(0, SHOWN), ...(more === "" ? [] : [more])].join(", ");
}
