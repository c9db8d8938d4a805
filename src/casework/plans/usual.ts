import { z } from "zod";
import { ChoiceId } from "../../turns/choice-id.ts";
import { command } from "../../turns/command.ts";
import { templateOf } from "../templates/templates.ts";

/**
 * What is usual for a livelihood: the codes of its three questions, what the dearest things cost with the month of these
 * figures, and what to ask the extension officer. A livelihood without a template is asked about in general.
 */
export const usual = command({
  name: "casework.usual",
  takes: z.object({ livelihood: ChoiceId }),
  async run(_, { livelihood }) {
    const template = templateOf(livelihood);
    if (template === null)
      return { code: "ok", value: { one: "other_many", two: "other_have", three: null } };
    const [one, two, three] = template.questions;
    const [first, second] = template.inputs;
    const priced = (input: typeof first) =>
      input === undefined ? null : { what: input.code, low: input.low, high: input.high };
    return {
      code: "ok",
      value: {
        one,
        two,
        three,
        first: priced(first),
        second: priced(second),
        as_of: template.as_of,
        advice: template.ask_officer[0] ?? null,
      },
    };
  },
});
