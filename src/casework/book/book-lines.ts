import { z } from "zod";
import type { CommandContext } from "../../turns/command.ts";
import { writeMoney } from "../../language/write-money.ts";
import { writeNumber, writtenLanguage } from "../../language/write-number.ts";
import { AmountColumn } from "../given.ts";
import { STANDING } from "./book.ts";

const LineRow = z.object({
  id: z.string(),
  kind: z.string(),
  code: z.string().nullable(),
  amount: AmountColumn,
  quantity: z.number().nullable(),
  unit: z.string().nullable(),
  text: z.string().nullable(),
  on: z.string(),
  by: z.string().nullable(),
  on_behalf: z.boolean(),
  corrected: z.boolean(),
  objected: z.boolean(),
});
export type BookLine = z.infer<typeof LineRow>;

/** SQL of entries `book` that stand: no later entry puts them right. */
const LINES = `
SELECT book.id, book.kind, book.code, book.amount::text, book.quantity, book.unit, book.text, book.happened_on AS on,
  who.name AS by, book.on_behalf, book.corrects IS NOT NULL AS corrected, book.objected_at IS NOT NULL AS objected
FROM diary_entries book LEFT JOIN people who ON who.id = book.entered_by`;

/** SQL that orders entries `book` of one moment: what came in, what was spent, then the rest, always alike. */
const OF_ONE_MOMENT =
  "array_position(ARRAY['sale', 'income', 'purchase', 'cost'], book.kind), book.kind, book.code, book.amount DESC, book.text, book.id";

/** The entries of a household's month that stand, the latest first. Says nothing about rights. */
export async function linesOfMonth(
  { sql }: Pick<CommandContext, "sql">,
  household: string,
  period: string,
  most: number,
): Promise<BookLine[]> {
  return sql.rows(
    LineRow,
    `${LINES} WHERE book.household_id = $1 AND book.period = $2 AND ${STANDING} AND book.kind <> 'progress'
     ORDER BY book.happened_on DESC, book.created_at DESC, ${OF_ONE_MOMENT} LIMIT $3`,
    [household, period, most],
  );
}

/** What others wrote for a household that has not been read back to it, the oldest first. */
export async function linesToReadBack(
  { sql }: Pick<CommandContext, "sql">,
  household: string,
  most: number,
): Promise<BookLine[]> {
  return sql.rows(
    LineRow,
    `${LINES} WHERE book.household_id = $1 AND book.on_behalf AND book.read_back_at IS NULL AND ${STANDING}
       AND book.kind IN ('income', 'cost', 'sale', 'purchase', 'event', 'difficulty', 'output')
     ORDER BY book.created_at, ${OF_ONE_MOMENT} LIMIT $2`,
    [household, most],
  );
}

/** A line as people read it: what it is, how much, and what was said; `–` for nothing. */
export function written(
  { term, locale }: Pick<CommandContext, "term" | "locale">,
  line: Pick<BookLine, "kind" | "code" | "amount" | "quantity" | "unit" | "text">,
): string {
  const language = writtenLanguage(locale);
  const kind = term("book_kinds", line.code !== null && line.kind !== "output" ? line.code : line.kind);
  const counted =
    line.quantity === null
      ? null
      : [writeNumber(line.quantity, language), line.unit].filter((part) => part !== null).join(" ");
  const money = line.amount === null ? null : writeMoney(line.amount, language);
  const said = line.text === null ? null : `"${line.text}"`;
  return [kind, counted, money, said].filter((part) => part !== null).join(", ");
}
