import { z } from "zod";
import { ChoiceId, OptionalChoiceId } from "../../turns/choice-id.ts";
import { command, type CommandContext } from "../../turns/command.ts";
import { sayBy } from "../paper/say.ts";
import { factsFor, propose, proposes } from "../propose.ts";
import { writtenParts } from "../report-rows.ts";
import { isSection, SECTIONS, type Section } from "../sections.ts";
import { reportWhere } from "./report-right.ts";

/** The written parts of a report to choose from, with which of them are there. */
export const parts = command({
  name: "reports.parts",
  takes: z.object({ report: ChoiceId }),
  async run(context, { report: id }) {
    const report = await reportWhere(context, id, "see");
    if (report === null) return { code: "ok", value: [] };
    const written = await writtenParts(context.sql, report.id);
    return {
      code: "ok",
      value: SECTIONS.map((section) => ({
        id: section,
        label: nameOf(context, section),
        written: written[section] !== undefined,
      })),
    };
  },
});

/** One part with what is written and what the record would say; `done` where no part after `after` is left to write. */
export const part = command({
  name: "reports.part",
  takes: z.object({ report: ChoiceId, section: OptionalChoiceId, after: OptionalChoiceId }),
  codes: ["done", "not_allowed"],
  async run(context, { report: id, section: wanted, after }) {
    const report = await reportWhere(context, id, "write");
    if (report === null) return { code: "not_allowed" };
    const written = await writtenParts(context.sql, report.id);
    const from = SECTIONS.findIndex((section) => section === after) + 1;
    const section =
      wanted !== null && isSection(wanted)
        ? wanted
        : SECTIONS.slice(from).find((one) => written[one] === undefined);
    if (section === undefined) return { code: "done" };
    const facts = proposes(section) ? await factsFor(context.sql, report, context.now) : null;
    const proposal = facts === null ? null : propose(section, facts, sayBy(context.text, context.locale));
    return {
      code: "ok",
      value: {
        section,
        text: shortened(written[section] ?? null),
        proposal: proposal?.slice(0, LONGEST_SHOWN) ?? null,
        number: SECTIONS.indexOf(section) + 1,
        of: SECTIONS.length,
      },
    };
  },
});

/** As much of it as a message may hold beside the question. */
const LONGEST_SHOWN = 1200;

function shortened(text: string | null): string | null {
  return text === null || text.length <= LONGEST_SHOWN ? text : `${text.slice(0, LONGEST_SHOWN)}…`;
}

function nameOf({ text }: CommandContext, section: Section): string {
  return text(`terms.report_parts.${section}`);
}
