import type { LocalDate } from "../../calendar/local-date.ts";
import { columnLetters, type TableRow } from "../../documents/table.ts";
import { fold } from "../../language/normalise.ts";
import { readPersonName } from "../../language/person-name.ts";
import { STANDARDS, standardOn } from "../poverty-standards.ts";
import type { Said } from "./class-history.ts";
import { classInWords, classOf, classOfTitle, codeIn, legendOf, type ClassWord } from "./class-words.ts";
import { dayIn, decisionIn, type Decision } from "./decision.ts";
import type { MatchedColumn } from "./find-headings.ts";
import { masked, type FindingCode } from "./finding.ts";
import type { Problem } from "./read-household.ts";

const TICK = /^(?:x|v|1|co|\+|\*|\u2713|\u2714|\u221a|\u2611|yes|ok)$/u;
const NOTHING = /^(?:[-.…/0 ]+|k|ko|khong|khong co|no)$/;
const NUMBERED = /^\s*(?:[IVX]+|\p{L}|\d{1,2})\s*[.)/:-]\s*|^\s*[-–+*•]\s*/u;

/** What is known before the first row: what somebody said, else what the sheet's title or the one before it says. */
export type ClassesAround = { given: Decision; before: Decision | null; today: LocalDate };

/** Why a class that can be read is not kept: its day is not known, still to come, or before there were standards. */
export type Lacking = "class_undated" | "class_too_early" | "class_before_standards";
export type ClassRead = { said: Said | null; lacks?: Lacking; problems: Problem[] };

/** The classes of one sheet: by its columns, by the lines above parts of it, or by its title. */
export class SheetClasses {
  /** The decision that holds for rows without one of their own. */
  readonly decision: Decision;
  readonly #today: LocalDate;
  readonly #title: ClassWord | null;
  #section: ClassWord | null = null;
  readonly #counts: Record<Lacking, number> = {
    class_undated: 0,
    class_too_early: 0,
    class_before_standards: 0,
  };

  constructor(sheet: string, title: readonly string[], { given, before, today }: ClassesAround) {
    const lines = [...new Set(title)];
    const said = decisionIn(lines.join(" ")) ?? before;
    const no = given.no ?? said?.no ?? null;
    const from = given.from ?? said?.from ?? null;
    this.decision = { no, decidedOn: said !== null && no === said.no ? said.decidedOn : null, from };
    this.#today = today;
    const named = [sheet.replace(/^\s*(?:ds|danh sách)\s+/iu, ""), ...lines].map((text, index) =>
      index > 0 ? classOfTitle(text) : text.trim().length > 1 ? classOf(text) : null,
    );
    this.#title = onlyOne(named.filter((word) => word !== null));
  }

  /** Whether a row is a line over the households of one class, such as `II. HỘ CẬN NGHÈO`; it holds until the next. */
  isSection(row: TableRow, name: string, columns: readonly MatchedColumn[]): boolean {
    const texts = [...new Set(row.cells.map((cell) => cell.trim()).filter((cell) => cell !== ""))];
    if (
      texts.length > 3 ||
      (name !== "" && readPersonName(name).kind === "understood" && classIn(name) === null)
    )
      return false;
    const ofRow = columns
      .filter(({ field }) => field === "classification")
      .map(({ column }) => (row.cells[column] ?? "").trim());
    for (const text of texts) {
      if (texts.length > 1 && text !== name && ofRow.includes(text)) continue;
      const word = classIn(text);
      if (word === null) continue;
      this.#section = word;
      return true;
    }
    return false;
  }

  /** What a row says of its household's class; null where it says nothing, or nothing that can be kept. */
  read(row: TableRow, columns: readonly MatchedColumn[]): ClassRead {
    const problems: Problem[] = [];
    const problem = (code: FindingCode, column: MatchedColumn, saw: string): null => {
      problems.push({ code, column: columnLetters(column.column), saw });
      return null;
    };
    const ofClass = columns.filter(({ field }) => field === "classification");
    let word: ClassWord | null = null;
    for (const column of ofClass) {
      const cell = (row.cells[column.column] ?? "").trim();
      if (cell === "" || NOTHING.test(fold(cell))) continue;
      const read = wordIn(cell, column);
      if (read === null) problem("class_unknown", column, masked(cell));
      else if ((word ?? this.#section ?? read).status !== read.status) {
        problem("two_classes", column, cell.slice(0, 30));
        return { said: null, problems };
      } else word = read;
    }
    word ??= this.#section ?? (ofClass.length === 0 ? this.#title : null);
    if (word === null) return { said: null, problems };
    const decision = this.#decisionOf(row, columns, problem);
    if (decision === null) return { said: null, problems };
    const { from, no, decidedOn } = decision;
    const lacks =
      from === null
        ? "class_undated"
        : from > this.#today
          ? "class_too_early"
          : from < (STANDARDS[0]?.from ?? "")
            ? "class_before_standards"
            : null;
    if (lacks !== null || from === null) {
      return { said: null, lacks: lacks ?? "class_undated", problems };
    }
    const [column] = ofClass;
    if (word.only !== undefined && standardOn(from).code !== word.only && column !== undefined) {
      problem("class_of_other_standard", column, (row.cells[column.column] ?? "").trim().slice(0, 30));
      return { said: null, problems };
    }
    return { said: { status: word.status, decision: no, decidedOn, from }, problems };
  }

  /** Counts a row that is taken without its class. */
  without(lacks: Lacking): void {
    this.#counts[lacks] += 1;
  }

  /** Tells how many classes could not be kept, and why. */
  end(tell: (code: FindingCode, count: number) => void): number {
    tell("class_undated", this.#counts.class_undated);
    tell("class_too_early", this.#counts.class_too_early);
    tell("class_before_standards", this.#counts.class_before_standards);
    return this.#counts.class_undated;
  }

  /** The row's own decision and day before those of the sheet; null where its day cannot be read. */
  #decisionOf(
    row: TableRow,
    columns: readonly MatchedColumn[],
    problem: (code: FindingCode, column: MatchedColumn, saw: string) => null,
  ): Decision | null {
    const cellOf = (field: "decision" | "class_from"): [string, MatchedColumn | undefined] => {
      const column = columns.find((one) => one.field === field);
      return [column === undefined ? "" : (row.cells[column.column] ?? "").trim(), column];
    };
    const [numbered] = cellOf("decision");
    const [dated, column] = cellOf("class_from");
    const day = dayIn(dated);
    if (dated !== "" && day === null && column !== undefined)
      return problem("class_bad_day", column, masked(dated));
    const own = decisionIn(numbered);
    const no = own?.no ?? (numbered === "" ? this.decision.no : numbered.slice(0, 60));
    const decidedOn = own?.decidedOn ?? (no === this.decision.no ? this.decision.decidedOn : null);
    return { no, decidedOn, from: day ?? own?.from ?? this.decision.from };
  }
}

function wordIn(cell: string, { says, heading }: MatchedColumn): ClassWord | null {
  if (says !== undefined && TICK.test(fold(cell))) return says;
  return legendOf(heading).get(codeIn(cell)) ?? classOf(cell);
}

/** The one class that a line names: `II. HỘ CẬN NGHÈO`, `ẤP 1 – HỘ NGHÈO`, `BẢNG 2: DANH SÁCH HỘ CẬN NGHÈO`. */
function classIn(line: string): ClassWord | null {
  // `hộ nghèo: 12, hộ cận nghèo: 5` counts both.
  if ((fold(line).match(/ngheo/g)?.length ?? 0) > 1) return null;
  const bare = line.replace(NUMBERED, "");
  const words = [bare, ...bare.split(/[:(–-]/)]
    .map((part) => classInWords(part))
    .find((word) => word !== null);
  return words ?? classOfTitle(bare);
}

function onlyOne(words: readonly ClassWord[]): ClassWord | null {
  const [first] = words;
  return new Set(words.map(({ status }) => status)).size === 1 ? (first ?? null) : null;
}
