import { z } from "zod";
import { localDateOf } from "../../calendar/local-date.ts";
import { handOver } from "../../desk/hand-over.ts";
import { may } from "../../domain/scope.ts";
import { mayBeFollowed } from "../../registry/consent.ts";
import { relationsTo } from "../../registry/rights.ts";
import { theHousehold } from "../../registry/the-household.ts";
import { ChoiceId, OptionalChoiceId, OptionalText } from "../../turns/choice-id.ts";
import { command } from "../../turns/command.ts";
import { monthFigures, writeEntry, type EntryKind } from "./book.ts";
import { OptionalAmount, OptionalDate } from "../given.ts";
import { readBackLater } from "./read-back.ts";

/** What a line for the book counts as. Losses are events that the officer should see. */
const KINDS: Readonly<Record<string, EntryKind>> = {
  sold: "sale",
  earned: "sale",
  received: "sale",
  bought: "purchase",
  paid: "purchase",
  difficulty: "difficulty",
};
const LOSSES: readonly string[] = ["died", "sick", "difficulty"];

/** Writes one line into the household's book, as it was said and as it was understood, after the person confirmed it. */
export const writeBook = command({
  name: "casework.write_book",
  takes: z.object({
    household: OptionalChoiceId,
    entry: ChoiceId,
    amount: OptionalAmount,
    date: OptionalDate,
    said: OptionalText,
    item: OptionalText,
    quantity: z
      .union([
        z.number(),
        z.object({ value: z.number(), unit: z.string().nullish(), of: z.string().nullish() }),
      ])
      .nullish(),
    source: z.enum(["free_line", "questions"]).nullish(),
  }),
  codes: ["not_allowed"],
  async run(context, { household: handed, entry, amount, date, said, item, quantity, source }) {
    const { sql, now, me } = context;
    const household = theHousehold(context, handed);
    if (household === null) return { code: "not_allowed" };
    const relations = await relationsTo(context, household);
    if (!may(relations, "act_for") || !(await mayBeFollowed(sql, household))) return { code: "not_allowed" };
    const on = date ?? localDateOf(now);
    const period = on.slice(0, 7);
    const onBehalf = !relations.includes("own");
    await writeEntry(
      sql,
      {
        household,
        plan: null,
        kind: KINDS[entry] ?? "event",
        period,
        amount,
        text: said,
        file: null,
        on,
        enteredBy: me.person,
        onBehalf,
        code: entry,
        ...counted(quantity),
        item: item ?? counted(quantity).item,
        source: source ?? "free_line",
      },
      now,
    );
    if (onBehalf) await readBackLater(context, household);
    const told = LOSSES.includes(entry);
    if (told) await handOver(context, { kind: "difficulty", household, note: said });
    return { code: "ok", value: { told, ...(await monthFigures(sql, household, period)) } };
  },
});

/** A quantity as a reader gave it, or a bare number. */
function counted(
  quantity:
    | number
    | { value: number; unit?: string | null | undefined; of?: string | null | undefined }
    | null
    | undefined,
): { quantity: number | null; unit: string | null; item: string | null } {
  if (quantity === null || quantity === undefined) return { quantity: null, unit: null, item: null };
  if (typeof quantity === "number") return { quantity, unit: null, item: null };
  return { quantity: quantity.value, unit: quantity.unit ?? null, item: quantity.of ?? null };
}
