import type { Sql } from "../../turns/ports.ts";
import type { Transition } from "../../domain/classification.ts";
import { stepTo, type Entry, type Said } from "./class-history.ts";
import { classesOnRecord, ClassWriter, thoseManaged, type NewEntry } from "./class-store.ts";
import type { FindingCode } from "./finding.ts";
import type { ClassCounts } from "./import-report.ts";

/** `isNew`: added by this import. `find` notes something about its row. */
export type ClassOf = { household: string; isNew: boolean; said: Said; find: (code: FindingCode) => void };

const NOW: Readonly<Record<Transition, FindingCode>> = {
  left_poor: "now_left_poor",
  left_near_poor: "now_left_near_poor",
  relapsed: "now_relapsed",
  new_case: "now_new_case",
  worse: "now_worse",
  better: "now_better",
};

/** Compares the classes of some hundred rows with what is on record, and enters them as the chat does. */
export class ClassBatch {
  readonly #sql: Sql;
  readonly #writer: ClassWriter;
  readonly #counts: ClassCounts;

  constructor(sql: Sql, counts: ClassCounts) {
    this.#sql = sql;
    this.#writer = new ClassWriter(sql);
    this.#counts = counts;
  }

  /** Of each household at most one row; those that were added must be in the record by now. */
  async write(rows: readonly ClassOf[], by: string | null, now: Date): Promise<void> {
    const known = rows.filter(({ isNew }) => !isNew).map(({ household }) => household);
    const record = known.length === 0 ? new Map<string, Entry[]>() : await classesOnRecord(this.#sql, known);
    const managed = await thoseManaged(this.#sql, known, by, now);
    const entries: NewEntry[] = [];
    const numbers: { id: string; no: string | null }[] = [];
    for (const { household, isNew, said, find } of rows) {
      const step = stepTo(record.get(household) ?? [], said);
      // First: whether it is on record already would tell the class of a household that is another's.
      if (!isNew && !managed.has(household)) find("class_not_yours");
      else if (step.kind === "same") this.#counts.same += 1;
      else if (step.kind === "against_record") find("class_against_record");
      else if (step.kind === "numbered") {
        numbers.push({ id: step.entry, no: said.decision });
        this.#counts.same += 1;
      } else {
        entries.push({ household, said, ends: step.ends, until: step.until });
        if (step.until !== null) {
          this.#counts.older += 1;
          find("class_older");
          continue;
        }
        add(this.#counts.entered, said.status);
        if (step.putRight) find("class_put_right");
        if (step.transition === null) continue;
        add(this.#counts.transitions, step.transition);
        find(NOW[step.transition]);
      }
    }
    await this.#writer.write(entries, by, now);
    await this.#writer.number(numbers);
  }
}

function add<K extends string>(counts: Partial<Record<K, number>>, key: K): void {
  counts[key] = (counts[key] ?? 0) + 1;
}
