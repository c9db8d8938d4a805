import type { PaperCell, PaperTable } from "../../documents/paper/paper.ts";
import { quarterColumn } from "../quarter-words.ts";
import type { ReportData } from "../report-data.ts";
import { livelihoodOf } from "./phrases.ts";
import type { Say } from "./say.ts";

type Column = PaperTable["columns"][number];

function column(title: string, width: number, align?: Column["align"]): Column {
  return align === undefined ? { title, width } : { title, width, align };
}

function cell(say: Say, number: number): PaperCell {
  return { number, text: say.number(number) };
}

/** Annex 1: who takes part, and who left poverty. */
export function householdsTable(data: ReportData, say: Say): PaperTable {
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
export function partsTable(data: ReportData, say: Say): PaperTable {
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
      column(say("table.no"), 1.5, "center"),
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

/** Annex 3: what was held, meeting by meeting. */
export function meetingsTable(data: ReportData, say: Say): PaperTable {
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

/** Annex 3 of a province: what its communes held, and what came of it. */
export function meetingsByPartTable(data: ReportData, say: Say): PaperTable {
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

/** Annex 4: models of livelihood. */
export function modelsTable(data: ReportData, say: Say): PaperTable {
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

/** Annex 4: what was chosen as an example; of a province a household without its name. */
export function pilotsTable(data: ReportData, say: Say): PaperTable {
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
