import { z } from "zod";
import { tellsOfIt } from "../../language/sentence.ts";
import { OptionalText } from "../../turns/choice-id.ts";
import { command } from "../../turns/command.ts";

/** The line that began the talk, where it tells something of the offer; `short` where it only names the talk. */
export const toldAtOnce = command({
  name: "offers.told_at_once",
  takes: z.object({ line: OptionalText }),
  codes: ["short"],
  run(_context, { line }) {
    return Promise.resolve(
      line !== null && tellsOfIt(line) ? { code: "ok" as const, value: line } : { code: "short" as const },
    );
  },
});
