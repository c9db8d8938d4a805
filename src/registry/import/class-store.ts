import { randomUUID } from "node:crypto";
import { z } from "zod";
import { localDateOf, type LocalDate } from "../../calendar/local-date.ts";
import { CLASSES } from "../../domain/classification.ts";
import { rolesFor } from "../../domain/scope.ts";
import { insertMany } from "../../turns/insert-many.ts";
import type { Sql } from "../../turns/ports.ts";
import { standardOn } from "../poverty-standards.ts";
import { IN_CHARGE, inSight, REACHED } from "../rights.ts";
import type { Area } from "../units/area-of.ts";
import { areaOn, homeSql } from "../units/on-date.ts";
import type { Entry, Said } from "./class-history.ts";

const EntryRow = z.object({
  household: z.string(),
  id: z.string(),
  status: z.enum(CLASSES),
  from: z.string(),
  to: z.string().nullable(),
  decision: z.string().nullable(),
});
const HomeRow = z.object({ household: z.string(), unit: z.string() });
const IdRow = z.object({ household_id: z.string() });

/** What is on record of these households, oldest first. */
export async function classesOnRecord(
  sql: Sql,
  households: readonly string[],
): Promise<Map<string, Entry[]>> {
  const rows = await sql.rows(
    EntryRow,
    `SELECT household_id AS household, id, status, valid_from AS from, valid_to AS to, decision_no AS decision
     FROM classifications WHERE household_id = ANY ($1) ORDER BY valid_from, created_at, id`,
    [households],
  );
  const found = new Map<string, Entry[]>();
  for (const { household, ...entry } of rows) found.set(household, [...(found.get(household) ?? []), entry]);
  return found;
}

/** Those of the households whose class the person may enter: the same rule as in the chat. All for the administrator. */
export async function thoseManaged(
  sql: Sql,
  households: readonly string[],
  by: string | null,
  now: Date,
): Promise<ReadonlySet<string>> {
  if (by === null || households.length === 0) return new Set(households);
  const rows = await sql.rows(
    IdRow,
    `WITH RECURSIVE ${REACHED}, ${IN_CHARGE}, ${inSight("$3")}
     SELECT household_id FROM in_sight WHERE household_id = ANY ($4)`,
    [by, localDateOf(now), rolesFor("manage"), households],
  );
  return new Set(rows.map(({ household_id }) => household_id));
}

export type NewEntry = { household: string; said: Said; ends: string | null; until: LocalDate | null };

/** Writes entries; standard and area follow from the day and from where each household lived on it. */
export class ClassWriter {
  readonly #sql: Sql;
  readonly #areas = new Map<string, Area>();

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  async write(entries: readonly NewEntry[], by: string | null, now: Date): Promise<void> {
    if (entries.length === 0) return;
    const ends = entries.flatMap(({ ends: id, said }) => (id === null ? [] : [{ id, to: said.from }]));
    if (ends.length > 0)
      await this.#sql.run(
        `UPDATE classifications c SET valid_to = r."to"
         FROM json_to_recordset($1::json) AS r (id uuid, "to" date) WHERE c.id = r.id`,
        [JSON.stringify(ends)],
      );
    const homes = new Map<string, string>();
    for (const day of new Set(entries.map(({ said }) => said.from))) {
      const ids = entries.filter(({ said }) => said.from === day).map(({ household }) => household);
      const rows = await this.#sql.rows(
        HomeRow,
        `SELECT h.id AS household, ${homeSql("$1::date")} AS unit FROM households h WHERE h.id = ANY ($2)`,
        [day, ids],
      );
      for (const { household, unit } of rows) homes.set(household, unit);
    }
    const rows = [];
    for (const { household, said, until } of entries)
      rows.push({
        id: randomUUID(),
        household_id: household,
        status: said.status,
        standard: standardOn(said.from).code,
        area: await this.#areaOf(homes.get(household), said.from),
        decision_no: said.decision,
        decided_on: said.decidedOn ?? said.from,
        valid_from: said.from,
        valid_to: until,
        entered_by: by,
        created_at: now.toISOString(),
      });
    await insertMany(
      this.#sql,
      "classifications",
      {
        id: "uuid",
        household_id: "uuid",
        status: "text",
        standard: "text",
        area: "text",
        decision_no: "text",
        decided_on: "date",
        valid_from: "date",
        valid_to: "date",
        entered_by: "uuid",
        created_at: "timestamptz",
      },
      rows,
    );
  }

  /** Adds the number of the decision to entries that were made without it. */
  async number(entries: readonly { id: string; no: string | null }[]): Promise<void> {
    if (entries.length === 0) return;
    await this.#sql.run(
      `UPDATE classifications c SET decision_no = r.no
       FROM json_to_recordset($1::json) AS r (id uuid, no text) WHERE c.id = r.id AND c.decision_no IS NULL`,
      [JSON.stringify(entries)],
    );
  }

  async #areaOf(unit: string | undefined, day: LocalDate): Promise<Area> {
    if (unit === undefined) return "rural";
    const key = `${unit} ${day}`;
    const area = this.#areas.get(key) ?? (await areaOn(this.#sql, unit, day)) ?? "rural";
    this.#areas.set(key, area);
    return area;
  }
}
