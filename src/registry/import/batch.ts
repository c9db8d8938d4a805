import type { Sql } from "../../turns/ports.ts";
import { ClassBatch, type ClassOf } from "./class-batch.ts";
import type { Said } from "./class-history.ts";
import { levelOf, type FindingCode } from "./finding.ts";
import {
  addHouseholds,
  knownHouseholds,
  newHousehold,
  says,
  updateHousehold,
  type NewHousehold,
} from "./household-store.ts";
import type { ImportReport } from "./import-report.ts";
import { matchHousehold, type Known } from "./match-household.ts";
import type { HouseholdRead, Problem } from "./read-household.ts";

const SIZE = 500;

/** Where a row stands in its file. */
export type At = { sheet: string; row: number };
/** `said`: what the row says of the household's class. */
type Item = { at: At; household: HouseholdRead; unit: string; said: Said | null };

type Around = { report: ImportReport; within: readonly string[]; by: string | null; now: Date };

/** Rows that were read, compared with the record and written some hundred at a time: a long list takes no more memory. */
export class Batch {
  readonly #sql: Sql;
  readonly #around: Around;
  readonly #classes: ClassBatch;
  readonly #met = new Map<string, At>();
  #items: Item[] = [];
  #flushed = 0;

  constructor(sql: Sql, around: Around) {
    this.#sql = sql;
    this.#around = around;
    this.#classes = new ClassBatch(sql, around.report.classes);
  }

  /** Notes what is wrong with a row, or worth knowing of a sheet. */
  find(at: { sheet: string; row: number | null }, { code, column, saw }: Problem): void {
    this.#around.report.findings.push({ level: levelOf(code), code, ...at, column, saw });
  }

  async add(item: Item): Promise<void> {
    this.#items.push(item);
    if (this.#items.length >= SIZE) await this.flush();
  }

  /** Compares and writes what has gathered. */
  async flush(): Promise<void> {
    const { report, within, by, now } = this.#around;
    const items = this.#items;
    this.#items = [];
    if (items.length === 0) return;
    const known = await knownHouseholds(
      this.#sql,
      items.map(({ household }) => household),
      within,
    );
    const around = new Neighbours(known);
    const added: NewHousehold[] = [];
    const classes: ClassOf[] = [];
    for (const { at, household, unit, said } of items) {
      const refuse = (code: FindingCode, saw: string | null = null): void =>
        this.find(at, { code, column: null, saw });
      const match = matchHousehold(household, unit, around.of(household));
      if (match.kind === "refused") {
        refuse(match.code);
        continue;
      }
      if (match.kind === "new") {
        const made = newHousehold(household, unit);
        added.push(made);
        around.add({ ...made, code: "" });
        this.#met.set(made.id, at);
        for (const code of match.warnings) refuse(code);
        if (said !== null) classes.push({ household: made.id, isNew: true, said, find: refuse });
        report.added += 1;
        continue;
      }
      const before = this.#met.get(match.known.id);
      if (before !== undefined) {
        refuse("repeated", before.sheet === at.sheet ? String(before.row) : `${before.sheet} ${before.row}`);
        continue;
      }
      this.#met.set(match.known.id, at);
      if (said !== null) classes.push({ household: match.known.id, isNew: false, said, find: refuse });
      if (says(household, match.known)) {
        await updateHousehold(this.#sql, household, match.known);
        report.updated += 1;
      } else report.unchanged += 1;
    }
    await addHouseholds(this.#sql, added, by, now);
    if (classes.length > 0) await this.#classes.write(classes, by, now);
    this.#flushed += 1;
    // Plans made for an empty table read all of it for each row; those made now are thrown away.
    if (added.length > 0 && [1, 2, 4, 8, 16, 32].includes(this.#flushed))
      await this.#sql.run("ANALYZE households, household_members, people");
  }
}

/** The households that a row could mean, without looking at all of them. */
class Neighbours {
  readonly #byKey = new Map<string, Known[]>();

  constructor(known: readonly Known[]) {
    for (const one of known) this.add(one);
  }

  add(one: Known): void {
    for (const key of keysOf(one)) this.#byKey.set(key, [...(this.#byKey.get(key) ?? []), one]);
  }

  of(row: HouseholdRead): Known[] {
    return [...new Set(keysOf(row).flatMap((key) => this.#byKey.get(key) ?? []))];
  }
}

function keysOf({
  folded,
  phone,
  code,
}: Pick<Known, "folded" | "phone"> & { code: string | null }): string[] {
  return [
    `n${folded}`,
    ...(phone === null ? [] : [`p${phone}`]),
    ...(code === null || code === "" ? [] : [`c${code.toUpperCase()}`]),
  ];
}
