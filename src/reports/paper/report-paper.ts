import type { Block, Paper } from "../../documents/paper/paper.ts";
import type { ReportData } from "../report-data.ts";
import { SECTIONS, type Section } from "../sections.ts";
import { annexesOf, periodKey } from "./annexes.ts";
import { bodyOf, footOfOffice, headOfOffice, numberOf } from "./office-head.ts";
import { resultsOf } from "./results.ts";
import { capital, type Say } from "./say.ts";

/** What a Word file of ours is known by when it comes back: written into it, and into the marks of its written parts. */
export function markOf(report: string): string {
  return report.replaceAll("-", "").slice(0, 12);
}

/** The name of a written part's bookmark; Word takes 40 characters and hides what begins with an underscore. */
export function bookmarkOf(report: string, section: Section | "end"): string {
  return `_sk_${markOf(report)}_${section}`;
}

/** The report as a paper: everything on it comes from the data. `chart` is drawn before and put where meetings are told of. */
export function reportPaper(data: ReportData, say: Say, chart: Block | null = null): Paper {
  const year = { year: String(data.period.year), next: String(data.period.year + 1) };
  const key = periodKey(data);
  const period = say(`period.${key}`, year);
  const head = headOfOffice(say, data.office, {
    unit: data.unit,
    number: data.number,
    on: data.made_on,
  });
  const subject = say("report.subject", { period });
  const body = bodyOf(say, data.office, data.unit);
  const to = addressedTo(data, say);
  return {
    ...head,
    about: null,
    kind: say("report.kind"),
    subject,
    to,
    body: [
      ...(data.office.basis.length > 0 ? data.office.basis : [say("report.basis")]).map((text): Block => ({
        kind: "text",
        text,
        italic: true,
      })),
      {
        kind: "text",
        text: say("report.intro", {
          name: body,
          period,
          from: say.day(data.from),
          to: say.day(data.to),
        }),
      },
      { kind: "heading", level: 1, text: say("report.part_1") },
      {
        kind: "text",
        text: say(
          data.figures["communications"] === 0 ? "report.direction_none" : "report.direction",
          data.figures,
        ),
      },
      { kind: "heading", level: 1, text: say("report.part_2") },
      ...(data.figures["taking_part"] === 0 && data.figures["joined"] === 0
        ? [{ kind: "text" as const, text: say("report.no_households") }]
        : []),
      ...resultsOf(data, say, chart),
      ...writtenBlocks(data, say, year),
    ],
    ...footOfOffice(say, data.office, to !== null),
    annexes: annexesOf(
      data,
      say,
      say("annex.note", {
        number: numberOf(say, data.office, data.number).replace(/^\S+ /, ""),
        day: say.day(data.made_on),
        name: body,
      }),
    ),
    about_file: {
      title: `${capital(say("report.kind").toLocaleLowerCase("vi"))}: ${subject.replaceAll("\n", " ")}`,
      mark: `report:${data.report}`,
      on: data.made_on,
    },
  };
}

/** To whom the settings say; else to the standing committee of the organisation above, where there is one. */
function addressedTo({ office }: ReportData, say: Say): Paper["to"] {
  const names =
    office.to.length > 0
      ? office.to
      : office.above === null
        ? []
        : [say("head.committee_of", { name: office.above })];
  return names.length === 0 ? null : { label: say("head.to"), names };
}

/** Parts III to V. What nobody wrote yet has a dotted line to be written over, in the chat or in Word. */
function writtenBlocks(data: ReportData, say: Say, year: { year: string; next: string }): Block[] {
  const next = say(`next_period.${periodKey(data)}`, year).toLocaleUpperCase("vi");
  const headings: Record<Section, Block> = {
    strengths: marked(data, "strengths", 2, say("sections.strengths")),
    limits: marked(data, "limits", 2, say("sections.limits")),
    causes: marked(data, "causes", 2, say("sections.causes")),
    lessons: marked(data, "lessons", 2, say("sections.lessons")),
    next_steps: marked(data, "next_steps", 1, say("report.part_4", { next })),
    proposals: marked(data, "proposals", 1, say("report.part_5")),
  };
  return [
    { kind: "heading", level: 1, text: say("report.part_3") },
    ...SECTIONS.flatMap((section): Block[] => [
      headings[section],
      { kind: "text", text: data.written[section] ?? say("report.unwritten") },
    ]),
  ];
}

function marked(data: ReportData, section: Section, level: 1 | 2, text: string): Block {
  return { kind: "heading", level, text, mark: bookmarkOf(data.report, section) };
}
