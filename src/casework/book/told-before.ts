import { z } from "zod";
import { localDateOf } from "../../calendar/local-date.ts";
import { may } from "../../domain/scope.ts";
import { fold } from "../../language/normalise.ts";
import { relationsTo } from "../../registry/rights.ts";
import { theHousehold } from "../../registry/the-household.ts";
import { ChoiceId, OptionalChoiceId, OptionalText } from "../../turns/choice-id.ts";
import { command } from "../../turns/command.ts";
import { OptionalAmount, OptionalDate } from "../given.ts";
import { STANDING } from "./book.ts";

/** Whoever tells the same thing of the same day within so many hours may be the second of the family to tell it. */
const LATELY_HOURS = 48;
const MOST = 20;
const Row = z.object({ said: z.string().nullable(), item: z.string().nullable(), by: z.string() });

/**
 * A line that stands in the household's book and says the same of the same day, with the same sum: in which words and by whom
 * it was told. Two who share a book tell one sale twice; `none` where there is no such line.
 */
export const toldBefore = command({
  name: "casework.told_before",
  takes: z.object({
    household: OptionalChoiceId,
    entry: ChoiceId,
    amount: OptionalAmount,
    date: OptionalDate,
    item: OptionalText,
  }),
  codes: ["none"],
  async run(context, { household: handed, entry, amount, date, item }) {
    const { sql, now } = context;
    const household = theHousehold(context, handed);
    if (household === null || amount === null) return { code: "none" };
    if (!may(await relationsTo(context, household), "act_for")) return { code: "none" };
    const since = new Date(now.getTime() - LATELY_HOURS * 3_600_000);
    const lines = await sql.rows(
      Row,
      `SELECT book.text AS said, book.item, coalesce(p.name, h.head_name) AS by
       FROM diary_entries book JOIN households h ON h.id = book.household_id LEFT JOIN people p ON p.id = book.entered_by
       WHERE book.household_id = $1 AND book.code = $2 AND book.amount = $3 AND book.happened_on = $4 AND ${STANDING}
         AND book.created_at >= $5
       ORDER BY book.created_at DESC, book.text LIMIT ${MOST}`,
      [household, entry, amount, date ?? localDateOf(now), since],
    );
    // `oi` and `ổi` are one thing; where one of the two names none, it may be the same.
    const line = lines.find((one) => one.item === null || item === null || fold(one.item) === fold(item));
    return line === undefined ? { code: "none" } : { code: "ok", value: line };
  },
});
