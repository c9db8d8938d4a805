import type { TableRow } from "../../documents/table.ts";
import { fold } from "../../language/normalise.ts";
import { readPersonName } from "../../language/person-name.ts";

export type RowKind = "empty" | "index" | "total" | "end" | "section" | "household" | "other";

const TOTAL = /^(?:tong|cong|tong cong|tong so|tong so ho|cong don|luy ke)(?:$|[ :])/;
const SIGNATURE =
  /(?:^|[ .])(?:nguoi (?:lap|tong hop|bao cao|dieu tra|ra soat)|lap bieu|tm\b|t\/m\b|kt\b|chu tich|pho chu tich|bi thu|truong ap|truong ban|xac nhan cua|noi nhan|ky ten|ky va ghi)|^(?:[\p{L} ]+, ?)?ngay [\d.… ]* ?thang/u;

/**
 * What a row below the headings is. `name` and `number` are its cells in those columns; `number` is null where the list
 * has no such column.
 */
export function kindOf(row: TableRow, name: string, number: string | null): RowKind {
  const texts = row.cells.map((cell) => cell.trim()).filter((cell) => cell !== "");
  const distinct = [...new Set(texts)];
  const [first = ""] = distinct;
  if (distinct.length === 0) return "empty";
  if (distinct.every((text) => /^\(?(?:\d{1,2}|[A-Za-z])\)?(?:\s*=.*)?$/.test(text)) && distinct.length > 1)
    return "index";
  if (distinct.slice(0, 2).some((text) => TOTAL.test(fold(text)))) return "total";
  const counted = number !== null && /\d/.test(number);
  if (!counted && distinct.length <= 4 && distinct.some((text) => SIGNATURE.test(fold(text)))) return "end";
  if (distinct.length === 1 && !(counted && number === first)) {
    if (name !== first || texts.length > 1) return "section";
    // A remark or a title over the names: whoever is in the list has a number, or at least a name.
    return number === null || readPersonName(name).kind === "understood" ? "household" : "other";
  }
  if (/^(?:[IVX]+|[A-Z])$/.test(number ?? "") && distinct.length <= 4) return "section";
  if (name.trim() !== "") return "household";
  // Numbered beforehand and never filled in.
  if (counted && distinct.length === 1) return "empty";
  if (!counted && distinct.length === 2) return "section";
  return counted ? "household" : "other";
}
