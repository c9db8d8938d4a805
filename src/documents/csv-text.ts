import { harmless } from "./harmless-text.ts";
import type { Cell, WrittenSheet } from "./written-sheet.ts";

/** Sheets as one .csv, an empty line between them. The mark in front makes Excel read it as UTF-8. */
export async function* csvText(sheets: readonly WrittenSheet[]): AsyncGenerator<string> {
  yield "\uFEFF";
  let first = true;
  for (const { rows } of sheets) {
    if (!first) yield "\r\n";
    first = false;
    for await (const row of rows) yield `${row.map(quoted).join(",")}\r\n`;
  }
}

function quoted(held: Cell): string {
  const cell = textOf(held);
  return /[",;\t\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

function textOf(cell: Cell): string {
  if (typeof cell === "string") return harmless(cell);
  return typeof cell === "number" ? String(cell) : cell.day.split("-").toReversed().join("/");
}
