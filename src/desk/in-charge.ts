import { z } from "zod";
import { officerOf, spokenOf } from "../registry/responsible.ts";
import { mayWith } from "../registry/rights.ts";
import { theHousehold } from "../registry/the-household.ts";
import { OptionalChoiceId } from "../turns/choice-id.ts";
import { command } from "../turns/command.ts";

/** Who looks after a household now, without calling anybody. `nobody` where it has no officer yet. */
export const inCharge = command({
  name: "desk.in_charge",
  takes: z.object({ household: OptionalChoiceId }),
  codes: ["nobody"],
  async run(context, { household: handed }) {
    const household = theHousehold(context, handed);
    if (household === null || !(await mayWith(context, household, "see"))) return { code: "nobody" };
    const officer = await officerOf(context, household);
    return officer === null ? { code: "nobody" } : { code: "ok", value: { officer: spokenOf(officer) } };
  },
});
