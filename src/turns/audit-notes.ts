import type { Value, Values } from "../domain/value.ts";
import type { CallResult } from "../engine/effects.ts";
import type { Touch } from "./command.ts";
import type { Sql } from "./ports.ts";

/** One line of the audit trail: who did what with which record. Ids and names of commands only, never what was said. */
export type AuditEntry = {
  person: string | null;
  contact: string | null;
  /** read, change, refused, or what was done beside talks: export, import, erase … */
  action: string;
  objectKind: string;
  objectId: string;
  detail: Values;
};

/** Ids kept of what a list showed; a page holds fewer. */
const MOST_SHOWN = 60;

/** `SELECT … FOR UPDATE` only looks. */
const WRITES = /\b(?:INSERT\s+INTO|DELETE\s+FROM|UPDATE\s+(?:ONLY\s+)?[\w."]+(?:\s+(?:AS\s+)?\w+)?\s+SET)\b/i;

function changes(statement: string): boolean {
  return WRITES.test(statement) && !/\bINTO\s+errands\b/i.test(statement);
}

/** Listens to what one command does: what the rule of rights was asked about, and whether it wrote. */
export class CommandNotes {
  readonly sql: Sql;
  readonly #touched: Touch[] = [];
  #wrote = false;
  #changed = false;

  constructor(sql: Sql) {
    this.sql = {
      rows: async (shape, statement, params) => {
        if (WRITES.test(statement)) this.#wrote = true;
        this.#changed ||= changes(statement);
        return sql.rows(shape, statement, params);
      },
      run: async (statement, params) => {
        this.#wrote = true;
        this.#changed ||= changes(statement);
        return sql.run(statement, params);
      },
    };
  }

  /** Whether the record is another now; what is only asked for or locked is not. */
  get changed(): boolean {
    return this.#changed;
  }

  touch(what: Touch): void {
    this.#touched.push(what);
  }

  /** The lines that this command leaves. What touched no household, showed nothing and wrote nothing leaves none. */
  entries(command: string, result: CallResult, who: Pick<AuditEntry, "person" | "contact">): AuditEntry[] {
    const refused = result.code === "not_allowed";
    const act = this.#wrote ? "change" : "read";
    const entries = this.#touched.map(({ kind, id, granted }) => ({
      ...who,
      action: granted && !refused ? act : "refused",
      objectKind: kind,
      objectId: id,
      detail: { commands: [command] },
    }));
    const shown = [...idsIn(result.value ?? null)].slice(0, MOST_SHOWN);
    if (entries.length === 0 && (shown.length > 0 || this.#wrote))
      return [{ ...who, action: act, objectKind: "command", objectId: command, detail: { shown } }];
    return entries;
  }
}

/** One line a turn for the same act on the same record, with every command that had to do with it. */
export function merged(entries: readonly AuditEntry[]): AuditEntry[] {
  const byObject = new Map<string, AuditEntry>();
  for (const entry of entries) {
    const key = [entry.person, entry.action, entry.objectKind, entry.objectId].join(" ");
    const known = byObject.get(key);
    byObject.set(key, known === undefined ? entry : { ...known, detail: joined(known.detail, entry.detail) });
  }
  return [...byObject.values()];
}

function joined(one: Values, other: Values): Values {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return Object.fromEntries(
    [...names].map((name) => [name, [...new Set([...listOf(one[name]), ...listOf(other[name])])]]),
  );
}

function listOf(value: Value | undefined): Value[] {
  return Array.isArray(value) ? value : [];
}

const RECORD_ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Every record's id in what a command found. */
function* idsIn(value: Value): Generator<string> {
  if (Array.isArray(value)) for (const one of value) yield* idsIn(one);
  else if (value !== null && typeof value === "object") {
    const id = value["id"];
    if (typeof id === "string" && RECORD_ID.test(id)) yield id;
    for (const [name, inner] of Object.entries(value)) if (name !== "id") yield* idsIn(inner);
  }
}
