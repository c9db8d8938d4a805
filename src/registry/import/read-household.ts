import { columnLetters, type TableRow } from "../../documents/table.ts";
import { fold } from "../../language/normalise.ts";
import { readPersonName } from "../../language/person-name.ts";
import { readPhone } from "../../language/phone.ts";
import { birthYearOf } from "./birth-year.ts";
import type { Field } from "./columns.ts";
import type { Headings } from "./find-headings.ts";
import { masked, type FindingCode } from "./finding.ts";

export type HouseholdRead = {
  name: string;
  folded: string;
  birth: number | null;
  phone: string | null;
  address: string | null;
  code: string | null;
  /** What stands under the hamlet's heading, as it is. */
  hamlet: string;
};
export type Problem = { code: FindingCode; column: string | null; saw: string | null };

const NOTHING =
  /^(?:-+|\.+|x|0|k|ko|khong|(?:khong|k|ko|chua) co(?: (?:dt|sdt|so|dien thoai|so dien thoai))?|chua|none|n\/a)$/;
const OLDEST = 1905;

/** What is put under a man's or a woman's column to say which it is. */
const TICK = /^(?:x|v|1|\u2713|\u2714|\u221a|nam|nữ)$/iu;

/** One word or two that begin like a name; no tick and no number. */
const GIVEN_NAME = /^\p{Lu}\p{L}+(?: \p{Lu}\p{L}*)?$/u;

/** Reads one row of a list as a household. Every problem is given, so that they can be mended in one go. */
export function readHousehold(
  row: TableRow,
  { columns }: Headings,
  year: number,
): { household: HouseholdRead; problems: Problem[] } {
  const problems: Problem[] = [];
  const cells = (field: Field, among = columns): { text: string; column: string }[] =>
    among
      .filter((column) => column.field === field)
      .map(({ column }) => ({ text: (row.cells[column] ?? "").trim(), column: columnLetters(column) }))
      .filter(({ text }) => text !== "" && !NOTHING.test(fold(text)));
  const problem = (code: FindingCode, cell: { text: string; column: string } | undefined): void => {
    problems.push({ code, column: cell?.column ?? null, saw: cell === undefined ? null : masked(cell.text) });
  };

  const [whole] = cells("head_name");
  const [family] = cells("family_name");
  const [given] = cells("given_name");
  const nameCell = whole ?? given ?? family;
  const typed =
    (whole && [whole.text, givenBeside(row, columns)].join(" ").trim()) ??
    [family?.text ?? "", given?.text ?? ""].join(" ").trim();
  const name = nameOf(typed);
  if (typed === "") problem("no_name", undefined);
  else if (name === null) problem("bad_name", nameCell);

  const births = cells("birth", ofOnePerson(columns, "birth")).filter(({ text }) => !TICK.test(text));
  const birth = births.map(({ text }) => birthYearOf(text, year)).find((found) => found !== null) ?? null;
  if (births.length > 0 && (birth === null || birth < OLDEST || birth > year))
    problem("bad_birth", births[0]);

  const [phoneCell] = cells("phone").filter(({ text }) => !text.includes("*"));
  const phones = phoneCell === undefined ? [] : phonesOf(phoneCell.text);
  if (phoneCell !== undefined && phones.length === 0) problem("bad_phone", phoneCell);
  if (phones.length > 1) problem("several_phones", phoneCell);

  const household = {
    name: name ?? "",
    folded: fold(name ?? ""),
    birth,
    phone: phones[0] ?? null,
    address: addressOf(row, columns),
    code: cells("code")[0]?.text.toUpperCase() ?? null,
    hamlet: cells("hamlet")[0]?.text ?? "",
  };
  return { household, problems };
}

/** As written; a number alone under `Nơi ở: Tổ` is `Tổ 4`. */
function addressOf({ cells }: TableRow, columns: Headings["columns"]): string | null {
  const found = columns
    .filter(({ field }) => field === "address")
    .map(({ column, heading }) => ({ heading, text: (cells[column] ?? "").trim().replace(/\s+/g, " ") }))
    .find(({ text }) => text !== "" && !NOTHING.test(fold(text)));
  if (found === undefined) return null;
  const group = /(?<!\p{L})t[oổ](?!\p{L})/iu.exec(found.heading)?.[0];
  return group !== undefined && /^\d{1,3}$/.test(found.text) ? `${group} ${found.text}` : found.text;
}

/**
 * The given name where it stands in a column of its own beside the head's, under the one heading of both or under none:
 * without it the household would bear half a name. Empty where there is none.
 */
function givenBeside({ cells }: TableRow, columns: Headings["columns"]): string {
  const at = columns.find(({ field }) => field === "head_name");
  const next = at && columns.find(({ column }) => column === at.column + 1);
  if (at === undefined || (next !== undefined && next.heading !== at.heading)) return "";
  const [whole, beside] = [at.column, at.column + 1].map((column) => (cells[column] ?? "").trim());
  return beside !== whole && GIVEN_NAME.test(beside ?? "") ? (beside ?? "") : "";
}

/** The first columns of a field that stand side by side: further on the same heading belongs to somebody else. */
function ofOnePerson(columns: Headings["columns"], field: Field): Headings["columns"] {
  const all = columns.filter((column) => column.field === field);
  const gap = all.findIndex(
    ({ column, heading }, index) =>
      index > 0 && column !== (all[index - 1]?.column ?? 0) + 1 && !/(?:^|\s)(?:nam|nữ)$/iu.test(heading),
  );
  return gap < 0 ? all : all.slice(0, gap);
}

function nameOf(text: string): string | null {
  // Two names, a nickname or a remark in brackets: whoever made the list knows which is the head's.
  if (/[()[\]\d]/.test(text)) return null;
  const [, ...below] = text.split(/\n/);
  // A long name may be broken; where another whole one stands on the next line, they are two.
  if (below.some((line) => line.trim().split(/\s+/).length > 2 && readPersonName(line).kind === "understood"))
    return null;
  const reading = readPersonName(text.replace(/\s+/g, " "));
  return reading.kind === "understood" ? reading.value : null;
}

/** Excel drops the zero in front of a number; nothing else of nine digits is a number that can be dialled. */
function phonesOf(written: string): string[] {
  // A table on the web writes numbers with a decimal: `901234567.0`.
  const text = written.replace(/^(\d+)[.,]0{1,2}$/, "$1");
  const reading = readPhone(/^[1-9]\d{8}$/.test(text) ? `0${text}` : text);
  if (reading.kind === "understood") return [reading.value];
  return reading.kind === "ambiguous" ? reading.alternatives.map(({ value }) => value) : [];
}
