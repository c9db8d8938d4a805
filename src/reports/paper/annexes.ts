import type { Annex, Block, PaperTable } from "../../documents/paper/paper.ts";
import type { ReportData } from "../report-data.ts";
import {
  householdsTable,
  meetingsByPartTable,
  meetingsTable,
  modelsTable,
  partsTable,
  pilotsTable,
} from "./annex-tables.ts";
import type { Say } from "./say.ts";

/** A table of an annex; the same goes to paper and into a workbook. */
export type AnnexTable = { title: string; table: PaperTable };

/** The annexes of a report as they are laid out; a province's carries no names of households. */
export function annexesOf(data: ReportData, say: Say, note: string): Annex[] {
  return annexTables(data, say).map(({ title, landscape, tables }, at) => ({
    heading: say("annex.heading", { number: String(at + 1) }),
    title,
    note,
    landscape,
    body: tables.flatMap(({ title: heading, table }): Block[] => [
      ...(heading === ""
        ? []
        : [{ kind: "text" as const, text: heading, bold: true, align: "left" as const }]),
      { kind: "table", table },
    ]),
  }));
}

/** Annexes 1 to 4; without the first for a province. */
export function annexTables(
  data: ReportData,
  say: Say,
): { title: string; landscape: boolean; tables: AnnexTable[] }[] {
  const period = say(`period.${periodKey(data)}`, { year: String(data.period.year) });
  const title = (key: string): string => say(`annex.${key}`, { period }).toLocaleUpperCase("vi");
  return [
    ...(data.level === "commune"
      ? [
          {
            title: title("households"),
            landscape: true,
            tables: [{ title: "", table: householdsTable(data, say) }],
          },
        ]
      : []),
    { title: title("parts"), landscape: true, tables: [{ title: "", table: partsTable(data, say) }] },
    {
      title: title("meetings"),
      landscape: true,
      tables: [
        {
          title: "",
          table: data.level === "commune" ? meetingsTable(data, say) : meetingsByPartTable(data, say),
        },
      ],
    },
    {
      title: title("models"),
      landscape: true,
      tables: [
        { title: say("annex.models_part"), table: modelsTable(data, say) },
        { title: say("annex.pilots_part"), table: pilotsTable(data, say) },
      ],
    },
  ];
}

/** half_year_1, half_year_2 or report_year: what the period is called. */
export function periodKey({ period }: ReportData): string {
  return period.kind === "half_year" ? `half_year_${period.index}` : "report_year";
}
