import { z } from "zod";
import type { LocalDate } from "../../calendar/local-date.ts";
import type { Value } from "../../domain/value.ts";
import { isRecordId } from "../../turns/choice-id.ts";
import type { CommandContext } from "../../turns/command.ts";
import type { Sql } from "../../turns/ports.ts";
import { AmountColumn } from "../given.ts";
import { countIn } from "./count-in.ts";

export const ReturnRow = z.object({
  id: z.string(),
  household_id: z.string(),
  household_name: z.string(),
  kind: z.enum(["stock", "money"]),
  what: z.string(),
  quantity: z.number().nullable(),
  unit: z.string().nullable(),
  amount: AmountColumn,
  given_quantity: z.number().nullable(),
  given_amount: AmountColumn,
  due: z.string(),
  first_due: z.string(),
  state: z.enum(["waiting", "returned", "excused"]),
  said_at: z.date().nullable(),
  settled_on: z.string().nullable(),
  next_id: z.string().nullable(),
  next_name: z.string().nullable(),
  received_at: z.date().nullable(),
  note: z.string().nullable(),
});
export type ReturnRow = z.infer<typeof ReturnRow>;

/** The columns of a `ReturnRow`; `r` is the return, `h` the household that owes it, `n` the one that gets it. */
export const RETURN_COLUMNS = `r.id, r.household_id, h.head_name AS household_name, r.kind, r.what, r.quantity, r.unit,
  r.amount::text, r.given_quantity, r.given_amount::text, coalesce(r.promised_on, r.due_on) AS due,
  r.due_on AS first_due, r.state, r.said_at, r.settled_on, r.next_id, n.head_name AS next_name, r.received_at, r.note`;
export const RETURNS = `returns r JOIN households h ON h.id = r.household_id LEFT JOIN households n ON n.id = r.next_id`;

/** A return by its id, held until the turn is written; null where there is none. Says nothing about rights. */
export async function returnById(sql: Sql, id: string): Promise<ReturnRow | null> {
  if (!isRecordId(id)) return null;
  const [row] = await sql.rows(
    ReturnRow,
    `SELECT ${RETURN_COLUMNS} FROM ${RETURNS} WHERE r.id = $1 FOR UPDATE OF r`,
    [id],
  );
  return row ?? null;
}

/** How much of it is still to come; null where nobody said how much it is. */
export function restOf(
  row: Pick<ReturnRow, "kind" | "amount" | "quantity" | "given_amount" | "given_quantity">,
) {
  const whole = row.kind === "money" ? row.amount : row.quantity;
  const given = row.kind === "money" ? row.given_amount : row.given_quantity;
  return whole === null ? null : Math.max(0, whole - (given ?? 0));
}

/** How much comes this time, where it is not all that its words say: one of "3 con heo giống". A quantity of texts, or null. */
export function partOf({ what, quantity, unit }: Pick<ReturnRow, "what" | "quantity" | "unit">): Value {
  return quantity === null || quantity === countIn(what)?.quantity ? null : { value: quantity, unit };
}

/** What texts may name of a return. The household that gets it is named to those who work with both, to nobody else. */
export function shownReturn(
  row: ReturnRow,
  today: LocalDate,
  { names }: { names: boolean },
): { [key: string]: Value } {
  const rest = restOf(row);
  const part = (row.given_amount ?? row.given_quantity ?? 0) > 0;
  const stands =
    row.state !== "waiting"
      ? row.state
      : row.said_at !== null
        ? "said"
        : row.due < today
          ? "late"
          : "waiting";
  return {
    id: row.id,
    label: row.what,
    what_name: row.what,
    kind: row.kind,
    household: { id: row.household_id, label: row.household_name, name: row.household_name },
    household_name: row.household_name,
    amount: row.amount,
    part: partOf(row),
    rest_amount: part && row.kind === "money" ? rest : null,
    rest_count: part && row.kind === "stock" ? rest : null,
    due: row.due,
    first_due: row.first_due === row.due ? null : row.first_due,
    stands,
    next_name: names ? row.next_name : null,
    received: row.received_at !== null,
  };
}

export type ReturnEvent = {
  what:
    | "planned"
    | "offered"
    | "wanted"
    | "not_wanted"
    | "said"
    | "partly"
    | "late"
    | "received"
    | "not_received"
    | "returned"
    | "excused";
  quantity?: number | null;
  amount?: number | null;
  until?: LocalDate | null;
  note?: string | null;
  onBehalf: boolean;
  /** The household that gets it, where it is about that one. */
  next?: string;
};

/** Puts on record what became of a return, and whose word it was. */
export async function addReturnEvent(
  { sql, now, me }: Pick<CommandContext, "sql" | "now"> & { me: { person: string | null } },
  id: string,
  event: ReturnEvent,
): Promise<void> {
  await sql.run(
    `INSERT INTO return_events (return_id, what, quantity, amount, until, note, person_id, on_behalf, at, next_id)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      id,
      event.what,
      event.quantity ?? null,
      event.amount ?? null,
      event.until ?? null,
      event.note ?? null,
      me.person,
      event.onBehalf,
      now,
      event.next ?? null,
    ],
  );
}
