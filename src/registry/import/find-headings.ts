import { columnLetters, columnOf, type TableRow } from "../../documents/table.ts";
import { classOf, type ClassWord } from "./class-words.ts";
import { fieldOf, plainHeading, type Field } from "./columns.ts";

/** How many rows a title block may have. */
export const TITLE_ROWS = 40;
/** How many rows headings may have. */
export const DEEPEST = 3;

/** `hidden`: the sheet does not show it, and either another column has the same or there is none. */
export type MatchedColumn = {
  column: number;
  heading: string;
  field: Field | null;
  hidden?: "left" | "read";
  /** The class that a mark in this column means: `Hộ nghèo`, `Hộ cận nghèo`. */
  says?: ClassWord;
};
/** Where the headings of a sheet end, and what each column holds. */
export type Headings = { first: number; last: number; columns: readonly MatchedColumn[] };
/** A correction: by heading or by letters, what the column holds; null to leave it out. */
export type Correction = { column: string; field: Field | null };

/**
 * Finds the row or rows of headings among the first rows of a sheet: those under which the most columns can be told, the
 * name of the head among them. Null where there are none.
 */
export function findHeadings(rows: readonly TableRow[], corrections: readonly Correction[]): Headings | null {
  let best: { headings: Headings; score: number } | null = null;
  for (let first = 0; first < rows.length; first += 1)
    for (let depth = 1; depth <= DEEPEST && first + depth <= rows.length; depth += 1) {
      const block = rows.slice(first, first + depth);
      if (block.slice(1).some((row) => isOfSomebody(row, block.slice(0, 1)))) break;
      const columns = matched(labelsOf(block), corrections, block[0]?.hiddenColumns ?? new Set());
      const fields = new Set(columns.flatMap(({ field }) => field ?? []));
      const named = fields.has("head_name") || (fields.has("family_name") && fields.has("given_name"));
      // A row of headings has more than one; `Họ và tên` alone may be the line over a signature.
      if (!named || fields.size < 2) continue;
      // Two columns under `Năm sinh` are one field, and tell that the second row is part of the headings.
      const score = columns.filter(({ field }) => field !== null).length;
      const [from, to] = [block[0], block.at(-1)];
      if (from === undefined || to === undefined) continue;
      // As good and overlapping, the later and deeper: titles above are left out, a second row of headings is not. Headings
      // that are repeated on a new page overlap with nothing.
      const overlaps = best !== null && from.number <= best.headings.last;
      if (best === null || score > best.score || (score === best.score && overlaps))
        best = { headings: { first: from.number, last: to.number, columns }, score };
    }
  return best?.headings ?? null;
}

/** A year, a date, a phone; what numbers the columns is shorter. */
const FIGURE = /^\D{0,3}\d{4,}$|^\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}$|^0\d{2,3}[. ]\d{3}/;
const NAME = /^\p{L}+(?: \p{L}+){1,5}$/u;

/** Whether a row below headings is about somebody already: a heading takes any words behind it, and would swallow her. */
function isOfSomebody({ cells }: TableRow, above: readonly TableRow[]): boolean {
  if (cells.some((cell) => FIGURE.test(cell.trim()))) return true;
  return above.some((row) =>
    row.cells.some((heading, column) => {
      const cell = (cells[column] ?? "").trim();
      const isHeads = fieldOf(heading)?.field === "head_name";
      return isHeads && cell !== heading.trim() && NAME.test(cell) && fieldOf(cell) === null;
    }),
  );
}

/** The heading of each column, from the widest to the narrowest: `Năm sinh`, `Nam`. */
function labelsOf(block: readonly TableRow[]): string[][] {
  const width = Math.max(...block.map(({ cells }) => cells.length));
  const labels: string[][] = Array.from({ length: width }, () => []);
  block.forEach(({ cells }, depth) => {
    const below = block.slice(depth + 1);
    let around = "";
    labels.forEach((label, column) => {
      const text = cells[column] ?? "";
      if (text !== "") around = text;
      // What is merged in Excel is one text and blanks in a .csv: it reaches as far as there are headings below.
      else if (!below.some((row) => (row.cells[column] ?? "") !== "")) around = "";
      if (around !== "" && label.at(-1) !== around) label.push(around);
    });
  });
  return labels;
}

/** Whether a row further down begins another table: it names the head and something else, and counts nothing. */
export function looksLikeHeadings({ cells }: TableRow): boolean {
  if (cells.some((cell) => /^[\d.\s]+$/.test(cell))) return false;
  const fields = new Set(cells.flatMap((cell) => fieldOf(cell)?.field ?? []));
  return fields.size > 1 && [...NAMES].some((field) => fields.has(field));
}

const NAMES: readonly Field[] = ["head_name", "given_name"];

function matched(
  labels: readonly string[][],
  corrections: readonly Correction[],
  hidden: ReadonlySet<number>,
): MatchedColumn[] {
  const found = labels.map((label, column) => {
    const heading = label.join(" ");
    const correction = corrections.find(
      (one) =>
        (columnOf(one.column) === column && one.column === columnLetters(column)) ||
        (label.length > 0 &&
          [heading, label.at(-1) ?? ""].some((text) => plainHeading(text) === plainHeading(one.column))),
    );
    if (correction !== undefined)
      return {
        column,
        heading,
        meaning: correction.field === null ? null : { field: correction.field, rank: -1 },
      };
    const meaning =
      fieldOf(heading) ??
      fieldOf(label.at(-1) ?? "") ??
      (label.length > 2 ? fieldOf(label.slice(1).join(" ")) : null);
    return { column, heading, meaning };
  });
  const inSight = new Set(
    found.flatMap(({ column, meaning }) => (hidden.has(column) ? [] : (meaning?.field ?? []))),
  );
  const surest = new Map<Field, number>();
  for (const { column, meaning } of found)
    if (meaning !== null && !(hidden.has(column) && inSight.has(meaning.field) && meaning.rank >= 0))
      surest.set(meaning.field, Math.min(meaning.rank, surest.get(meaning.field) ?? Infinity));
  return found
    .filter(({ heading }) => heading !== "")
    .map(({ column, heading, meaning }) => {
      if (meaning === null) return { column, heading, field: null };
      const unseen = hidden.has(column) && meaning.rank >= 0;
      // What was hidden is an old state, more often than not; it is read where nothing that can be seen says it.
      if (unseen && inSight.has(meaning.field)) return { column, heading, field: null, hidden: "left" };
      const field = meaning.rank === surest.get(meaning.field) ? meaning.field : null;
      const says = field === "classification" ? classOf(labels[column]?.at(-1) ?? "") : null;
      return {
        column,
        heading,
        field,
        ...(unseen && field !== null ? { hidden: "read" as const } : {}),
        ...(says === null ? {} : { says }),
      };
    });
}
