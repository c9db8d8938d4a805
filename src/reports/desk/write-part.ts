import { z } from "zod";
import { openSubmission } from "../../deadlines/submission.ts";
import { moveSubmission } from "../../deadlines/move-submission.ts";
import { ChoiceId } from "../../turns/choice-id.ts";
import { command, type CommandContext } from "../../turns/command.ts";
import { keepPart, type ReportRow } from "../report-rows.ts";
import { isSection } from "../sections.ts";
import { reportWhere } from "./report-right.ts";

/** Keeps a written part; from the first one on the report counts as being written. `in` where it has been handed in. */
export const writePart = command({
  name: "reports.write_part",
  takes: z.object({ report: ChoiceId, section: ChoiceId, text: z.string(), proposed: z.boolean().nullish() }),
  codes: ["not_allowed", "in"],
  async run(context, { report: id, section, text, proposed }) {
    const report = await reportWhere(context, id, "write", true);
    if (report === null || !isSection(section)) return { code: "not_allowed" };
    if (report.status === "submitted" || report.status === "accepted") return { code: "in" };
    await keepPart(
      context.sql,
      { report: report.id, section, text: text.trim(), source: proposed === true ? "proposal" : "chat" },
      context.me.person,
      context.now,
    );
    await beingWritten(context, report);
    return { code: "ok" };
  },
});

/** Says in the book of what is owed that somebody works on it; where it cannot be moved there it stays. */
export async function beingWritten(
  { sql, now, me }: Pick<CommandContext, "sql" | "now" | "me">,
  report: ReportRow,
): Promise<void> {
  const owed = await openSubmission(sql, report, now);
  if (owed?.state === "open" || owed?.state === "returned")
    await moveSubmission(
      sql,
      { submission: owed.id, to: "being_written", by: me.person, metBy: report.id },
      now,
    );
}
