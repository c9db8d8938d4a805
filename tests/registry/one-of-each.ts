import { z } from "zod";
import type { Sql } from "../../src/turns/ports.ts";

/** What the story has of these is settled already; the first is what others are about. */
const FRESH = ["tasks", "agreed_actions", "privacy_requests", "diary_entries"];

const ColumnRow = z.object({
  table: z.string(),
  column: z.string(),
  type: z.string(),
  needed: z.boolean(),
  refers: z.string().nullable(),
});
const IdRow = z.object({ id: z.string() });

/** What a row of a table may be known by: whose it is. */
export type Anchors = {
  households: string;
  units: string;
  people: string;
  contacts: string;
  /** Fills what is free text, so that whoever reads it shows it. */
  words: string;
};

/** Codes that the rows which are made have to have, lest they are taken for broken ones before anybody is refused. */
const CODES: Readonly<Record<string, string>> = {
  "agreed_actions.kind": "promise",
  "agreed_actions.promised_by": "household",
  "bulletins.period": "2026-11",
  "bulletins.status": "draft",
  "change_requests.kind": "moved",
  "change_requests.status": "open",
  "designations.kind": "hamlet",
  "diary_entries.kind": "voice",
  "diary_entries.period": "2026-11",
  "figure_questions.period": "2026-H2",
  "figure_questions.sign": "round",
  "files.kind": "photo",
  "handovers.status": "proposed",
  "household_merges.moved": '{"moved":[],"dropped":[],"ended":{"enrolments":[],"members":[]}}',
  "loans.programme": "nhcsxh_poor",
  "loans.status": "asked",
  "meetings.kind": "dialogue",
  "meetings.status": "planned",
  "models.livelihood": "cow",
  "need_groups.need": "capital",
  "needs.category": "capital",
  "needs.status": "noted",
  "offers.kind": "training",
  "partners.kind": "employer",
  "plan_versions.livelihood": "cow",
  "plans.status": "submitted",
  "privacy_requests.kind": "copy",
  "reports.obligation": "report_half_year",
  "reports.period": "2026-Y",
  "reports.status": "submitted",
  "returns.kind": "stock",
  "shock_events.kind": "flood",
  "stories.status": "asked",
  "submissions.obligation": "report_year",
  "submissions.period": "2026-Y",
  "supports.category": "capital",
  "supports.form": "given",
  "supports.status": "referred",
  "tasks.kind": "call",
  "visits.met": "household",
  "work_results.kind": "training",
};

/**
 * A row of every table that has an id of its own, belonging to the anchors: one that is there, else one that is made by the
 * columns of the table. Gives the id by table; a table added tomorrow is in it by itself.
 */
export async function oneOfEach(
  sql: Sql,
  anchors: Anchors,
): Promise<{ ids: Map<string, string>; ofHousehold: Set<string> }> {
  const columns = await sql.rows(
    ColumnRow,
    `SELECT c.table_name AS "table", c.column_name AS "column", c.udt_name AS type,
       c.is_nullable = 'NO' AND c.column_default IS NULL AS needed,
       (SELECT f.confrelid::regclass::text FROM pg_constraint f JOIN pg_attribute a ON a.attrelid = f.conrelid
          AND a.attnum = f.conkey[1]
        WHERE f.contype = 'f' AND f.conrelid = format('public.%I', c.table_name)::regclass
          AND a.attname = c.column_name LIMIT 1) AS refers
     FROM information_schema.columns c WHERE c.table_schema = 'public' AND c.is_generated = 'NEVER'
     ORDER BY 1, c.ordinal_position`,
  );
  const tables = new Map<string, z.infer<typeof ColumnRow>[]>(FRESH.map((table) => [table, []]));
  for (const column of columns) tables.set(column.table, [...(tables.get(column.table) ?? []), column]);
  const ids = new Map<string, string>(
    (["households", "units", "people", "contacts"] as const).map((table) => [table, anchors[table]]),
  );
  for (let before = -1; before < ids.size;) {
    before = ids.size;
    for (const [table, own] of tables) {
      if (ids.has(table) || !own.some(({ column, type }) => column === "id" && type === "uuid")) continue;
      const there = FRESH.includes(table) ? null : await known(sql, table, own, ids);
      const id = there ?? (await made(sql, table, own, ids, anchors.words));
      if (id !== null) ids.set(table, id);
    }
  }
  const ofHousehold = [...tables].flatMap(([table, own]) =>
    own.some(({ column }) => column === "household_id") ? [table] : [],
  );
  return { ids, ofHousehold: new Set(["households", ...ofHousehold]) };
}

type Column = z.infer<typeof ColumnRow>;

async function known(
  sql: Sql,
  table: string,
  columns: readonly Column[],
  ids: ReadonlyMap<string, string>,
): Promise<string | null> {
  const owners = columns.filter(
    ({ column, refers }) =>
      ["household_id", "unit_id"].includes(column) ||
      (refers !== null && refers !== table && !WIDE.includes(refers)),
  );
  for (const { column, refers } of owners) {
    const owner = ids.get(refers ?? (column === "unit_id" ? "units" : "households"));
    const [row] = await sql.rows(
      IdRow,
      `SELECT id::text AS id FROM ${table} WHERE ${column} = $1 ORDER BY id LIMIT 1`,
      [owner ?? null],
    );
    if (row !== undefined) return row.id;
  }
  return null;
}

/** Columns that refer to a row without saying so to the database. */
const NAMED = /^(task|household|meeting|visit)_id$/;
/** A person or an account is of many things, so what refers to them need not be about the household. */
const WIDE = ["people", "contacts"];

async function made(
  sql: Sql,
  table: string,
  columns: readonly Column[],
  ids: ReadonlyMap<string, string>,
  head: string,
): Promise<string | null> {
  const filled = columns.filter(
    ({ column, needed, refers }) =>
      column !== "id" && (needed || refers !== null || NAMED.test(column) || `${table}.${column}` in CODES),
  );
  if (filled.some(({ needed, refers }) => needed && refers !== null && !ids.has(refers))) return null;
  const words = columns.some(({ column }) => column === "household_id") ? head : "Việc riêng của ấp";
  const value = ({ column, type, refers, needed }: Column): string | null => {
    const code = CODES[`${table}.${column}`];
    if (code !== undefined) return code;
    const named = NAMED.exec(column)?.[1];
    if (refers === null && named !== undefined)
      return ids.get(named === "person" ? "people" : `${named}s`) ?? null;
    if (refers !== null) return needed || ids.has(refers) ? (ids.get(refers) ?? null) : null;
    if (type === "uuid")
      return ids.get(column.startsWith("unit") || column === "chosen_by" ? "units" : "people") ?? null;
    if (type === "text") return words;
    if (type === "bool") return "true";
    if (type === "jsonb" || type === "json") return "{}";
    if (type === "date") return "2026-11-22";
    if (type.startsWith("timestamp")) return "2026-11-22T02:00:00Z";
    return type.startsWith("_") ? "{}" : "1";
  };
  const names = filled.map(({ column }) => column);
  const places = filled.map(({ type }, at) => `$${at + 1}::${type}`);
  const [row] = await sql.rows(
    IdRow,
    `INSERT INTO ${table} (${["id", ...names].join(", ")}) VALUES (${["gen_random_uuid()", ...places].join(", ")})
     RETURNING id::text AS id`,
    filled.map(value),
  );
  return row?.id ?? null;
}
