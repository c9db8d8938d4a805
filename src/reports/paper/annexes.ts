import type { Annex, Block, PaperCell, PaperTable } from "../../documents/paper/paper.ts";
import type { ReportData } from "../report-data.ts";
import { quarterColumn } from "../quarter-words.ts";
import { livelihoodOf } from "./phrases.ts";
import type { Say } from "./say.ts";

type Column = PaperTable["columns"][number];
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
            tables: [{ title: "", table: households(data, say) }],
          },
        ]
      : []),
    { title: title("parts"), landscape: true, tables: [{ title: "", table: parts(data, say) }] },
    {
      title: title("meetings"),
      landscape: true,
      tables: [
        { title: "", table: data.level === "commune" ? meetings(data, say) : meetingsByPart(data, say) },
      ],
    },
    {
      title: title("models"),
      landscape: true,
      tables: [
        { title: say("annex.models_part"), table: models(data, say) },
        { title: say("annex.pilots_part"), table: pilots(data, say) },
      ],
    },
  ];
}

/** half_year_1, half_year_2 or report_year: what the period is called. */
export function periodKey({ period }: ReportData): string {
  return period.kind === "half_year" ? `half_year_${period.index}` : "report_year";
}

function column(title: string, width: number, align?: Column["align"]): Column {
  return align === undefined ? { title, width } : { title, width, align };
}

function cell(say: Say, number: number): PaperCell {
  return { number, text: say.number(number) };
}

function households(data: ReportData, say: Say): PaperTable {
  return {
    columns: [
      column(say("table.no"), 1.2, "center"),
      column(say("annex.head_name"), 4),
      column(say("annex.birth"), 1.2, "center"),
      column(say("annex.unit"), 1.6),
      column(say("annex.class"), 2.6),
      column(say("annex.model"), 3),
      column(say("annex.source"), 2),
      column(say("annex.capital"), 2.2, "right"),
      column(say("annex.officer"), 3.2),
      column(say("annex.result"), 2.8),
      column(say("annex.note_column"), 2),
    ],
    rows: data.households.map((row, at) => [
      String(at + 1),
      row.name,
      row.birth === null ? "" : String(row.birth),
      row.unit,
      row.class === null ? "" : say.term("classes", row.class),
      livelihoodOf(row, say),
      (row.source ?? "")
        .split(", ")
        .filter((source) => source !== "")
        .map((source) => say.term("sources_short", source))
        .join(", "),
      row.capital === null ? "" : cell(say, row.capital),
      row.officer ?? "",
      row.plan === null ? "" : say.term("plans", row.plan),
      row.left ? say("annex.left") : "",
    ]),
    none: say("table.none"),
  };
}

/** Annex 2: quota, taking part, replaced, with a plan, loans, trained, placed, abroad, meetings by quarter, out of poverty. */
function parts(data: ReportData, say: Say): PaperTable {
  const before = [
    "quota",
    "taking_part",
    "replaced",
    "with_plan",
    "borrowers",
    "trained",
    "placed",
    "abroad",
  ];
  const total = (pick: (part: ReportData["parts"][number]) => number): number =>
    data.parts.reduce((sum, part) => sum + pick(part), 0);
  return {
    columns: [
      column(say("table.no"), 1.2, "center"),
      column(say("annex.part"), 4),
      ...before.map((code) => column(say.term("figures", code), 2, "right")),
      ...data.quarters.map(({ id }) => column(quarterColumn(id, say), 1.7, "right")),
      column(say.term("figures", "left_poverty"), 2, "right"),
    ],
    rows: [
      ...data.parts.map((part, at) => [
        String(at + 1),
        part.name,
        ...before.map((code) => cell(say, part.figures[code] ?? 0)),
        ...data.quarters.map(({ id }) => cell(say, part.meetings[id] ?? 0)),
        cell(say, part.figures["left_poverty"] ?? 0),
      ]),
      [
        "",
        say("table.sum"),
        ...before.map((code) =>
          cell(
            say,
            total((part) => part.figures[code] ?? 0),
          ),
        ),
        ...data.quarters.map(({ id }) =>
          cell(
            say,
            total((part) => part.meetings[id] ?? 0),
          ),
        ),
        cell(
          say,
          total((part) => part.figures["left_poverty"] ?? 0),
        ),
      ],
    ],
    sum: true,
  };
}

function meetings(data: ReportData, say: Say): PaperTable {
  return {
    columns: [
      column(say("table.no"), 1.2, "center"),
      column(say("annex.on"), 2, "center"),
      column(say("annex.kind"), 2.6),
      column(say("annex.unit"), 2.4),
      column(say("annex.place"), 3),
      column(say("annex.chair"), 3),
      column(say("annex.people"), 1.4, "right"),
      column(say("annex.topics"), 4.6),
      column(say("annex.raised"), 1.4, "right"),
      column(say("annex.solved"), 1.6, "right"),
    ],
    rows: data.meetings.map((row, at) => [
      String(at + 1),
      say.day(row.on),
      say.term("meeting_kinds", row.kind),
      row.unit,
      row.place ?? "",
      row.chair ?? "",
      cell(say, row.people),
      row.topics ?? "",
      cell(say, row.raised),
      cell(say, row.solved),
    ]),
    none: say("table.none"),
  };
}

/** Of a province: what its communes held, and what came of it. */
function meetingsByPart(data: ReportData, say: Say): PaperTable {
  const codes = ["meetings", "meeting_people", "met_households", "issues_raised", "issues_solved"];
  const sum = (code: string): number => data.parts.reduce((all, part) => all + (part.figures[code] ?? 0), 0);
  return {
    columns: [
      column(say("table.no"), 1.2, "center"),
      column(say("annex.part"), 5),
      ...codes.map((code) => column(say.term("figures", code), 2.6, "right")),
    ],
    rows: [
      ...data.parts.map((part, at) => [
        String(at + 1),
        part.name,
        ...codes.map((code) => cell(say, part.figures[code] ?? 0)),
      ]),
      ["", say("table.sum"), ...codes.map((code) => cell(say, sum(code)))],
    ],
    sum: true,
  };
}

function models(data: ReportData, say: Say): PaperTable {
  return {
    columns: [
      column(say("table.no"), 1.2, "center"),
      column(say("annex.name"), 4),
      column(say("annex.unit"), 2.4),
      column(say("annex.started"), 2, "center"),
      column(say("report.households"), 1.4, "right"),
      column(say("annex.cost"), 2.2, "right"),
      column(say("annex.result"), 3.6),
      column(say("annex.rating"), 1.6, "center"),
    ],
    rows: data.models.map((row, at) => [
      String(at + 1),
      row.name,
      row.unit,
      say.day(row.started),
      cell(say, row.households),
      row.cost === null ? "" : cell(say, row.cost),
      row.result ?? "",
      row.rating === null ? "" : String(row.rating),
    ]),
    none: say("table.none"),
  };
}

function pilots(data: ReportData, say: Say): PaperTable {
  return {
    columns: [
      column(say("table.no"), 1.2, "center"),
      column(say("annex.kind"), 4),
      column(say("annex.name"), 4),
      column(say("annex.unit"), 3),
      column(say("annex.chosen"), 2, "center"),
    ],
    rows: data.pilots.map((row, at) => [
      String(at + 1),
      say.term("pilots", row.kind),
      row.name,
      row.unit,
      say.day(row.on),
    ]),
    none: say("table.none"),
  };
}
