import { z } from "zod";
import { localDateOf } from "../calendar/local-date.ts";
import { ADDRESSES } from "../domain/roles.ts";
import { fold } from "../language/normalise.ts";
import { OptionalChoiceId, OptionalText } from "../turns/choice-id.ts";
import { command, type CommandContext } from "../turns/command.ts";
import { allowed } from "./allowed.ts";

/** What is put right; null leaves it as it is. */
export type Correction = {
  name?: string | null;
  phone?: string | null;
  address?: string | null;
  birthYear?: number | null;
  addressAs?: string | null;
};

/** Puts a household's own facts right, and those of its head. */
export const editHousehold = command({
  name: "households.edit",
  takes: z.object({
    household: OptionalChoiceId,
    name: OptionalText,
    phone: OptionalChoiceId,
    address: OptionalText,
    birth_year: z.int().nullish(),
    head_address: OptionalChoiceId,
  }),
  codes: ["not_allowed"],
  async run(context, { household: handed, name, phone, address, birth_year: birthYear, head_address }) {
    const found = await allowed(context, handed, "manage");
    if (found === null) return { code: "not_allowed" };
    const addressAs = ADDRESSES.find((one) => one === head_address) ?? null;
    await correctHousehold(context, found.id, {
      name,
      phone,
      address,
      birthYear: birthYear ?? null,
      addressAs,
    });
    const acting = name === null ? context.acting : { id: found.id, name };
    return { code: "ok", value: {}, acting };
  },
});

/** Writes corrections down. Says nothing about rights. */
export async function correctHousehold(
  { sql, now }: Pick<CommandContext, "sql" | "now">,
  household: string,
  { name = null, phone = null, address = null, birthYear = null, addressAs = null }: Correction,
): Promise<void> {
  const folded = name === null ? null : fold(name);
  await sql.run(
    `UPDATE households SET head_name = coalesce($2, head_name), head_folded = coalesce($3, head_folded),
       phone = coalesce($4, phone), address = coalesce($5, address) WHERE id = $1`,
    [household, name, folded, phone, address],
  );
  await sql.run(
    `UPDATE people SET name = coalesce($3, name), folded = coalesce($4, folded),
       birth_year = coalesce($5, birth_year), address_as = coalesce($6, address_as)
     WHERE id IN (SELECT person_id FROM household_members WHERE household_id = $1 AND relation = 'head'
       AND valid_from <= $2 AND (valid_to IS NULL OR valid_to > $2))`,
    [household, localDateOf(now), name, folded, birthYear, addressAs],
  );
}
