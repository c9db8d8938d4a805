import { z } from "zod";
import { mayWith } from "./rights.ts";
import { consentsOf, PURPOSES } from "./consent.ts";
import { command } from "../turns/command.ts";
import { theHousehold } from "./the-household.ts";

const Row = z.object({ purpose: z.string(), given: z.boolean() });

/** Which purposes stand agreed to, for the household acted for or else for the account itself. */
export const myConsents = command({
  name: "registry.my_consents",
  takes: z.object({}),
  async run(context) {
    const household = theHousehold(context, null);
    const stands =
      household !== null && (await mayWith(context, household, "see"))
        ? await consentsOf(context.sql, household)
        : new Set(
            (
              await context.sql.rows(
                Row,
                `SELECT DISTINCT ON (purpose) purpose, given AND withdrawn_at IS NULL AS given FROM consents
                 WHERE contact_id = $1 AND household_id IS NULL ORDER BY purpose, decided_at DESC`,
                [context.contactId],
              )
            )
              .filter(({ given }) => given)
              .map(({ purpose }) => purpose),
          );
    return {
      code: "ok",
      value: Object.fromEntries(PURPOSES.map((purpose) => [purpose, stands.has(purpose)])),
    };
  },
});
