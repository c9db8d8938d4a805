import type { Words } from "../i18n/words.ts";
import type { PaperTable } from "../documents/paper/paper.ts";
import { tableFile } from "../documents/table-bytes.ts";
import type { Cell, WrittenSheet } from "../documents/written-sheet.ts";
import type { MadeFile } from "../turns/errand.ts";
import { fileStem } from "./build-report.ts";
import { annexTables, periodKey } from "./paper/annexes.ts";
import { bodyOf, numberOf } from "./paper/office-head.ts";
import { sayIn } from "./paper/say.ts";
import type { ReportData } from "./report-data.ts";

/** Characters of a column in a workbook for each unit of its width on paper. */
const CHARACTERS = 7;

/**
 * The annexes of a report to go on working with: one sheet each, numbers as numbers. As .csv, which has no sheets, they
 * follow one another.
 */
export async function annexBook(
  data: ReportData,
  words: Words,
  locale: string,
  ending: "xlsx" | "csv",
  now: Date,
): Promise<MadeFile> {
  const say = sayIn(words, locale);
  const sheets = annexTables(data, say).map(({ title, tables }, at): WrittenSheet => {
    const [first] = tables;
    const number = numberOf(say, data.office, data.number).replace(/^\S+ /, "");
    return {
      name: say("annex.sheet", { number: String(at + 1) }),
      headings: 2,
      widths: (first?.table.columns ?? []).map(({ width }) => Math.max(6, Math.round(width * CHARACTERS))),
      rows: [
        [`${say("annex.heading", { number: String(at + 1) })}. ${title}`],
        [
          say("annex.note", {
            number,
            day: say.day(data.made_on),
            name: bodyOf(say, data.office, data.unit),
          }),
        ],
        ...tables.flatMap(({ title: heading, table }) => rowsOf(heading, table)),
      ],
    };
  });
  const period = say(`period.${periodKey(data)}`, { year: String(data.period.year) });
  return tableFile(fileStem(say("annex.book_name", { period }), data), ending, sheets, now);
}

function rowsOf(heading: string, { columns, rows, none }: PaperTable): Cell[][] {
  return [
    [],
    ...(heading === "" ? [] : [[heading]]),
    columns.map(({ title }) => title),
    ...rows.map((row) => row.map((cell): Cell => (typeof cell === "string" ? cell : cell.number))),
    ...(rows.length === 0 && none !== undefined ? [[none]] : []),
  ];
}
