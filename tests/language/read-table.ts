import { readFileSync } from "node:fs";

export type Row = { line: number; input: string; expected: string; why: string };

/** Reads a table of writings: input, now, expected, why; one row a line, columns parted by tabs. */
export function readTable(name: string): Row[] {
  const [, ...lines] = readFileSync(new URL(`./${name}.tsv`, import.meta.url), "utf8").split("\n");
  return lines.flatMap((text, index) => {
    const [input, , expected, why] = text.split("\t");
    if (input === undefined || expected === undefined || why === undefined) return [];
    return [{ line: index + 2, input, expected, why }];
  });
}
