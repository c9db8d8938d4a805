import { z } from "zod";
import { decisionsIn } from "../../language/decisions-told.ts";
import { OptionalText } from "../../turns/choice-id.ts";
import { command } from "../../turns/command.ts";

/** The decision that the line about a meeting tells after the `nth` one, counted from 1; `none` where there is no further one. */
export const decisionTold = command({
  name: "casework.decision_told",
  takes: z.object({ line: OptionalText, nth: z.int().nonnegative().nullish() }),
  codes: ["none"],
  run(_context, { line, nth }) {
    const all = decisionsIn(line ?? "");
    const at = nth ?? 0;
    const text = all[at];
    return Promise.resolve(
      text === undefined ? { code: "none" } : { code: "ok", value: { text, nth: at + 1, count: all.length } },
    );
  },
});
