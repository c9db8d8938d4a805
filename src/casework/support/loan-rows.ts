import { z } from "zod";
import type { Value } from "../../domain/value.ts";
import { isRecordId } from "../../turns/choice-id.ts";
import type { Sql } from "../../turns/ports.ts";
import { AmountColumn } from "../given.ts";

const LoanRow = z.object({
  id: z.string(),
  household_id: z.string(),
  household_name: z.string(),
  programme: z.string(),
  purpose: z.string().nullable(),
  amount_asked: AmountColumn,
  amount_lent: AmountColumn,
  group_name: z.string().nullable(),
  status: z.string(),
  asked_on: z.string(),
  lent_on: z.string().nullable(),
  due_on: z.string().nullable(),
  repaying: z.string().nullable(),
  checked_on: z.string().nullable(),
  need_id: z.string().nullable(),
});
export type LoanRow = z.infer<typeof LoanRow>;

const LOANS = `
SELECT l.id, l.household_id, h.head_name AS household_name, l.programme, l.purpose, l.amount_asked::text,
  l.amount_lent::text, l.group_name, l.status, l.asked_on, l.lent_on, l.due_on, l.repaying, l.checked_on, l.need_id
FROM loans l JOIN households h ON h.id = l.household_id`;

/** A loan by its id, held until the turn is written; null where there is none. Says nothing about rights. */
export async function loanById(sql: Sql, id: string): Promise<LoanRow | null> {
  if (!isRecordId(id)) return null;
  const [loan] = await sql.rows(LoanRow, `${LOANS} WHERE l.id = $1 FOR UPDATE OF l`, [id]);
  return loan ?? null;
}

/** The loans of a household, those under way first. */
export async function loansOf(sql: Sql, household: string): Promise<LoanRow[]> {
  return sql.rows(
    LoanRow,
    `${LOANS} WHERE l.household_id = $1
     ORDER BY l.status NOT IN ('asked', 'lent'), coalesce(l.lent_on, l.asked_on) DESC, l.programme,
       coalesce(l.amount_lent, l.amount_asked) DESC, l.id LIMIT 30`,
    [household],
  );
}

/** What texts may name of a loan. */
export function shownLoan(loan: LoanRow): { [key: string]: Value } {
  const { household_id, need_id: _, ...shown } = loan;
  return {
    ...shown,
    label: loan.programme,
    amount: loan.amount_lent ?? loan.amount_asked,
    household: { id: household_id, label: loan.household_name, name: loan.household_name },
  };
}
