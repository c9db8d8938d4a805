import { z } from "zod";
import type { LocalDate } from "../../calendar/local-date.ts";
import type { CommandContext } from "../../turns/command.ts";
import { countIn } from "./count-in.ts";
import { addReturnEvent } from "./return-rows.ts";
import { remindToReturn } from "./return-timers.ts";
import { returnSchedule, type ReturnGap } from "./schedule.ts";

/** What was agreed on when support was given that comes back (seed 002, L111: hỗ trợ có thu hồi, hoàn trả con giống). */
export type ToReturn = {
  support: string;
  household: { id: string; name: string };
  /** In words: "1 bê cái 8 tháng". */
  what: string;
  /** Whole đồng where money comes back; null where it is animals, plants, things. */
  amount: number | null;
  first: LocalDate;
  times: number;
  gap: ReturnGap;
};

const IdRow = z.object({ id: z.string() });

/** Writes each part that is to be given back, and plans its reminders. */
export async function planReturns(
  context: Pick<CommandContext, "sql" | "now" | "me" | "remind">,
  given: ToReturn,
): Promise<void> {
  const { sql, now, me } = context;
  const counted = given.amount === null ? countIn(given.what) : null;
  const parts = returnSchedule({ ...given, quantity: counted?.quantity ?? null });
  for (const part of parts) {
    const [row] = await sql.rows(
      IdRow,
      `INSERT INTO returns (id, household_id, support_id, kind, what, quantity, unit, amount, due_on, entered_by, created_at)
       VALUES (gen_random_uuid(), $1, $2, $3, $4, $5, $6, $7, $8, $9, $10) RETURNING id`,
      [
        given.household.id,
        given.support,
        given.amount === null ? "stock" : "money",
        given.what,
        part.quantity,
        counted?.unit ?? null,
        part.amount,
        part.on,
        me.person,
        now,
      ],
    );
    if (row === undefined) throw new Error("a return was written and came back without an id");
    await addReturnEvent(context, row.id, {
      what: "planned",
      quantity: part.quantity,
      amount: part.amount,
      until: part.on,
      onBehalf: true,
    });
    await remindToReturn(context, row.id, given.household, part.on);
  }
}
