import type { Words } from "../i18n/words.ts";
import { paperToDocx, DOCX_MIME } from "../documents/paper/to-docx.ts";
import { fold } from "../language/normalise.ts";
import type { MadeFile } from "../turns/errand.ts";
import { periodKey } from "./paper/annexes.ts";
import { reportPaper } from "./paper/report-paper.ts";
import { sayIn } from "./paper/say.ts";
import { drawMeetings } from "./pictures/meetings-picture.ts";
import type { ReportData } from "./report-data.ts";

/** Width of a chart on paper, in pixels of 1/96 inch; its picture has twice as many for the printer. */
const CHART = { width: 560, height: 280 } as const;

/** The Word file of a report, with its chart. */
export async function buildReport(data: ReportData, words: Words, locale: string): Promise<MadeFile> {
  const say = sayIn(words, locale);
  const chart = data.quarters.every(({ meetings }) => meetings === 0)
    ? null
    : {
        kind: "picture" as const,
        png: await drawMeetings(data.quarters, say, CHART),
        ...CHART,
        caption: say("report.chart"),
      };
  return {
    name: `${fileStem(
      say("report.name", { period: say(`period.${periodKey(data)}`, { year: String(data.period.year) }) }),
      data,
    )}.docx`,
    mime: DOCX_MIME,
    bytes: await paperToDocx(reportPaper(data, say, chart)),
  };
}

/** A file's name without its ending; ASCII, since not every channel keeps other letters. */
export function fileStem(title: string, { unit }: { unit: { name: string } }): string {
  return fold(`${title} ${unit.name}`)
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-|-$/g, "");
}
