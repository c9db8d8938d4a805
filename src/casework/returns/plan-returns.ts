import { z } from "zod";
import type { LocalDate } from "../../calendar/local-date.ts";
import { readQuantity } from "../../language/quantity.ts";
import type { CommandContext } from "../../turns/command.ts";
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

/** "1 bê cái 8 tháng", but not "8 tháng nữa": what is counted is named right behind the number. */
const LEADING_COUNT = /^\s*(\d{1,3})\s+(?!th[aá]ng|n[aă]m|tu[aầ]n|ng[aà]y|tri[eệ]u)\p{L}/iu;

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

/** How many there are to give back, where the words say so plainly: "1 bê cái 8 tháng" is one. */
function countIn(what: string): { quantity: number; unit: string | null } | null {
  const [, number] = LEADING_COUNT.exec(what) ?? [];
  if (number !== undefined && Number(number) > 0) return { quantity: Number(number), unit: unitIn(what) };
  const reading = readQuantity(what);
  if (reading.kind !== "understood" || reading.sure !== "certain" || reading.value.value <= 0) return null;
  return { quantity: reading.value.value, unit: reading.value.unit };
}

function unitIn(what: string): string | null {
  const reading = readQuantity(what);
  return reading.kind === "understood" ? reading.value.unit : null;
}
