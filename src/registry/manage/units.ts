import { randomUUID } from "node:crypto";
import { z } from "zod";
import { localDateOf, type LocalDate } from "../../calendar/local-date.ts";
import { AppError } from "../../domain/app-error.ts";
import { fold } from "../../language/normalise.ts";
import { ChoiceId, OptionalText, RecordId } from "../../turns/choice-id.ts";
import { command, type CallResult, type CommandContext } from "../../turns/command.ts";
import { appendAudit } from "../audit/append.ts";
import { unitsWhere } from "../rights.ts";
import type { Change } from "../units/change.ts";
import { changeUnits } from "../units/change-units.ts";
import { insertRows } from "../units/insert-rows.ts";
import { mapChanged } from "../units/map-version.ts";

const MOST = 300;

/** A day that was answered; null where it was passed over. */
export const Day = z
  .union([z.string(), z.object({ from: z.string() }).transform(({ from }) => from)])
  .nullish()
  .transform((date) => date ?? null);
const UnitRow = z.object({
  id: z.string(),
  name: z.string(),
  type: z.string(),
  parent: z.string().nullable(),
  parent_id: z.string().nullable(),
  former: z.string().nullable(),
  households: z.int(),
});

/** The places that the leader's own places consist of today, with former names and how many households live there. */
const mine = command({
  name: "units.mine",
  takes: z.object({}),
  async run(context) {
    const units = await below(context);
    return {
      code: "ok",
      value: units.map(({ id, name, type, parent, former, households }) => ({
        id,
        label: [former === null ? name : `${name} (${former})`, meet(units, name) ? parent : null]
          .filter((part) => part !== null)
          .join(" · "),
        name,
        type,
        households,
      })),
    };
  },
});

/** The places in which another can be made: the leader's own, and those below. */
const parents = command({
  name: "units.parents",
  takes: z.object({}),
  async run(context) {
    const rows = await context.sql.rows(
      z.object({ id: z.string(), label: z.string() }),
      `SELECT DISTINCT ON (v.unit_id) v.unit_id AS id, v.name AS label FROM unit_versions v
       WHERE v.unit_id = ANY ($1) AND v.valid_from <= $2 AND (v.valid_to IS NULL OR v.valid_to > $2)
         AND v.type <> 'to' ORDER BY v.unit_id, v.valid_from DESC LIMIT ${MOST}`,
      [await unitsWhere(context, "lead"), localDateOf(context.now)],
    );
    return {
      code: "ok",
      value: rows.toSorted((a, b) => a.label.localeCompare(b.label, "vi", { numeric: true })),
    };
  },
});

/** A new place from a day on. `taken` where its name stands in the same place already: then it is told apart by its old one. */
const add = command({
  name: "units.add",
  takes: z.object({ parent: RecordId, name: z.string(), type: ChoiceId, on: Day, document: OptionalText }),
  codes: ["not_allowed", "taken"],
  async run(context, { parent, name, type, on, document }) {
    const { sql, now } = context;
    if (parent === null || !(await leads(context, parent))) return { code: "not_allowed" };
    const day = on ?? localDateOf(now);
    if (await isTaken(context, parent, name, null)) return { code: "taken" };
    const id = randomUUID();
    const text = name.trim();
    await insertRows(sql, "units", [{ id, code: null, created_at: now.toISOString() }]);
    await insertRows(sql, "unit_versions", [
      {
        id: randomUUID(),
        unit_id: id,
        parent_id: parent,
        name: text,
        type,
        valid_from: day,
        valid_to: null,
        document,
      },
    ]);
    await insertRows(sql, "unit_aliases", [
      { id: randomUUID(), unit_id: id, name: text, folded: fold(text) },
    ]);
    await mapChanged(sql, now);
    await onRecord(context, "unit_added", id);
    return { code: "ok", value: { name: text, on: day } };
  },
});

/** Another name from a day on; the old one still finds. */
const rename = command({
  name: "units.rename",
  takes: z.object({ unit: RecordId, name: z.string(), on: Day, document: OptionalText }),
  codes: ["not_allowed", "taken", "refused", "too_early"],
  async run(context, { unit, name, on, document }) {
    const known = (await below(context)).find(({ id }) => id === unit);
    if (unit === null || known === undefined) return { code: "not_allowed" };
    if (known.parent_id !== null && (await isTaken(context, known.parent_id, name, unit)))
      return { code: "taken" };
    return change(context, { kind: "alter", unit, name: name.trim() }, on, document);
  },
});

/** One place becomes part of another; its households move along, and who looks after them keeps them. */
const merge = command({
  name: "units.merge",
  takes: z.object({ unit: RecordId, into: RecordId, on: Day, document: OptionalText }),
  codes: ["not_allowed", "refused", "too_early"],
  async run(context, { unit, into, on, document }) {
    const units = await below(context);
    const both = [unit, into].every((one) => units.some(({ id }) => id === one));
    if (unit === null || into === null || !both) return { code: "not_allowed" };
    if (unit === into) return { code: "refused" };
    return change(context, { kind: "merge", from: [unit, into], into }, on, document);
  },
});

export const unitCommands = [mine, parents, add, rename, merge];

/** The places of the leader today but for the topmost ones, by name. */
export async function below(context: CommandContext): Promise<z.infer<typeof UnitRow>[]> {
  const led = await unitsWhere(context, "lead");
  const rows = await context.sql.rows(
    UnitRow,
    `SELECT v.unit_id AS id, v.name, v.type, v.parent_id, p.name AS parent,
       (SELECT string_agg(DISTINCT old.name, ', ') FROM unit_versions old
         WHERE old.unit_id = v.unit_id AND old.valid_to <= $2 AND old.name <> v.name) AS former,
       (SELECT count(*)::int FROM households h WHERE h.unit_id = v.unit_id) AS households
     FROM unit_versions v JOIN unit_versions p ON p.unit_id = v.parent_id
       AND p.valid_from <= $2 AND (p.valid_to IS NULL OR p.valid_to > $2)
     WHERE v.unit_id = ANY ($1) AND v.parent_id = ANY ($1) AND v.valid_from <= $2 AND (v.valid_to IS NULL OR v.valid_to > $2)
     LIMIT ${MOST}`,
    [led, localDateOf(context.now)],
  );
  return rows.toSorted((a, b) => a.name.localeCompare(b.name, "vi", { numeric: true }));
}

function meet(units: readonly { name: string }[], name: string): boolean {
  return units.filter((other) => other.name === name).length > 1;
}

async function leads(context: CommandContext, unit: string): Promise<boolean> {
  return (await unitsWhere(context, "lead")).includes(unit);
}

/** Whether a place has this name in the same place above already. */
export async function isTaken(
  { sql, now }: CommandContext,
  parent: string,
  name: string,
  except: string | null,
): Promise<boolean> {
  const rows = await sql.rows(
    z.object({ id: z.string(), name: z.string() }),
    `SELECT unit_id AS id, name FROM unit_versions WHERE parent_id = $1 AND (valid_to IS NULL OR valid_to > $2)`,
    [parent, localDateOf(now)],
  );
  return rows.some((row) => row.id !== except && fold(row.name) === fold(name.trim()));
}

/** Carries out a change from the day on, today where none was said; `refused` and `too_early` where it cannot be. */
export async function change(
  context: CommandContext,
  what: Change,
  on: LocalDate | null,
  document: string | null,
): Promise<CallResult> {
  const day = on ?? localDateOf(context.now);
  try {
    const { households } = await changeUnits(context.sql, what, { on: day, document }, context.now);
    await onRecord(context, `unit_${what.kind}`, "unit" in what ? what.unit : (what.from[0] ?? ""));
    return { code: "ok", value: { on: day, households } };
  } catch (error) {
    // Checked before anything is written, so the turn can go on.
    if (!(error instanceof AppError)) throw error;
    return { code: error.code === "too_early" ? "too_early" : "refused" };
  }
}

async function onRecord(
  { sql, me, now, channel }: CommandContext,
  action: string,
  id: string,
): Promise<void> {
  await appendAudit(sql, { person: me.person, action, object: { kind: "unit", id }, road: channel }, now);
}
