/** A number written in digits. `either` means that the separator may group thousands or begin the decimals. */
export type DigitGroups = {
  value: number;
  shape: "plain" | "grouped" | "decimal" | "either";
  /** The other reading of `either`. */
  other?: number;
};

const LONGEST = 20;

/**
 * Reads digits with dots, commas, or apostrophes among them, both ways: `1.200.000`, `1,200,000`, `1.200.000,5`, `2,5`.
 *
 * One separator before exactly three digits may be either (`1.200`); before any other count it begins the decimals.
 * Null for what no one writes as a number (`1.20.000`) and for codes that begin with zero (`0912`).
 */
export function readDigitGroups(text: string): DigitGroups | null {
  if (text.length > LONGEST) return null;
  const pieces = text.split(/[.,']/);
  const marks = text.replace(/\d/g, "");
  const first = pieces[0] ?? "";
  if (marks === "") return /^0\d\d/.test(first) ? null : { value: Number(first), shape: "plain" };
  if (first.length > 1 && first.startsWith("0")) return null;
  const last = pieces.at(-1) ?? "";
  if (marks.length === 1) return oneMark(first, last, marks);
  if (sameMarks(marks)) return groupsOf(pieces) ? { value: Number(pieces.join("")), shape: "grouped" } : null;
  const whole = pieces.slice(0, -1);
  if (!sameMarks(marks.slice(0, -1)) || marks.endsWith("'") || !groupsOf(whole)) return null;
  return { value: Number(`${whole.join("")}.${last}`), shape: "decimal" };
}

function oneMark(first: string, last: string, mark: string): DigitGroups | null {
  const decimal = Number(`${first}.${last}`);
  const grouped = Number(first + last);
  if (mark === "'") return last.length === 3 ? { value: grouped, shape: "grouped" } : null;
  if (last.length !== 3 || first === "0") return { value: decimal, shape: "decimal" };
  // The first dot of `1200.000` was left out; nobody writes a decimal of three zeros.
  if (first.length > 3 && last === "000") return { value: grouped, shape: "grouped" };
  if (first.length > 3) return { value: decimal, shape: "decimal" };
  return { value: grouped, shape: "either", other: decimal };
}

function sameMarks(marks: string): boolean {
  return Array.from(marks).every((mark) => mark === marks[0]);
}

/** Up to three digits, then groups of exactly three. */
function groupsOf(pieces: string[]): boolean {
  const [first = "", ...rest] = pieces;
  return first.length <= 3 && !first.startsWith("0") && rest.every((piece) => piece.length === 3);
}
