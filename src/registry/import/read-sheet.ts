import type { Sheet, TableRow } from "../../documents/table.ts";
import { AppError } from "../../domain/app-error.ts";
import { fold } from "../../language/normalise.ts";
import type { Batch } from "./batch.ts";
import { fieldOf, type Field } from "./columns.ts";
import {
  findHeadings,
  looksLikeHeadings,
  DEEPEST,
  TITLE_ROWS,
  type Correction,
  type Headings,
  type MatchedColumn,
} from "./find-headings.ts";
import type { Decision } from "./decision.ts";
import { levelOf, masked, type FindingCode } from "./finding.ts";
import { startsWithType, type Places } from "./places.ts";
import { readHousehold, type HouseholdRead } from "./read-household.ts";
import { withoutDittos } from "./ditto.ts";
import { kindOf } from "./row-kind.ts";
import { SheetClasses, type ClassesAround } from "./sheet-classes.ts";

const MOST_ROWS = 100_000;
/** A heading over heads and members alike. */
const MEMBERS = /thanh vien|nhan khau|nguoi trong ho/;

export type Reading = {
  unit: string;
  hidden: "ask" | "skip" | "take";
  corrections: readonly Correction[];
  places: Places;
  year: number;
  classes: ClassesAround;
};

/** How a sheet was understood: what its columns hold, and by which decision its classes are. */
export type SheetRead = { columns: readonly MatchedColumn[]; decision: Decision; undated: number };

/** Reads the households of one sheet into the batch; gives how it was understood, null where it has no headings. */
export async function readSheet(sheet: Sheet, reading: Reading, batch: Batch): Promise<SheetRead | null> {
  const start: TableRow[] = [];
  let body: SheetBody | null = null;
  for await (const row of sheet.rows()) {
    if (row.cells.every((cell) => cell.trim() === "")) continue;
    if (body === null) {
      start.push(row);
      if (start.length < TITLE_ROWS) continue;
      body = await begin(sheet, start, reading, batch);
      if (body === null) return null;
    } else await body.take(row);
  }
  body ??= await begin(sheet, start, reading, batch);
  return (await body?.end()) ?? null;
}

async function begin(
  sheet: Sheet,
  start: readonly TableRow[],
  reading: Reading,
  batch: Batch,
): Promise<SheetBody | null> {
  const headings = findHeadings(start, reading.corrections);
  if (headings === null) return null;
  const title = start.filter(({ number }) => number < headings.first).flatMap(({ cells }) => cells);
  const body = new SheetBody(sheet.name, { headings, title, reading, batch });
  for (const row of start) if (row.number > headings.last) await body.take(row);
  return body;
}

type BodyOf = { headings: Headings; title: readonly string[]; reading: Reading; batch: Batch };

class SheetBody {
  /** Of every table of the sheet, each heading once. */
  readonly columns: MatchedColumn[];
  readonly #sheet: string;
  readonly #of: BodyOf;
  /** The hamlet of the rows that follow a line such as `II. Ấp 2`, or of the whole sheet by its name or title. */
  #hamlet: string | null;
  #ended = false;
  /** The last household's cells: what a mark such as `nt` below stands for. */
  #above: readonly string[] = [];
  #numbered = false;
  #headings: Headings;
  readonly #classes: SheetClasses;
  /** Rows that may be the headings of another table, or the same on a new page. */
  #waiting: TableRow[] = [];
  #counts = { members: 0, hidden: 0, others: 0, rows: 0, unplaced: 0 };

  constructor(sheet: string, of: BodyOf) {
    this.#sheet = sheet;
    this.#of = of;
    this.#headings = of.headings;
    this.columns = [...of.headings.columns];
    const { places, classes } = of.reading;
    this.#classes = new SheetClasses(sheet, of.title, classes);
    this.#hamlet =
      [sheet, ...of.title].map((text) => places.find(text)).find((place) => place !== null) ??
      of.title.map((text) => places.named(text)).find((place) => place !== null) ??
      null;
  }

  async take(row: TableRow): Promise<void> {
    if (this.#waiting.length === 0 && !looksLikeHeadings(row)) return this.#read(row);
    this.#waiting.push(row);
    if (this.#waiting.length > DEEPEST) await this.#begin();
  }

  /** Takes the rows that waited: headings begin another table, whatever follows them is read. */
  async #begin(): Promise<void> {
    const rows = this.#waiting;
    this.#waiting = [];
    const found = findHeadings(rows, this.#of.reading.corrections);
    if (found !== null) {
      this.#headings = found;
      this.#ended = false;
      const known = this.columns.map(({ column, heading }) => `${column} ${heading}`);
      this.columns.push(
        ...found.columns.filter(({ column, heading }) => !known.includes(`${column} ${heading}`)),
      );
    }
    for (const row of rows) if (found === null || row.number > found.last) await this.#read(row);
  }

  async #read(written: TableRow): Promise<void> {
    const { reading, batch } = this.#of;
    const at = { sheet: this.#sheet, row: written.number };
    this.#counts.rows += 1;
    if (this.#counts.rows > MOST_ROWS)
      throw new AppError(
        "too_many_rows",
        `A sheet has more than ${MOST_ROWS} rows: split the file, and import each part.`,
        1,
      );
    const name = this.#cell(written, "head_name") || this.#cell(written, "given_name");
    const ofClass = this.#classes.isSection(written, name, this.#headings.columns);
    const section =
      this.#sectionOf(written) ?? (ofClass ? reading.places.named(written.cells.join(" ")) : null);
    this.#hamlet = section ?? this.#hamlet;
    if (section !== null || ofClass) return;
    const number = this.#has("number") ? this.#cell(written, "number") : null;
    if (name !== "" && fieldOf(name) !== null) return;
    const kind = kindOf(written, name, number);
    if (kind === "end" && !this.#ended) batch.find(at, { code: "end_of_list", column: null, saw: null });
    this.#ended ||= kind === "end";
    // A number in its column says that the list goes on behind what looked like its end.
    if (kind !== "household" || (this.#ended && !/\d/.test(number ?? ""))) {
      if (kind === "other" || kind === "section") this.#counts.others += 1;
      return;
    }
    this.#ended = false;
    if (this.#isMember(written)) {
      this.#counts.members += 1;
      return;
    }
    if (written.hidden && reading.hidden !== "take") {
      if (reading.hidden === "skip") this.#counts.hidden += 1;
      else batch.find(at, { code: "hidden_row", column: null, saw: null });
      return;
    }
    this.#numbered ||= /\d/.test(number ?? "");
    if (number === "" && this.#numbered && this.#cell(written, "relation") === "")
      return this.#unnumbered(at);
    const row = withoutDittos(written, this.#above, this.#headings.columns);
    this.#above = row.cells;
    const { household, problems } = readHousehold(row, this.#headings, reading.year);
    const { said, lacks, problems: ofClasses } = this.#classes.read(row, this.#headings.columns);
    const found = [...problems, ...ofClasses];
    for (const problem of found) batch.find(at, problem);
    const unit = this.#unitOf(household, at);
    if (unit === null || found.some(({ code }) => levelOf(code) === "refused")) return;
    if (lacks !== undefined) this.#classes.without(lacks);
    await batch.add({ at, household, unit, said });
  }

  /** Reads what still waits, and tells what was passed over. */
  async end(): Promise<SheetRead> {
    await this.#begin();
    const { members, hidden, others, unplaced } = this.#counts;
    const tell = (code: FindingCode, count: number): void => {
      if (count > 0)
        this.#of.batch.find({ sheet: this.#sheet, row: null }, { code, column: null, saw: String(count) });
    };
    tell("members_skipped", members);
    tell("hidden_skipped", hidden);
    tell("other_rows", others);
    tell("no_hamlets_yet", unplaced);
    const undated = this.#classes.end(tell);
    return { columns: this.columns, decision: this.#classes.decision, undated };
  }

  /** A row without a number below rows that have one is a member or a household: taken for one by guess, it would be wrong. */
  #unnumbered(at: { sheet: string; row: number }): void {
    const [heading] = this.#headings.columns.filter(({ field }) => field === "head_name");
    if (heading !== undefined && MEMBERS.test(fold(heading.heading))) this.#counts.members += 1;
    else this.#of.batch.find(at, { code: "no_number", column: null, saw: null });
  }

  #unitOf({ hamlet, address }: HouseholdRead, at: { sheet: string; row: number }): string | null {
    const { places, unit } = this.#of.reading;
    if (!places.some) {
      this.#counts.unplaced += 1;
      return unit;
    }
    const found =
      hamlet !== ""
        ? places.find(hamlet)
        : (this.#hamlet ?? places.find(address ?? "") ?? places.named(address ?? ""));
    if (found === null)
      this.#of.batch.find(at, {
        code: hamlet === "" ? "no_hamlet" : "unknown_hamlet",
        column: null,
        saw: hamlet === "" ? null : startsWithType(hamlet) ? hamlet.slice(0, 60) : masked(hamlet),
      });
    return found;
  }

  #sectionOf(row: TableRow): string | null {
    const texts = [...new Set(row.cells.filter((cell) => cell.trim() !== ""))];
    const text = texts.find(startsWithType);
    const name = this.#cell(row, "head_name") || this.#cell(row, "given_name");
    if (name !== "" && name !== text && texts.length > 1) return null;
    // Numbered, and with its hamlet where the others have theirs: a household without its name.
    if (/\d/.test(this.#cell(row, "number")) && text === this.#cell(row, "hamlet")) return null;
    const { places } = this.#of.reading;
    const [only = ""] = texts;
    if (texts.length === 1 && text === undefined) return places.named(only);
    return text === undefined || texts.length > 2 ? null : places.find(text.replace(/\s*[:(].*$/, ""));
  }

  /** A line of somebody who is not the head: the list has a column of relations, or the head's cell spans the family. */
  #isMember(row: TableRow): boolean {
    const relation = fold(this.#cell(row, "relation"));
    if (relation !== "") return !/^(?:chu ho|ch|ban than|chu|0?1)$/.test(relation);
    return this.#headings.columns.some(
      ({ field, column }) => (field === "head_name" || field === "number") && row.fromAbove.has(column),
    );
  }

  #has(field: Field): boolean {
    return this.#headings.columns.some((column) => column.field === field);
  }

  #cell(row: TableRow, field: Field): string {
    const column = this.#headings.columns.find((one) => one.field === field)?.column;
    return column === undefined ? "" : (row.cells[column] ?? "").trim();
  }
}
