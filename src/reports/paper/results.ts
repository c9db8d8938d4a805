import type { Block } from "../../documents/paper/paper.ts";
import { figureOf } from "../figures/all.ts";
import { SERVICES } from "../figures/services.ts";
import type { ReportData } from "../report-data.ts";
import { percentOf } from "../share.ts";
import { quartersTable } from "./quarters-table.ts";
import type { Say } from "./say.ts";

/** Part II of the report: what was done, each section with a sentence and its figures beside those of the last period. */
export function resultsOf(data: ReportData, say: Say, chart: Block | null): Block[] {
  return [
    ...section(data, say, "households", {}, [
      "quota",
      "taking_part",
      "joined",
      "replaced",
      "withdrawn",
      "left_poverty",
      "exits_registered",
      "poor",
      "near_poor",
    ]),
    ...section(
      data,
      say,
      "plans",
      { officer_share: share(data, "with_officer", say), plan_share: share(data, "with_plan", say) },
      ["with_officer", "with_plan"],
    ),
    ...services(data, say),
    ...section(
      data,
      say,
      "money",
      {
        loan_words: say.inWords(figure(data, "loan_amount")),
        support_words: say.inWords(figure(data, "support_amount")),
      },
      ["borrowers", "loan_amount", "supported", "support_amount", "courses", "course_people", "market_links"],
    ),
    ...sources(data, say),
    ...section(data, say, "work", {}, ["trained", "placed", "abroad"]),
    ...section(data, say, "models", {}, [
      "models",
      "model_households",
      "evaluations",
      "pilot_communes",
      "pilot_hamlets",
      "pilot_groups",
      "pilot_households",
    ]),
    ...section(data, say, "meetings", {}, [
      "meetings",
      "meeting_people",
      "met_households",
      "issues_raised",
      "issues_solved",
    ]),
    ...quartersTable(data, say),
    ...(chart === null ? [] : [chart]),
    ...section(data, say, "records", {}, ["with_entry", "visited"]),
    ...targets(data, say),
  ];
}

function figure(data: ReportData, code: string): number {
  return data.figures[code] ?? 0;
}

function section(
  data: ReportData,
  say: Say,
  name: string,
  more: Record<string, string>,
  codes: readonly string[],
): Block[] {
  return [
    { kind: "heading", level: 2, text: say(`report.${name}_heading`) },
    { kind: "text", text: say(textKey(data, name), { ...data.figures, ...more }) },
    figuresTable(data, say, codes),
  ];
}

/** A quota that nobody entered is not said to be none. */
function textKey(data: ReportData, name: string): string {
  return name === "households" && figure(data, "quota") === 0
    ? "report.households_text_no_quota"
    : `report.${name}_text`;
}

function figuresTable(data: ReportData, say: Say, codes: readonly string[]): Block {
  // A number must not break in the middle: amounts of a whole province have twelve digits.
  const money = codes.some((code) => figureOf(code)?.measure === "money");
  const wide = money ? 3.1 : 2.2;
  return {
    kind: "table",
    table: {
      columns: [
        { title: say("table.no"), width: money ? 1.2 : 1, align: "center" },
        { title: say("table.what"), width: money ? 4 : 6 },
        { title: say("table.measure"), width: 1.4, align: "center" },
        { title: say("table.now"), width: wide, align: "right" },
        { title: say("table.before"), width: wide, align: "right" },
        { title: say("table.change"), width: wide, align: "right" },
      ],
      rows: codes.map((code, at) => {
        const [now, before] = [figure(data, code), data.previous[code] ?? 0];
        return [
          String(at + 1),
          say.term("figures", code),
          say(`measures.${figureOf(code)?.measure ?? "count"}`),
          say.number(now),
          say.number(before),
          now === before ? "0" : `${now > before ? "+" : "-"}${say.number(Math.abs(now - before))}`,
        ];
      }),
    },
  };
}

function services(data: ReportData, say: Say): Block[] {
  return [
    { kind: "heading", level: 2, text: say("report.services_heading") },
    { kind: "text", text: say("report.services_text") },
    {
      kind: "table",
      table: {
        columns: [
          { title: say("table.no"), width: 1, align: "center" },
          { title: say("table.what"), width: 6 },
          { title: say("report.services_need"), width: 2.5, align: "right" },
          { title: say("report.services_met"), width: 2.5, align: "right" },
        ],
        rows: Object.keys(SERVICES).map((service, at) => [
          String(at + 1),
          say.term("services", service),
          say.number(figure(data, `need_${service}`)),
          say.number(figure(data, `met_${service}`)),
        ]),
      },
    },
  ];
}

function sources(data: ReportData, say: Say): Block[] {
  if (data.sources.length === 0) return [];
  const sum = data.sources.reduce((all, { amount }) => all + amount, 0);
  return [
    { kind: "text", text: say("report.sources"), italic: true, align: "center" },
    {
      kind: "table",
      table: {
        columns: [
          { title: say("report.source"), width: 6 },
          { title: say("report.households"), width: 2, align: "right" },
          { title: say("report.amount"), width: 3, align: "right" },
        ],
        rows: [
          ...data.sources.map(({ source, amount, households }) => [
            say.term("sources", source),
            say.number(households),
            say.number(amount),
          ]),
          [say("table.sum"), "", say.number(sum)],
        ],
        sum: true,
      },
    },
  ];
}

function targets(data: ReportData, say: Say): Block[] {
  if (data.targets.length === 0) return [];
  return [
    { kind: "heading", level: 2, text: say("report.targets_heading") },
    {
      kind: "table",
      table: {
        columns: [
          { title: say("table.no"), width: 1, align: "center" },
          { title: say("table.what"), width: 5 },
          { title: say("table.measure"), width: 1.6, align: "center" },
          { title: say("table.target"), width: 2.4, align: "right" },
          { title: say("table.reached"), width: 2.4, align: "right" },
          { title: say("table.share"), width: 1.8, align: "right" },
        ],
        rows: data.targets.map(({ figure: code, label, measure, value, reached }, at) => [
          String(at + 1),
          label ?? say.term("figures", code),
          say(`measures.${measure === "count" ? (figureOf(code)?.measure ?? "count") : measure}`),
          say.number(value),
          numberOr("–", reached, say),
          numberOr("–", reached === null ? null : percentOf(reached, value), say),
        ]),
      },
    },
  ];
}

/** How many of those taking part, in hundredths. */
function share(data: ReportData, code: string, say: Say): string {
  return numberOr("0", percentOf(figure(data, code), figure(data, "taking_part")), say);
}

function numberOr(none: string, value: number | null, say: Say): string {
  return value === null ? none : say.number(value);
}
