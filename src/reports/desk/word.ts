import { z } from "zod";
import { ChoiceId } from "../../turns/choice-id.ts";
import { command } from "../../turns/command.ts";
import { beingWritten } from "./write-part.ts";
import { reportWhere } from "./report-right.ts";

const SentFile = z.object({ file: z.string() });

/** Asks for the Word file of a report, as it stands or as it was handed in. */
export const askDraft = command({
  name: "reports.ask_draft",
  takes: z.object({ report: ChoiceId }),
  codes: ["not_allowed"],
  async run(context, { report: id }) {
    const report = (await reportWhere(context, id, "write")) ?? (await reportWhere(context, id, "check"));
    if (report === null) return { code: "not_allowed" };
    await context.errand({ kind: "report_draft", about: { report: report.id }, flow: "report_ready" });
    return { code: "ok" };
  },
});

/** Asks for the annexes of a report as a workbook. */
export const askAnnexes = command({
  name: "reports.ask_annexes",
  takes: z.object({ report: ChoiceId }),
  codes: ["not_allowed"],
  async run(context, { report: id }) {
    const report = (await reportWhere(context, id, "write")) ?? (await reportWhere(context, id, "check"));
    if (report === null) return { code: "not_allowed" };
    await context.errand({
      kind: "report_annexes",
      about: { report: report.id },
      flow: "report_annexes_ready",
    });
    return { code: "ok" };
  },
});

/** Takes a Word file back; what is in it is read after the turn, and who sent it hears what became of it. */
export const takeWord = command({
  name: "reports.take_word",
  takes: z.object({ report: ChoiceId, file: SentFile }),
  codes: ["not_allowed", "in"],
  async run(context, { report: id, file: { file } }) {
    const report = await reportWhere(context, id, "write");
    if (report === null) return { code: "not_allowed" };
    if (report.status === "submitted" || report.status === "accepted") return { code: "in" };
    await beingWritten(context, report);
    await context.errand({
      kind: "report_word",
      about: { report: report.id, file },
      flow: "report_word_read",
    });
    return { code: "ok" };
  },
});
