import { z } from "zod";
import { ChoiceId } from "../../turns/choice-id.ts";
import { command } from "../../turns/command.ts";
import { setNumber } from "../report-rows.ts";
import { reportWhere } from "./report-right.ts";

/** A running number, with a letter where one was put in between (12a); what stands around it ("Số 12-BC/ĐTN") is the mark's. */
const NUMBER = /\d{1,5}[a-z]?(?![\p{L}\d])/iu;

/**
 * Puts down the number that the office gave the report, before it is handed in or after: it stands on the paper and
 * changes no figure. `unclear` where there is no number in what was said.
 */
export const writeNumber = command({
  name: "reports.set_number",
  takes: z.object({ report: ChoiceId, number: z.string() }),
  codes: ["not_allowed", "unclear"],
  async run(context, { report: id, number }) {
    const report = await reportWhere(context, id, "write");
    if (report === null) return { code: "not_allowed" };
    const [found] = NUMBER.exec(number) ?? [];
    if (found === undefined) return { code: "unclear" };
    await setNumber(context.sql, report.id, found.toLowerCase());
    return { code: "ok", value: { number: found.toLowerCase() } };
  },
});
