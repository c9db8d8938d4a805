import { z } from "zod";
import { holdsAccountNumber } from "../../language/account-number.ts";
import { wordsIn } from "../../language/said-phrase.ts";
import { OptionalText } from "../../turns/choice-id.ts";
import { command } from "../../turns/command.ts";

/** `mở lớp dạy nghề` names the talk; a line that goes on tells of the offer itself. */
const FEWEST_WORDS = 7;

/** The line that began the talk, where it tells something of the offer; `short` where it only names the talk. */
export const toldAtOnce = command({
  name: "offers.told_at_once",
  takes: z.object({ line: OptionalText }),
  codes: ["short"],
  run(_context, { line }) {
    return Promise.resolve(
      line === null || wordsIn(line).length < FEWEST_WORDS || holdsAccountNumber(line)
        ? { code: "short" as const }
        : { code: "ok" as const, value: line },
    );
  },
});
