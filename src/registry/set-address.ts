import { z } from "zod";
import { ADDRESSES } from "../domain/roles.ts";
import { fold } from "../language/normalise.ts";
import { OptionalChoiceId } from "../turns/choice-id.ts";
import { command } from "../turns/command.ts";

/** Keeps how the person wants to be addressed. Whom nobody knew yet becomes a person under the name of the account. */
export const setAddress = command({
  name: "registry.set_address",
  takes: z.object({ address: OptionalChoiceId }),
  async run({ sql, me, now, locale, contactId }, { address }) {
    const wanted = ADDRESSES.find((one) => one === address) ?? null;
    if (me.person !== null)
      await sql.run("UPDATE people SET address_as = $2 WHERE id = $1", [me.person, wanted]);
    else
      await sql.run(
        `WITH made AS (
           INSERT INTO people (id, name, folded, address_as, locale, created_at)
           VALUES (gen_random_uuid(), $2, $3, $4, $5, $6) RETURNING id
         )
         UPDATE contacts SET person_id = made.id FROM made WHERE contacts.id = $1`,
        [contactId, me.name, fold(me.name), wanted, locale, now],
      );
    return { code: "ok", value: {} };
  },
});
